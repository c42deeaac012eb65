package dev.fivetwenty.peers.filter;

import dev.fivetwenty.ranges.AddressSet;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Senders that tell rules apart: on both sides of each edge of whatever addresses a text names.
public final class Senders {

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\w.:])([0-9]+(?:\\.[0-9]+){3}|[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f:]*)(/[0-9.]+)?(?![\\w.:])");

  /// In and beside the ranges of the cases.
  private static final List<String> ALWAYS =
      List.of("198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "203.0.113.77", "2001:db8:7::7", "8.8.8.8", "2a00::1");

  public static List<String> of(String text) {
    Stream<String> named =
        ADDRESS.matcher(text.replaceAll("\"addr\": ?\"([^\"]+)\", ?\"len\": ?([0-9]+)", "$1/$2")).results().map(m -> m.group());
    Set<String> senders = new LinkedHashSet<>();
    Stream.concat(ALWAYS.stream(), named).forEach(word -> AddressSet.of(word).ifPresent(set -> edges(set, senders)));
    return List.copyOf(senders);
  }

  private static void edges(AddressSet set, Set<String> senders) {
    IPAddress whole = new IPAddressString(set.blocks().getFirst()).getAddress();
    for (IPAddress edge : List.of(whole.getLower(), whole.getUpper())) {
      if (!isSender(edge)) continue;
      for (int step = -1; step <= 1; step++) {
        senders.add(edge.withoutPrefixLength().increment(step).toCanonicalString());
      }
    }
  }

  /// The kernel drops others before any rule sees them.
  private static boolean isSender(IPAddress address) {
    if (address.isIPv6()) return address.getSegment(0).getSegmentValue() >> 13 == 1;
    int first = address.getSegment(0).getSegmentValue();
    return first > 0 && first < 224 && first != 127;
  }

  private Senders() {}
}
