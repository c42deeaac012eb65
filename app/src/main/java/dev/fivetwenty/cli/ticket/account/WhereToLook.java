package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.ticket.Page.Code;
import dev.fivetwenty.ticket.Page.Part;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import dev.fivetwenty.ticket.Span;
import dev.fivetwenty.ticket.log.LogKind;
import dev.fivetwenty.ticket.log.Signature;
import dev.fivetwenty.ticket.log.Signatures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Tells whoever runs the origin which words in which log to search for, and at which second.
final class WhereToLook {

  /// Seconds around the first and the last time for a search in the journal.
  private static final int AROUND = 10;

  /// Where nobody knows what the server is, all messages there are would be a book.
  private static final int MOST_ROWS = 14;

  /// Software that may stand behind any server, or under it.
  private static final List<String> ANYWHERE = List.of("PHP-FPM", "PHP", "Linux", "systemd", "fail2ban");

  private final Account account;

  WhereToLook(Account account) {
    this.account = account;
  }

  List<Part> parts() {
    List<Signature> signatures = account.matter().cause().map(this::signatures).orElse(List.of());
    if (signatures.isEmpty() || account.occurrences().isEmpty()) return List.of();
    var parts = new ArrayList<Part>();
    Instant first = account.occurrences().getFirst().at();
    Instant last = account.occurrences().getLast().at();
    String when = Times.toTheSecond(first).equals(Times.toTheSecond(last))
        ? "at " + Times.toTheSecond(first)
        : "from " + Times.toTheSecond(first) + " to " + Times.toTheSecond(last);
    parts.add(
        new Text("Look " + when + ", in the zone of the server: most error logs write its local time. "
            + "If the request stands in no log at all, something in front of the server ended it."));
    parts.add(new Code(searches(signatures)));
    if (signatures.size() <= MOST_ROWS) {
      parts.add(
          new Table(
              List.of("Log", "Message", "It means"), signatures.stream().map(WhereToLook::row).toList()));
    }
    if (signatures.stream().anyMatch(s -> s.log().isOfJournal())) {
      parts.add(
          new Code(
              "journalctl --since '%s' --until '%s'".formatted(
                  Times.toTheSecond(first.minusSeconds(AROUND)),
                  Times.toTheSecond(last.plusSeconds(AROUND)))));
    }
    return parts;
  }

  /// Returns a line a log, to be copied.
  private static String searches(List<Signature> signatures) {
    var words = new LinkedHashMap<LogKind, List<String>>();
    for (Signature signature : signatures) {
      words.computeIfAbsent(signature.log(), _ -> new ArrayList<>())
          .add("-e '" + signature.fixed().replace("'", "'\\''") + "'");
    }
    var lines = new StringBuilder();
    words.forEach((log, patterns) -> lines.append(search(log, String.join(" ", patterns))).append('\n'));
    return lines.toString();
  }

  private static String search(LogKind log, String patterns) {
    if (log.isOfJournal()) return log.place() + " | grep -F " + patterns;
    return "grep -F " + patterns + " " + log.file();
  }

  /// Where the software is known, what others say is left out.
  private List<Signature> signatures(Cause cause) {
    List<Signature> all = Signatures.of(cause);
    List<Signature> own = all.stream().filter(this::isOfTheOrigin).toList();
    boolean known = own.stream().anyMatch(s -> !ANYWHERE.contains(s.software()));
    return known ? own : all;
  }

  private boolean isOfTheOrigin(Signature signature) {
    return ANYWHERE.contains(signature.software())
        || account.software().stream().anyMatch(s -> s.startsWith(signature.software()));
  }

  private static List<String> row(Signature signature) {
    LogKind log = signature.log();
    boolean named = log.place().startsWith("/") || log.isOfJournal();
    String place = named ? Span.code(log.place()) : log.place();
    return List.of(
        signature.software() + ": " + place, Span.code(signature.fixed()), signature.means());
  }
}
