package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Tokens;

/// Puts tokens in the place of values and counts them. What is a token already stays.
final class Hider {

  private final Tokens tokens;
  private final Removals removals;
  private final Keep keep;

  Hider(Tokens tokens, Removals removals, Keep keep) {
    this.tokens = tokens;
    this.removals = removals;
    this.keep = keep;
  }

  boolean keeps(String kind, String name) {
    return keep.has(kind, name);
  }

  String hide(String value, String place, Reason reason) {
    if (value.isEmpty() || Tokens.isInFile(value)) return value;
    removals.add(place, reason);
    return tokens.inFile(value, value.length());
  }

  Json hide(Json.Text text, String place, Reason reason) {
    if (text.dropped() == 0) return new Json.Text(hide(text.value(), place, reason));
    removals.add(place, reason);
    long length = text.value().length() + text.dropped();
    return new Json.Text(tokens.inFile(text.value() + length, length));
  }

  /// Returns a name as it is, or a token where it looks like more than a name.
  String name(String name, String place) {
    return Harmless.isName(name) ? name : hide(name, place, Reason.NAME);
  }

  void count(String place, Reason reason) {
    removals.add(place, reason);
  }
}
