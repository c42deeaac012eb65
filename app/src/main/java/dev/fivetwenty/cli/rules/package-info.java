/// Rules checked, explained, and tried on logs, HAR files and tests; limits proposed; and what the
/// commands that do so print.
package dev.fivetwenty.cli.rules;
