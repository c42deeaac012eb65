package dev.fivetwenty.ranges.audit.filter;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A set of TCP ports.
public final class Ports {

  private static final int LAST = 65_535;

  /// Names that filters print in place of numbers.
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("http", 80), Map.entry("www", 80), Map.entry("https", 443),
          Map.entry("http-alt", 8080), Map.entry("webcache", 8080), Map.entry("ssh", 22),
          Map.entry("domain", 53), Map.entry("smtp", 25), Map.entry("ftp", 21),
          Map.entry("imap2", 143), Map.entry("imaps", 993), Map.entry("pop3", 110),
          Map.entry("pop3s", 995), Map.entry("submission", 587), Map.entry("mysql", 3306));

  private final BitSet ports;

  private Ports(BitSet ports) {
    this.ports = ports;
  }

  public static Ports between(int first, int last) {
    var ports = new BitSet();
    if (first <= last) ports.set(first, last + 1);
    return new Ports(ports);
  }

  /// Reads numbers, names and ranges with colon, hyphen or underscore, separated by commas.
  /// Empty for what is none.
  public static Optional<Ports> of(String text) {
    var ports = new BitSet();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("(?<=\\d|^)[:_-](?=\\d|$)", 2);
      Optional<Integer> first = ends[0].isEmpty() ? Optional.of(0) : number(ends[0]);
      String upper = ends.length == 1 ? ends[0] : ends[1].isEmpty() ? "" + LAST : ends[1];
      Optional<Integer> last = number(upper);
      if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) return Optional.empty();
      ports.set(first.get(), last.get() + 1);
    }
    return Optional.of(new Ports(ports));
  }

  private static Optional<Integer> number(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return Optional.ofNullable(NAMES.get(text.toLowerCase(Locale.ROOT)));
    }
    return Optional.of(Integer.valueOf(text)).filter(port -> port <= LAST);
  }

  public boolean contains(int port) {
    return ports.get(port);
  }
}
