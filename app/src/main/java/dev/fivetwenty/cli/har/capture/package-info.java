/// HAR files made: by attempts of our own, by a browser, or of what an edge recorded.
package dev.fivetwenty.cli.har.capture;
