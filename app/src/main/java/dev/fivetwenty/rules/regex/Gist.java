package dev.fivetwenty.rules.regex;

import java.util.LinkedHashSet;
import java.util.Set;

/// What can be said of the texts that a part of a regular expression matches, in a few short texts.
///
/// @param exact  all texts that it matches; null where there are too many to tell
/// @param needed of which each text that it matches holds one; null where nothing can be said
record Gist(Set<String> exact, Set<String> needed) {

  /// More texts are not told apart: looking for them would cost as much as the expression.
  private static final int MOST = 16;

  private static final int LONGEST = 32;

  /// Of a part that matches who knows what.
  static final Gist ANYTHING = new Gist(null, null);

  /// Of a part that matches at places, not characters.
  static final Gist EMPTY = exactly(Set.of(""));

  static Gist exactly(Set<String> texts) {
    return new Gist(texts, needed(texts));
  }

  private static Set<String> needed(Set<String> texts) {
    return texts.isEmpty() || texts.contains("") ? null : texts;
  }

  /// Returns what is said of this part with that one behind it.
  Gist then(Gist next) {
    if (exact != null && next.exact != null && exact.size() * next.exact.size() <= MOST) {
      var all = new LinkedHashSet<String>();
      for (String first : exact) next.exact.forEach(second -> all.add(first + second));
      if (all.stream().allMatch(text -> text.length() <= LONGEST)) return exactly(all);
    }
    return new Gist(null, better(needed, next.needed));
  }

  private static Set<String> better(Set<String> one, Set<String> other) {
    if (one == null) return other;
    if (other == null) return one;
    int difference = shortest(one) - shortest(other);
    if (difference != 0) return difference > 0 ? one : other;
    return one.size() <= other.size() ? one : other;
  }

  private static int shortest(Set<String> texts) {
    return texts.stream().mapToInt(String::length).min().orElse(0);
  }

  /// Returns what is said of a part that is this or that one.
  Gist or(Gist other) {
    return new Gist(united(exact, other.exact), united(needed, other.needed));
  }

  private static Set<String> united(Set<String> one, Set<String> other) {
    if (one == null || other == null || one.size() + other.size() > MOST) return null;
    var all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  /// Returns what is said of this part once or more.
  Gist repeated() {
    return new Gist(null, needed);
  }

  /// Returns what is said where this part may be left out.
  Gist optional() {
    return or(EMPTY);
  }
}
