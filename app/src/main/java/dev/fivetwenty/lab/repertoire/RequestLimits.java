package dev.fivetwenty.lab.repertoire;

import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import java.time.Duration;
import java.time.Instant;

/// One visitor's requests against a limit: a number in a window, a number followed by a ban, or a
/// rate with some saved up. Any thread may ask.
///
/// `?n=` requests in `?seconds=` (20 in 10), from the first on; with `?ban=` nothing for that many
/// seconds after one too many. With `?rate=` so many a second for any length of time, and `?burst=`
/// (1) at once. `?by=agent`, `forwarded` or `address` counts each User-Agent, X-Forwarded-For or
/// connecting address by itself, `?by=robots` only robots.
final class RequestLimits {

  private static final int MOST = 1_000_000;

  private Instant start;
  private long count;
  private double saved;

  /// Returns whether a request is within the limit that its query describes.
  static boolean admit(Exchange x) {
    String who = visitor(x);
    if (who.equals("nobody")) return true;
    var state =
        x.memory().remembered("limited/" + x.request().target() + "/" + who, RequestLimits::new);
    return state.admits(x.request(), x.memory().now());
  }

  private static String visitor(Exchange x) {
    LabRequest request = x.request();
    return switch (request.text("by", "")) {
      case "agent" -> request.field("user-agent").orElse("");
      case "forwarded" -> request.field("x-forwarded-for").orElse("");
      case "address" -> x.connection().socket().getInetAddress().getHostAddress();
      case "robots" -> Variations.isRobot(request) ? "robots" : "nobody";
      default -> "all";
    };
  }

  private synchronized boolean admits(LabRequest request, Instant now) {
    int rate = request.number("rate", 0, 0, MOST);
    return rate > 0 ? isSlow(request, rate, now) : isFew(request, now);
  }

  private boolean isSlow(LabRequest request, int rate, Instant now) {
    int burst = request.number("burst", 1, 1, MOST);
    saved =
        start == null
            ? burst
            : Math.min(burst, saved + Duration.between(start, now).toNanos() / 1e9 * rate);
    start = now;
    // What was saved up in a thousand small steps may lack a hair of one.
    if (saved < 1 - 1e-6) return false;
    saved--;
    return true;
  }

  private boolean isFew(LabRequest request, Instant now) {
    int most = request.number("n", 20, 0, MOST);
    Duration ban = Duration.ofSeconds(request.number("ban", 0, 0, MOST));
    Duration window = Duration.ofSeconds(request.number("seconds", 10, 1, MOST));
    boolean banned = !ban.isZero() && count > most;
    Duration open = banned ? ban : window;
    if (start == null || Duration.between(start, now).compareTo(open) > 0) {
      start = now;
      count = 0;
    }
    if (banned && count > 0) return false;
    count++;
    // A ban counts from the request that was one too many.
    if (count > most && !ban.isZero()) start = now;
    return count <= most;
  }
}
