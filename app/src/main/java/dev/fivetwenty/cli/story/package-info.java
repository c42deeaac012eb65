/// What is stored of exchanges, told to people and to programs: one incident as a story, many as
/// lists, and what a replay of one brought.
package dev.fivetwenty.cli.story;
