package dev.fivetwenty.edge.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Draws the field lines of one message: any that RFC 9110 allows, those for one connection among
/// them, in any order.
final class FieldDraws {

  private static final int MOST = 12;
  /// Leaves room for the rest in a section of 8 KiB.
  private static final int LONGEST_VALUE = 5000;
  private static final String TOKEN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+.^_`|~-";
  private static final List<String> SPACES = List.of(" ", " ", " ", "", "  ", "\t", " \t ");

  private final SplittableRandom draws;
  private final List<Line> lines = new ArrayList<>();

  /// @param isPassed the line goes on to the other side as it stands
  private record Line(String text, boolean isPassed) {}

  FieldDraws(SplittableRandom draws) {
    this.draws = draws;
  }

  FieldDraws passed(String line) {
    return add(line, true);
  }

  FieldDraws dropped(String line) {
    return add(line, false);
  }

  private FieldDraws add(String text, boolean isPassed) {
    lines.add(draws.nextInt(lines.size() + 1), new Line(text, isPassed));
    return this;
  }

  /// Adds any number of others.
  FieldDraws others() {
    int count = draws.nextInt(MOST);
    for (int i = 0; i < count; i++) other(i);
    if (draws.nextInt(30) == 0) passed("X-Long: " + value(LONGEST_VALUE));
    return this;
  }

  private void other(int number) {
    switch (draws.nextInt(16)) {
      case 0 -> dropped("Connection: X-Gone-" + number).dropped("x-gone-" + number + ": 1");
      case 1 -> dropped("Keep-Alive: timeout=60, max=1000");
      case 2 -> dropped("Proxy-Connection: keep-alive");
      case 3 -> passed("Cache-Control: private,\tno-store");
      default -> passed(name() + ":" + space() + value(60) + space());
    }
  }

  /// Returns lines as they are written anew: one space, and none behind the value.
  static List<String> trailers(SplittableRandom draws) {
    var lines = new FieldDraws(draws);
    int count = draws.nextInt(4);
    for (int i = 0; i < count; i++) lines.passed(lines.name() + ": " + lines.value(60));
    return lines.sent();
  }

  private String space() {
    return SPACES.get(draws.nextInt(SPACES.size()));
  }

  private String name() {
    var name = new StringBuilder("X-");
    int length = 1 + draws.nextInt(14);
    for (int i = 0; i < length; i++) name.append(TOKEN.charAt(draws.nextInt(TOKEN.length())));
    return name.toString();
  }

  /// Visible ASCII, bytes over 127, and spaces and tabs in between.
  private String value(int longest) {
    int length = draws.nextInt(longest + 1);
    var value = new StringBuilder();
    for (int i = 0; i < length; i++) {
      boolean isInside = i > 0 && i < length - 1;
      int kind = draws.nextInt(20);
      if (isInside && kind == 0) value.append(draws.nextInt(4) == 0 ? '\t' : ' ');
      else if (kind == 1) value.append((char) (0x80 + draws.nextInt(0x80)));
      else value.append((char) ('!' + draws.nextInt('~' - '!' + 1)));
    }
    return value.toString();
  }

  List<String> sent() {
    return lines.stream().map(Line::text).toList();
  }

  List<String> passed() {
    return lines.stream().filter(Line::isPassed).map(Line::text).toList();
  }
}
