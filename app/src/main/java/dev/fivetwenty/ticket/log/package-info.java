/// Log files of an origin: lines around a time, known messages in them, and what in a line could be
/// secret.
///
/// Files are read once, as streams, line by line and within named bounds; compressed ones, too.
package dev.fivetwenty.ticket.log;
