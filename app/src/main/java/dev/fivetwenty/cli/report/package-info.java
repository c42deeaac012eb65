/// Verdicts and examinations told to people and to programs: text, JSON, Markdown, JUnit XML. Prints
/// nothing itself.
package dev.fivetwenty.cli.report;
