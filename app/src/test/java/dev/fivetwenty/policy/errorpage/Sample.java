package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Visitors and failures for the tests.
final class Sample {

  static final Instant TIME = Instant.parse("2026-11-25T13:27:19.123Z");

  static final Visitor VISITOR = visitor("shop.example");

  static final List<Cause> FAULTS = Arrays.stream(Cause.values()).filter(Cause::isFault).toList();

  static Visitor visitor(String host) {
    return new Visitor("4f1d0a9be2c38d57-LOC", TIME, "https", host, "192.0.2.7", false);
  }

  static Visitor trusted() {
    return new Visitor("4f1d0a9be2c38d57-LOC", TIME, "https", "shop.example", "192.0.2.7", true);
  }

  static Failure failure(Cause cause) {
    return Failure.of(cause, Presentation.EDGE_52X, VISITOR);
  }

  static String accept(Format format) {
    return format.type() + "/" + format.subtype();
  }

  static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private Sample() {}
}
