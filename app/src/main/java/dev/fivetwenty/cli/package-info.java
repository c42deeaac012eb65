/// The command line: parses, wires, prints. Nothing depends on it.
///
/// What every command must know is here, and the list of commands; a room holds the commands of one
/// subject. Rooms form no cycle.
package dev.fivetwenty.cli;
