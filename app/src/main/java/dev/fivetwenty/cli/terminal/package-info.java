/// What a command works at: its streams, the progress it shows, the files it was asked to write, and
/// Ctrl-C.
package dev.fivetwenty.cli.terminal;
