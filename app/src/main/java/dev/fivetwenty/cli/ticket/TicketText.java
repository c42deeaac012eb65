package dev.fivetwenty.cli.ticket;

import dev.fivetwenty.cli.har.Sentence;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.ticket.Audience;
import dev.fivetwenty.ticket.Leak;
import dev.fivetwenty.ticket.Listed;
import java.nio.file.Path;

/// What `ticket` says of the ticket that it made.
public final class TicketText {

  private static final int NAME_WIDTH = 18;

  static String of(TicketWriting.Result result, Path target) {
    boolean cdn = result.manifest().audience() == Audience.CDN;
    var out = new StringBuilder(512);
    out.append(Sentence.text(result.summary(), 300)).append("\n\n");
    for (Listed listed : result.files()) {
      String name = Shown.text(listed.file().name());
      out.append("  ").append(name).append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())))
          .append(Shown.text(listed.file().what())).append(", ").append(Amount.bytes(listed.bytes()));
      if (cdn && !listed.isAttachable()) out.append(" (do not attach)");
      if (!listed.file().clean()) out.append(" (nothing hidden in it)");
      out.append('\n');
    }
    out.append("\nwritten to ").append(Shown.text(target.toString()));
    result.zip().ifPresent(zip -> out.append(" and ").append(Shown.text(zip.getFileName().toString())));
    out.append(", for the ").append(cdn ? "CDN: attach the files one by one" : "host");
    return out.append('\n').toString();
  }

  /// Says why there is no ticket.
  public static String refused(Leak leak) {
    return "no ticket was made: in " + Shown.text(leak.toString(), 400)
        + "; take it out of what was given, or report this";
  }

  private TicketText() {}
}
