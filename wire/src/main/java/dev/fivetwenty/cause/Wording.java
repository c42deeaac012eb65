package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Framing;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How measurements are worded, so that every sentence words them alike.
final class Wording {

  private static final int EXCERPT = 64;

  static String of(Framing framing) {
    return switch (framing) {
      case NONE -> "none";
      case LENGTH -> "Content-Length";
      case CHUNKED -> "chunked";
      case CLOSE -> "until close";
      case TUNNEL -> "tunnel";
    };
  }

  static String of(Ending ending) {
    return switch (ending) {
      case FIN -> "FIN";
      case RST -> "RST";
      case FIN_RST -> "FIN and RST";
      case SILENCE -> "silence";
      case OPEN -> "nothing more was read";
    };
  }

  /// Returns `19 s`, `1.5 s`, `350 ms` or `0.4 ms`.
  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis >= 1000) return plain(millis / 1000.0) + " s";
    return millis >= 10 ? millis + " ms" : plain(duration.toNanos() / 1e6) + " ms";
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.1f", number).replaceAll("\\.0$", "");
  }

  static String bytes(long count) {
    return count(count, "byte");
  }

  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /// Returns `; biggest: set-cookie 3000 bytes, link 200 bytes`, or nothing for no fields.
  static String biggest(List<Field> fields) {
    if (fields.isEmpty()) return "";
    return fields.stream()
        .map(f -> excerpt(f.name().toLowerCase(Locale.ROOT)) + " " + bytes(f.lineBytes()))
        .collect(Collectors.joining(", ", "; biggest: ", ""));
  }

  /// Returns text of a peer as printable ASCII, at most 64 characters.
  static String excerpt(String text) {
    return escaped(text, EXCERPT);
  }

  /// Returns text of a peer as printable ASCII, whole.
  static String escaped(String text) {
    return escaped(text, Integer.MAX_VALUE);
  }

  private static String escaped(String text, int most) {
    var shown = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean printable = c >= 0x20 && c < 0x7F;
      String piece = printable ? String.valueOf(c) : "\\x%02x".formatted((int) c);
      if (shown.length() + piece.length() > most) break;
      shown.append(piece);
    }
    return shown.toString();
  }

  private Wording() {}
}
