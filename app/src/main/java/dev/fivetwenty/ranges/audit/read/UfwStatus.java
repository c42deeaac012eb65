package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `ufw status`, `ufw status verbose` and `ufw status numbered` print.
final class UfwStatus {

  private static final Pattern ROW =
      Pattern.compile(
          "(?:\\[ *\\d+\\] )?(.+?) +(ALLOW|DENY|REJECT|LIMIT)( IN| OUT| FWD)? +(.+?)(?: +\\(log.*?\\))?(?: +# .*)?");

  private static final Pattern DEFAULT = Pattern.compile("Default: (\\w+) \\(incoming\\).*");

  /// What packages bring along, by the names that ufw shows.
  private static final Map<String, String> APPLICATIONS =
      Map.ofEntries(
          Map.entry("Nginx Full", "80,443/tcp"), Map.entry("Nginx HTTP", "80/tcp"),
              Map.entry("Nginx HTTPS", "443/tcp"),
          Map.entry("Apache Full", "80,443/tcp"), Map.entry("Apache", "80/tcp"),
              Map.entry("Apache Secure", "443/tcp"),
          Map.entry("WWW Full", "80,443/tcp"), Map.entry("WWW", "80/tcp"),
              Map.entry("WWW Secure", "443/tcp"),
          Map.entry("WWW Cache", "8080/tcp"), Map.entry("OpenSSH", "22/tcp"), Map.entry("SSH", "22/tcp"));

  private final SourceText source;
  private final List<Rule> rules = new ArrayList<>();
  private Rule policy =
      Simple.end("ufw's default",
          new Target.Elsewhere("the default is not shown; ufw status verbose shows it"));

  private UfwStatus(SourceText source) {
    this.source = source;
  }

  static boolean fits(String text) {
    return text.stripLeading().startsWith("Status: ");
  }

  static Filter read(SourceText source) {
    var reader = new UfwStatus(source);
    int number = 0;
    for (String line : source.lines()) reader.line(++number, line.strip());
    return Simple.filter(FilterKind.UFW, source.name(), reader.rules, reader.policy);
  }

  private void line(int number, String line) {
    if (line.equals("Status: inactive")) policy = Simple.end("ufw is inactive", Target.ACCEPT);
    Matcher standard = DEFAULT.matcher(line);
    if (standard.matches()) {
      Target target = standard.group(1).equals("allow") ? Target.ACCEPT
          : new Target.Block(standard.group(1));
      policy = Simple.end(line, target);
    }
    Matcher row = ROW.matcher(line);
    boolean incoming = row.matches() && (row.group(3) == null || row.group(3).equals(" IN"));
    if (incoming) rules.add(rule(number, line, row.group(1), row.group(2), row.group(4)));
  }

  private Rule rule(int number, String line, String to, String action, String from) {
    var conditions = new ArrayList<Condition>();
    boolean six = to.contains("(v6)") || from.contains("(v6)");
    String sender = way(from.replace("(v6)", ""), conditions);
    conditions.add(
        sender.equals("Anywhere")
            ? new Condition.Sources(six ? AddressSet.IPV6 : AddressSet.IPV4)
            : Simple.sources(sender));
    asked(way(to.replace("(v6)", ""), conditions), conditions);
    Target target =
        switch (action) {
          case "ALLOW" -> Target.ACCEPT;
          case "LIMIT" -> new Target.Elsewhere("LIMIT keeps out who opens six connections in half a minute, as a CDN does");
          default -> new Target.Block(action);
        };
    return Rule.atLine(number, line, conditions, target);
  }

  /// Takes the interface off, which stands behind "on".
  private String way(String column, List<Condition> conditions) {
    int on = column.lastIndexOf(" on ");
    if (on < 0) return column.strip();
    conditions.add(Interfaces.comesBy(column.substring(on + 4).strip(), source.ways()));
    return column.substring(0, on).strip();
  }

  /// `80,443/tcp`, `22`, an application, an address of the host, or an address and ports.
  private static void asked(String to, List<Condition> conditions) {
    String text = APPLICATIONS.getOrDefault(to, to);
    if (text.equals("Anywhere")) return;
    int space = text.indexOf(' ');
    boolean address = AddressSet.of(space < 0 ? text : text.substring(0, space)).isPresent();
    if (address && !text.matches("[0-9]+")) {
      conditions.add(new Condition.Untold("which of the host's addresses is asked is not known"));
      if (space < 0) return;
      text = text.substring(space + 1).strip();
    }
    String[] parts = text.split("/", 2);
    if (parts.length == 2 && !parts[1].equals("tcp")) conditions.add(new Condition.Known(false));
    else conditions.add(Simple.ports(parts[0]));
  }
}
