package dev.fivetwenty.ticket;

/// A file of a ticket.
///
/// @param name  within the folder, `/` between its parts
/// @param what  it is, one clause
/// @param clean what could be secret was hidden in it; else it is as its owner gave it
public record TicketFile(String name, String what, boolean clean) {

  /// The largest file that supports of CDNs accept as an attachment.
  public static final long MAX_ATTACHED = 20_000_000;

  public TicketFile(String name, String what) {
    this(name, what, true);
  }

  /// Returns the end of the name, with what it is called without a dot.
  String kind() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
