package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.ticket.TicketFile;
import dev.fivetwenty.ticket.TicketFolder.Filler;
import java.util.List;
import java.util.Optional;

/// What a source has for a ticket, all of it fit to be given away.
///
/// @param direct  a HAR of the origin itself
/// @param proxied a HAR of the same through the proxy
/// @param files   beside these
public record TicketDraft(
    Account account, Hiding hiding, Optional<Filler> direct, Optional<Filler> proxied,
    List<Part> files) {

  /// A file and what is in it.
  public record Part(TicketFile file, Filler filler) {

    public static Part of(String name, String what, byte[] bytes) {
      return new Part(new TicketFile(name, what), out -> out.write(bytes));
    }
  }

  public TicketDraft {
    files = List.copyOf(files);
  }
}
