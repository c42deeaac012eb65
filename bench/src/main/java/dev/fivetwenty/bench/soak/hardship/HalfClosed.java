package dev.fivetwenty.bench.soak.hardship;

import dev.fivetwenty.bench.soak.hardship.Guest.End;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that send FIN in the middle of everything, and origins that do so in the middle of a reply.
final class HalfClosed implements Hardship {

  private static final int EACH = 500;
  private static final int AT_ONCE = 50;
  private static final String HEAD = "POST /whole/100 HTTP/1.1\r\nHost: hard.test\r\nContent-Length: 100000\r\n\r\n";

  /// What a client sends before its FIN, and how that may end.
  private record Way(String name, String sent, Set<End> ends) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("half a head", HEAD.substring(0, 30), Set.of(End.NOTHING)),
          new Way("half a content", HEAD + "x".repeat(5000), Set.of(End.NOTHING, End.WHOLE)),
          new Way("a request", get("/whole/100000"), Set.of(End.WHOLE)),
          new Way("a request that is cut by RST", get("/cut/2000000"), Set.of(End.CUT, End.FAILED)),
          new Way("a request that is cut by FIN", get("/half/2000000"), Set.of(End.CUT, End.FAILED)));

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: hard.test\r\n\r\n";
  }

  @Override
  public String name() {
    return "half-closed";
  }

  @Override
  public String run(Site site) throws IOException, InterruptedException {
    var report = new StringBuilder();
    for (Way way : WAYS) {
      var left = new AtomicInteger(EACH);
      Map<End, Integer> ends =
          Crowd.sum(
              Crowd.of(
                  AT_ONCE,
                  () -> {
                    Map<End, Integer> mine = new EnumMap<>(End.class);
                    while (left.getAndDecrement() > 0) mine.merge(end(site, way), 1, Integer::sum);
                    return mine;
                  }));
      if (!way.ends().containsAll(ends.keySet())) throw new Broken("FIN behind %s: %s".formatted(way.name(), ends));
      report.append(report.isEmpty() ? "" : ", ").append(way.name()).append(' ').append(ends);
    }
    return report.toString();
  }

  private static End end(Site site, Way way) throws IOException {
    try (var guest = new Guest(site.edge(), 0)) {
      guest.send(way.sent());
      guest.shutdownOutput();
      return guest.read();
    }
  }
}
