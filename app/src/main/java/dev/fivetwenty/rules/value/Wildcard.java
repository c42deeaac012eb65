package dev.fivetwenty.rules.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A pattern in which each `*` stands for any text, and all of a text must fit. `\*` and `\\` stand
/// for themselves.
public final class Wildcard {

  private final byte[][] parts;
  private final boolean anyCase;

  private Wildcard(byte[][] parts, boolean anyCase) {
    this.parts = parts;
    this.anyCase = anyCase;
  }

  /// Returns what is wrong with a pattern.
  public static Optional<String> problem(byte[] pattern) {
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i] == '\\') {
        boolean known = i + 1 < pattern.length && (pattern[i + 1] == '*' || pattern[i + 1] == '\\');
        if (!known) return Optional.of("in a pattern a backslash stands before * or \\ only");
        i++;
      } else if (pattern[i] == '*' && i + 1 < pattern.length && pattern[i + 1] == '*') {
        return Optional.of("in a pattern no two * stand side by side; one stands for any text");
      }
    }
    return Optional.empty();
  }

  /// @param pattern without a [#problem]
  public static Wildcard of(byte[] pattern, boolean anyCase) {
    List<byte[]> parts = new ArrayList<>();
    byte[] part = new byte[pattern.length];
    int length = 0;
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i] == '*') {
        parts.add(Arrays.copyOf(part, length));
        length = 0;
      } else {
        byte octet = pattern[i] == '\\' ? pattern[++i] : pattern[i];
        part[length++] = anyCase ? Slice.lowered(octet) : octet;
      }
    }
    parts.add(Arrays.copyOf(part, length));
    return new Wildcard(parts.toArray(byte[][]::new), anyCase);
  }

  /// Returns how many `*` there are.
  public int stars() {
    return parts.length - 1;
  }

  public boolean matches(Slice text) {
    return matches(text, null);
  }

  /// Matches lazily: each `*` has the shortest text that lets the rest fit.
  ///
  /// @param captures takes where what a `*` stands for begins and ends, two numbers for each; or null
  public boolean matches(Slice text, int[] captures) {
    byte[] first = parts[0];
    if (!isAt(text, 0, first)) return false;
    int at = first.length;
    if (parts.length == 1) return at == text.length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = find(text, at, parts[i]);
      if (found < 0) return false;
      note(captures, i - 1, at, found);
      at = found + parts[i].length;
    }
    byte[] last = parts[parts.length - 1];
    int end = text.length() - last.length;
    if (end < at || !isAt(text, end, last)) return false;
    note(captures, parts.length - 2, at, end);
    return true;
  }

  private static void note(int[] captures, int star, int from, int to) {
    if (captures == null) return;
    captures[2 * star] = from;
    captures[2 * star + 1] = to;
  }

  private int find(Slice text, int start, byte[] part) {
    for (int at = start; at + part.length <= text.length(); at++) {
      if (isAt(text, at, part)) return at;
    }
    return -1;
  }

  private boolean isAt(Slice text, int at, byte[] part) {
    if (at + part.length > text.length()) return false;
    for (int i = 0; i < part.length; i++) {
      byte octet = text.at(at + i);
      if ((anyCase ? Slice.lowered(octet) : octet) != part[i]) return false;
    }
    return true;
  }
}
