package dev.fivetwenty.ranges.render;

import dev.fivetwenty.ranges.Provider;
import dev.fivetwenty.ranges.Range;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is to be let in: ranges, to ports.
///
/// @param ranges in the order of their lists
/// @param ports  at least one
public record Wanted(List<Range> ranges, List<Integer> ports) {

  /// What each CDN says the visitor's address in.
  private static final Map<String, String> VISITOR_FIELDS =
      Map.of("Cloudflare", "CF-Connecting-IP", "Fastly", "Fastly-Client-IP");

  /// A block comes right before those that lie in it.
  private static final Comparator<IPAddress> OUTER_FIRST =
      Comparator.comparing(IPAddress::isIPv6).thenComparing(IPAddress::getValue)
          .thenComparing(IPAddress::getCount, Comparator.reverseOrder());

  public Wanted {
    ranges = outermost(ranges);
    ports = List.copyOf(ports);
  }

  /// Leaves out blocks that lie in another one: `nft` and firewalld refuse sets whose elements overlap.
  private static List<Range> outermost(List<Range> ranges) {
    var kept = new ArrayList<IPAddress>();
    for (IPAddress block : ranges.stream().map(Wanted::address).sorted(OUTER_FIRST).toList()) {
      if (kept.isEmpty() || !kept.getLast().contains(block)) kept.add(block);
    }
    var left = new HashSet<>(kept);
    return ranges.stream().filter(range -> left.remove(address(range))).toList();
  }

  private static IPAddress address(Range range) {
    return new IPAddressString(range.cidr()).getAddress();
  }

  List<String> ipv4() {
    return ranges.stream().map(Range::cidr).filter(c -> !c.contains(":")).toList();
  }

  List<String> ipv6() {
    return ranges.stream().map(Range::cidr).filter(c -> c.contains(":")).toList();
  }

  List<String> all() {
    return ranges.stream().map(Range::cidr).toList();
  }

  String ports(String separator) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }

  private List<Provider> providers() {
    return ranges.stream().map(Range::provider).distinct().toList();
  }

  /// Returns where the list comes from, a line for each provider.
  List<String> origins() {
    return providers().stream().map(this::origin).toList();
  }

  private String origin(Provider provider) {
    var blocks = ranges.stream().filter(r -> r.provider().equals(provider)).map(Range::cidr).toList();
    long six = blocks.stream().filter(c -> c.contains(":")).count();
    return provider.name() + ", list of " + provider.asOf() + ": " + (blocks.size() - six)
        + " IPv4 and " + six + " IPv6 blocks.";
  }

  /// Returns the header field that names the visitor; the one that all CDNs send where there are two.
  String visitorField() {
    var fields =
        providers().stream().map(p -> VISITOR_FIELDS.getOrDefault(p.name(), "X-Forwarded-For"))
            .distinct().toList();
    return fields.size() == 1 ? fields.getFirst() : "X-Forwarded-For";
  }

  /// Returns several texts to a line, so that long lists stay readable.
  static String rows(List<String> words, int perRow, String separator, String indent) {
    return IntStream.range(0, (words.size() + perRow - 1) / perRow)
        .mapToObj(row -> words.subList(row * perRow, Math.min(words.size(), (row + 1) * perRow)))
        .map(row -> indent + String.join(separator, row))
        .collect(Collectors.joining(separator.stripTrailing() + "\n"));
  }

  /// Returns a line for each word.
  static String lines(List<String> words, String before, String behind) {
    return words.stream().map(w -> before + w + behind + "\n").collect(Collectors.joining());
  }
}
