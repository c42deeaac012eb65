package dev.fivetwenty.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant.
public final class Spelling {

  /// Typing errors that are forgiven.
  private static final int MAX_DISTANCE = 2;

  /// Returns the nearest of the words, empty if none is near.
  public static Optional<String> closest(String typed, Collection<String> words) {
    return words.stream()
        .filter(word -> isNear(word, typed))
        .min(Comparator.comparingInt(word -> distance(word, lower(typed))));
  }

  /// True if one is probably the other: a word of three letters has two that are right.
  public static boolean isNear(String word, String typed) {
    int distance = distance(word, lower(typed));
    return distance <= MAX_DISTANCE && distance * 3 <= Math.max(word.length(), 3);
  }

  private static String lower(String typed) {
    return typed.toLowerCase(Locale.ROOT);
  }

  /// Counts insertions, deletions and replacements between two words.
  public static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) previous[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }

  /// Returns `; did you mean X?`, or all the words where none is near.
  public static String hint(String typed, Collection<String> words, String plural) {
    return closest(typed, words)
        .map(word -> "; did you mean " + word + "?")
        .orElseGet(() -> "; " + plural + " are " + String.join(", ", words));
  }

  private Spelling() {}
}
