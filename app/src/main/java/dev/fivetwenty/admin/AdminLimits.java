package dev.fivetwenty.admin;

import dev.fivetwenty.wire.Limits;
import java.time.Duration;

/// How much the operators' door takes from whoever knocks.
///
/// @param connections   at once; more are closed unanswered
/// @param requestWithin from the first moment of the connection to the end of the request's head
/// @param answerWithin  from there to the last byte taken: a reload may need some seconds
public record AdminLimits(int connections, Duration requestWithin, Duration answerWithin) {

  static final AdminLimits STANDARD =
      new AdminLimits(64, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /// The head of a scraper has some 300 bytes.
  static final int HEAD_BYTES = 8 * 1024;

  private static final int REQUEST_LINE = 1024;
  private static final int FIELDS = 64;

  /// Content is not read, so its limits do not matter.
  static final Limits REQUEST =
      new Limits(REQUEST_LINE, HEAD_BYTES, HEAD_BYTES, FIELDS, 1, 16, 0, 0);
}
