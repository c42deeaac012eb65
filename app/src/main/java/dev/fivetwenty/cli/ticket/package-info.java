/// Makes the folder of a ticket: what [dev.fivetwenty.cli.ticket.source] drafted, logs, attachments,
/// and a last look for secrets.
package dev.fivetwenty.cli.ticket;
