/// What a ticket is made from: an examination, a stored incident or HAR files, each drafted as the
/// same kind of account.
package dev.fivetwenty.cli.ticket.source;
