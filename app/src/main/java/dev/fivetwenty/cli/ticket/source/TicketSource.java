package dev.fivetwenty.cli.ticket.source;

/// What a ticket is made from.
public interface TicketSource extends AutoCloseable {

  /// Asks, reads and runs what there is to, on this thread.
  Prepared prepare() throws InterruptedException;

  /// Removes what was set aside while the ticket was made.
  @Override
  default void close() {}
}
