/// What commands read from their words: tables of options, and the values that several share, from a
/// profile to a plan of an examination. A word that makes no sense ends in a
/// [dev.fivetwenty.cli.UsageProblem].
package dev.fivetwenty.cli.option;
