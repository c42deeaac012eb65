package dev.fivetwenty.har.diff;

import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Compares two HARs. Each is read once, entry by entry; what is compared of an entry is small.
public final class Diff {

  /// Entries compared of each file: a capture of hours.
  public static final int MAX_ENTRIES = 100_000;

  /// Reads one file.
  ///
  /// @throws BrokenHar also for a file with more than [#MAX_ENTRIES]
  public static List<Side> read(InputStream file) throws IOException, BrokenHar {
    var sides = new ArrayList<Side>();
    try (HarReader reader = HarReader.open(file)) {
      for (var e = reader.nextEntry(); e.isPresent(); e = reader.nextEntry()) {
        if (sides.size() == MAX_ENTRIES) throw reader.tooMany(MAX_ENTRIES);
        sides.add(Side.of(e.get()));
      }
    }
    return sides;
  }

  /// Returns whether the files say of themselves that the first came through the proxy and the second
  /// did not: every verdict would blame the wrong side.
  public static boolean areSwapped(List<Side> direct, List<Side> proxied) {
    return isBy("proxied", direct) && isBy("direct", proxied);
  }

  private static boolean isBy(String route, List<Side> sides) {
    return !sides.isEmpty() && sides.getFirst().route().equals(route);
  }

  public static DiffReport between(List<Side> direct, List<Side> proxied, HostMap hosts) {
    List<Pair> pairs = new Pairing(direct, proxied, hosts).pairs();
    return new DiffReport(Conclusion.of(pairs), pairs);
  }

  private Diff() {}
}
