/// Words of a configuration and of the command line: durations, sizes, hosts, variables, and the word that
/// was probably meant.
///
/// Each is read from a text and nothing else; what is wrong with one is an [Unfit], which knows no place.
package dev.fivetwenty.config.text;
