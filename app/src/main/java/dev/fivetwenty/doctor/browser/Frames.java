package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// The first frames of a WebSocket, in the form in which Chrome exports them.
final class Frames {

  /// Frames kept, and characters of their data; a socket may stay open for as long as a page.
  static final int MAX_FRAMES = 200;
  static final int MAX_CHARS = 1 << 18;

  /// The opcode of what is no frame.
  private static final int NONE = -1;

  private final List<Json> kept = new ArrayList<>();
  private int chars;
  private int beyond;

  /// Frames behind one that was not kept are not kept, either: what is there has no gap.
  ///
  /// @param type   `send` or `receive`
  /// @param at     seconds since 1970
  /// @param params of the event; data is in base64 unless it is text
  /// @param room   for data, beside what one socket may have
  /// @return characters of data that were kept
  int add(String type, double at, Json.Obj params, long room) {
    Json.Obj frame = params.object("response");
    return add(type, at, (long) frame.number("opcode", NONE), frame.text("payloadData"), room);
  }

  /// Notes why a socket failed, as Chrome does among the frames.
  void error(double at, String reason) {
    add("error", at, NONE, reason, MAX_CHARS);
  }

  private int add(String type, double at, long opcode, String data, long room) {
    boolean fits = data.length() <= Math.min(room, MAX_CHARS - chars);
    if (!fits || beyond > 0 || kept.size() == MAX_FRAMES) {
      beyond++;
      return 0;
    }
    chars += data.length();
    var seconds = BigDecimal.valueOf(at).setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros();
    kept.add(
        Json.object(
            "type", Json.of(type), "time", new Json.Num(seconds.toPlainString()), "opcode", Json.of(opcode),
            "data", Json.of(data)));
    return data.length();
  }

  Json.Arr kept() {
    return new Json.Arr(List.copyOf(kept));
  }

  /// Returns how many more there were.
  int beyond() {
    return beyond;
  }
}
