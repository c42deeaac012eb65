/// What a ticket tells, made from an examination, a stored incident or two HAR files, and worded for
/// whoever is to act on it.
package dev.fivetwenty.cli.ticket.account;
