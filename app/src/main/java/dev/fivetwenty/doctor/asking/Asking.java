package dev.fivetwenty.doctor.asking;

import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import java.time.Duration;
import java.util.Optional;

/// One request that a probe wants sent: the plan's own at first; each change returns a new one.
///
/// @param label   what is special about it, one clause
/// @param limit   on the whole attempt; empty for what [dev.fivetwenty.doctor.Visit] finds fitting
/// @param content most reply bytes to record
public record Asking(
    String label,
    RequestBytes request,
    Target target,
    TlsOptions tls,
    boolean keepOpen,
    Optional<Duration> limit,
    int content) {

  /// Label of a request that is exactly the plan's.
  public static final String AS_ASKED = "as asked";

  /// Enough for every header section that a built-in profile reads.
  private static final int HEAD_BYTES = 160 * 1024;

  public static Asking of(Plan plan) {
    return new Asking(
        AS_ASKED, plan.request(), plan.target(), plan.tls(), false, Optional.empty(), HEAD_BYTES);
  }

  /// Returns this with another request and what is special about it.
  public Asking request(String newLabel, RequestBytes changed) {
    return new Asking(newLabel, changed, target, tls, keepOpen, limit, content);
  }

  public Asking label(String changed) {
    return new Asking(changed, request, target, tls, keepOpen, limit, content);
  }

  public Asking target(Target changed) {
    return new Asking(label, request, changed, tls, keepOpen, limit, content);
  }

  public Asking tls(TlsOptions changed) {
    return new Asking(label, request, target, changed, keepOpen, limit, content);
  }

  public Asking keptOpen() {
    return new Asking(label, request, target, tls, true, limit, content);
  }

  public Asking limit(Duration changed) {
    return new Asking(label, request, target, tls, keepOpen, Optional.of(changed), content);
  }

  /// Returns this with up to that many reply bytes recorded.
  public Asking content(int bytes) {
    return new Asking(label, request, target, tls, keepOpen, limit, bytes);
  }
}
