package dev.fivetwenty.cli;

import dev.fivetwenty.cli.ticket.Account;
import dev.fivetwenty.cli.ticket.Hiding;
import dev.fivetwenty.ticket.TicketFile;
import dev.fivetwenty.ticket.TicketFolder.Filler;
import java.util.List;
import java.util.Optional;

/// What a source has for a ticket, all of it fit to be given away.
///
/// @param direct  a HAR of the origin itself
/// @param proxied a HAR of the same through the proxy
/// @param files   beside these
record TicketDraft(
    Account account, Hiding hiding, Optional<Filler> direct, Optional<Filler> proxied,
    List<Part> files) {

  /// A file and what is in it.
  record Part(TicketFile file, Filler filler) {

    static Part of(String name, String what, byte[] bytes) {
      return new Part(new TicketFile(name, what), out -> out.write(bytes));
    }
  }

  TicketDraft {
    files = List.copyOf(files);
  }
}
