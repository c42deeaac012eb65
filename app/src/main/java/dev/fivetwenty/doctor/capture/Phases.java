package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.Attempt;
import java.time.Duration;

/// The phases of an attempt as HAR has them: milliseconds, -1 for what did not happen. What was going
/// on when the attempt ended has lasted until then.
record Phases(double dns, double connect, double ssl, double send, double waiting, double receive) {

  private static final double NONE = -1;

  static Phases of(Attempt attempt) {
    return new Clock(attempt.timeline()).phases(
        attempt.order().target().isTls(), attempt.judgement().verdict().isPresent());
  }

  /// Takes one phase after the other from a timeline.
  private static final class Clock {

    private final Timeline line;
    private double last;
    private boolean over;

    Clock(Timeline line) {
      this.line = line;
    }

    Phases phases(boolean tls, boolean failed) {
      double dns = next(line.resolved());
      double tcp = next(line.connected());
      double ssl = tls ? next(line.tls()) : NONE;
      double send = next(line.written());
      double waiting = next(line.firstByte());
      // What comes after the last byte is receiving only where the end was waited for.
      double receive = next(failed ? line.closed() : line.lastByte());
      double connect = ssl > 0 && tcp >= 0 ? tcp + ssl : tcp;
      return new Phases(
          dns, connect, ssl, Math.max(0, send), Math.max(0, waiting), Math.max(0, receive));
    }

    private double next(Duration at) {
      if (over) return NONE;
      over = at.isNegative();
      double end = millis(over ? line.closed() : at);
      double took = Math.max(0, end - last);
      last = Math.max(last, end);
      return took;
    }

    private static double millis(Duration duration) {
      return Math.max(0, duration.toNanos()) / 1e6;
    }
  }

  double sum() {
    return Math.max(0, dns) + Math.max(0, connect) + send + waiting + receive;
  }

  Json.Obj json() {
    return Json.object(
        "blocked", Json.millis(NONE), "dns", Json.millis(dns), "connect", Json.millis(connect), "send",
        Json.millis(send), "wait", Json.millis(waiting), "receive", Json.millis(receive), "ssl", Json.millis(ssl));
  }
}
