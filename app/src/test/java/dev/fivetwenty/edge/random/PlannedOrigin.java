package dev.fivetwenty.edge.random;

import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// The origin: compares requests with what is planned, and replies as planned.
final class PlannedOrigin implements AutoCloseable {

  private static final String ADDED =
      """
      %sRay-Id: [0-9a-f]{16}-TST
      X-Forwarded-For: %s127\\.0\\.0\\.1
      X-Forwarded-Proto: http
      X-Forwarded-Host: %s
      Via: 1\\.1 fivetwenty
      CDN-Loop: fivetwenty-[0-9a-f]{16}""";

  private final Map<Integer, Planned> plans = new ConcurrentHashMap<>();
  private final Queue<Throwable> differences = new ConcurrentLinkedQueue<>();
  private final AtomicLong seeds;
  private final RawOrigin origin = RawOrigin.doing(this::serve);

  PlannedOrigin(long seed) {
    seeds = new AtomicLong(seed);
  }

  int port() {
    return origin.port();
  }

  void expect(Planned planned) {
    plans.put(planned.id(), planned);
  }

  /// Returns exchanges whose requests did not come.
  Map<Integer, Planned> missing() {
    return plans;
  }

  Queue<Throwable> differences() {
    return differences;
  }

  private void serve(RawOrigin.Peer peer) throws IOException {
    var in = new MessageReader(peer.socket.getInputStream());
    var draws = new SplittableRandom(seeds.incrementAndGet());
    var out = new MessageWriter(peer.socket.getOutputStream(), draws);
    try {
      boolean isOpen = true;
      while (isOpen && !in.isAtEnd()) isOpen = exchange(in, out);
    } catch (RuntimeException e) {
      differences.add(e);
    }
  }

  private boolean exchange(MessageReader in, MessageWriter out) throws IOException {
    String line = in.line();
    Planned planned = planned(line);
    try {
      Difference.demandSame("request line", line, planned.lineAtOrigin());
      head(in.section(), planned);
      for (Message interim : planned.interims()) out.head(interim);
      out.flush();
      Message request = planned.request();
      List<String> trailers = in.content(request.framing(), request.content());
      Difference.demandSame("trailers of the request", trailers, request.trailers());
    } catch (Difference e) {
      throw new Difference("at the origin, exchange " + planned, e);
    }
    out.head(planned.reply());
    out.content(planned.reply());
    out.flush();
    return !planned.originCloses();
  }

  private Planned planned(String line) {
    String[] parts = line.split("[/ ]+");
    Planned planned = parts[1].matches("\\d+") ? plans.remove(Integer.valueOf(parts[1])) : null;
    if (planned == null) throw new Difference("came twice, or was never sent: " + line);
    return planned;
  }

  private static void head(List<String> came, Planned planned) {
    List<String> passed = planned.request().passed();
    int count = Math.min(passed.size(), came.size());
    Difference.demandSame("request fields", came.subList(0, count), passed);
    String added = String.join("\n", came.subList(count, came.size()));
    boolean isChunked = planned.request().framing() == Message.Framing.CHUNKED;
    String before =
        planned.forwardedFor().isEmpty() ? "" : Pattern.quote(planned.forwardedFor() + ", ");
    String expected =
        ADDED.formatted(
            isChunked ? "Transfer-Encoding: chunked\n" : "", before, Pattern.quote(planned.host()));
    if (!added.matches(expected)) throw new Difference("fields of the edge: " + added);
  }

  @Override
  public void close() {
    origin.close();
  }
}
