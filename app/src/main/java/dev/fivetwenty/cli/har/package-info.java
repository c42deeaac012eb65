/// How what is found in HAR files is shown: text, JSON and a page.
package dev.fivetwenty.cli.har;
