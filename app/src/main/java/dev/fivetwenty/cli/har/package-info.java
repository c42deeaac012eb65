/// HAR files as commands read, compare, check and sanitise them, and how what is found in them is
/// shown: text, JSON and a page.
package dev.fivetwenty.cli.har;
