package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.ticket.Page.Items;
import dev.fivetwenty.ticket.Page.Part;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import dev.fivetwenty.ticket.Span;
import dev.fivetwenty.ticket.log.LogFindings;
import dev.fivetwenty.ticket.log.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What logs of the origin say of the time: known messages on the page, the lines in a file.
public final class LogParts {

  /// Messages shown of each log.
  private static final int MOST = 12;

  private final Account account;
  private final Addressed addressed;

  LogParts(Account account, Addressed addressed) {
    this.account = account;
    this.addressed = addressed;
  }

  List<Part> parts() {
    var parts = new ArrayList<Part>();
    var said = new ArrayList<String>();
    addressed.logs().forEach(log -> said.add(Span.code(log.file()) + ": " + summary(log)));
    parts.add(new Items(said));
    var rows = new ArrayList<List<String>>();
    addressed.logs().forEach(log -> rows.addAll(messages(log)));
    if (!rows.isEmpty()) {
      parts.add(new Text("Known messages in them:"));
      parts.add(new Table(List.of("First at", "Message", "It means"), rows));
    }
    parts.add(
        new Text("Times without a zone were read as " + Span.code(addressed.logZone().getId())
            + ". The lines are in `logs.txt`, addresses of visitors, queries and cookies hidden."));
    return parts;
  }

  private String summary(LogFindings log) {
    String cut = log.whole() ? "" : " (not read to its end)";
    String lines = Amount.count(log.lines(), "line", "lines") + cut;
    if (log.lines() == 0) return "it is empty";
    if (log.dated() == 0) return lines + ", none with a time that is known; nothing could be looked for";
    long near = log.near().size() + log.more();
    if (near > 0) return lines + ", " + Amount.number(near) + " of that time";
    Instant time = account.occurrences().getFirst().at();
    return log.covers(time)
        ? lines + ", none of that time though lines before and after it are there: the request left "
            + "no trace here"
        : lines + ", from " + Times.toTheSecond(log.first().orElseThrow()) + " to "
            + Times.toTheSecond(log.last().orElseThrow()) + ": that time is not in it";
  }

  private static List<List<String>> messages(LogFindings log) {
    var first = new LinkedHashMap<String, LogLine>();
    var counts = new LinkedHashMap<String, Integer>();
    for (LogLine line : log.near()) {
      if (line.signature().isEmpty()) continue;
      String name = line.signature().get().software() + ": " + line.signature().get().fixed();
      first.putIfAbsent(name, line);
      counts.merge(name, 1, Integer::sum);
    }
    return first.entrySet().stream().limit(MOST)
        .map(e -> message(e.getKey(), e.getValue(), counts.get(e.getKey()))).toList();
  }

  private static List<String> message(String name, LogLine first, int count) {
    String often = count > 1 ? " (" + count + " times)" : "";
    return List.of(
        Times.toTheSecond(first.at()), Span.code(name) + often, first.signature().orElseThrow().means());
  }

  /// A visitor may have put what a terminal obeys into a log.
  private static String shown(String text) {
    var shown = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (Character.isISOControl(c) && c != '\t') shown.append("\\x%02x".formatted((int) c));
      else shown.append(c);
    }
    return shown.toString();
  }

  /// Returns the lines themselves, for a file of their own.
  public static String lines(List<LogFindings> logs) {
    var out = new StringBuilder();
    for (LogFindings log : logs) {
      out.append("== ").append(log.file()).append('\n');
      for (LogLine line : log.near()) {
        String mark = line.isNamed() ? "* " : line.signature().isPresent() ? "! " : "  ";
        out.append(mark).append(Times.exactly(line.at())).append("  ").append(shown(line.text())).append('\n');
      }
      if (log.more() > 0) out.append("  and ").append(log.more()).append(" more lines of that time\n");
      if (log.near().isEmpty()) out.append("  nothing of that time\n");
      out.append('\n');
    }
    return out.append("! a known message   * a line with the Ray ID\n").toString();
  }
}
