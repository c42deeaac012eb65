/// The command line: parses, wires, prints. Nothing depends on it.
package dev.fivetwenty.cli;
