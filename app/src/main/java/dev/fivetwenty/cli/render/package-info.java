/// Turns results into what is printed: text for people, JSON, Markdown, JUnit XML. Prints nothing
/// itself.
package dev.fivetwenty.cli.render;
