package dev.fivetwenty.cli;

/// What a ticket is made from.
interface TicketSource extends AutoCloseable {

  /// Asks, reads and runs what there is to, on this thread.
  Prepared prepare() throws InterruptedException;

  /// Removes what was set aside while the ticket was made.
  @Override
  default void close() {}
}
