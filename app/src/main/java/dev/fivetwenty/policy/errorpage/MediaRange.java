package dev.fivetwenty.policy.errorpage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One element of `Accept`, RFC 9110 §12.5.1.
///
/// Read with lenience where the meaning is plain: `.5` is a half and further digits of a weight
/// are cut. An element whose weight or name means nothing is passed over.
///
/// @param weight              in thousandths
/// @param isOfOtherParameters has a parameter that none of our formats has, so it names another one
record MediaRange(String type, String subtype, int weight, boolean isOfOtherParameters) {

  private static final int FULL = 1000;

  /// Returns at most `maxRanges` elements of the first `maxLength` characters.
  static List<MediaRange> list(String value, int maxLength, int maxRanges) {
    var ranges = new ArrayList<MediaRange>();
    // A part of an element could mean something else than the whole.
    int end = value.length() <= maxLength ? value.length() : value.lastIndexOf(',', maxLength);
    int from = 0;
    while (from < end && ranges.size() < maxRanges) {
      int to = next(value, from, end, ',');
      MediaRange range = read(value, from, to);
      if (range != null) ranges.add(range);
      from = to + 1;
    }
    return ranges;
  }

  /// Returns the place of the next `mark` that is in no quoted string, or `end`.
  private static int next(String value, int from, int end, char mark) {
    boolean quoted = false;
    for (int i = from; i < end; i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') i++;
      else if (c == '"') quoted = !quoted;
      else if (!quoted && c == mark) return i;
    }
    return end;
  }

  private static MediaRange read(String value, int from, int to) {
    int semicolon = next(value, from, to, ';');
    int slash = value.indexOf('/', from);
    if (slash < 0 || slash >= semicolon) return null;
    String type = value.substring(from, slash).strip().toLowerCase(Locale.ROOT);
    String subtype = value.substring(slash + 1, semicolon).strip().toLowerCase(Locale.ROOT);
    if (type.isEmpty() || subtype.isEmpty() || type.equals("*") && !subtype.equals("*")) return null;
    boolean other = false;
    while (semicolon < to) {
      int start = semicolon + 1;
      semicolon = next(value, start, to, ';');
      String parameter = value.substring(start, semicolon).strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        int weight = weight(parameter);
        // What follows the weight is no parameter of the type.
        return weight < 0 ? null : new MediaRange(type, subtype, weight, other);
      }
      other |= !parameter.isEmpty() && !isUtf8(parameter);
    }
    return new MediaRange(type, subtype, FULL, other);
  }

  private static boolean isUtf8(String parameter) {
    return parameter.equalsIgnoreCase("charset=utf-8")
        || parameter.equalsIgnoreCase("charset=\"utf-8\"");
  }

  /// Returns thousandths, or -1 for what is no weight from 0 to 1.
  private static int weight(String parameter) {
    int weight = 0;
    int unit = FULL;
    int digits = 0;
    for (int i = 2; i < parameter.length(); i++) {
      char c = parameter.charAt(i);
      if (c == '.' && unit == FULL) {
        unit /= 10;
        continue;
      }
      if (c < '0' || c > '9' || unit == FULL && weight > 0) return -1;
      digits++;
      weight += (c - '0') * unit;
      if (unit < FULL) unit /= 10;
    }
    return digits == 0 || weight > FULL ? -1 : weight;
  }

  boolean is(String otherType, String otherSubtype) {
    return type.equals(otherType) && subtype.equals(otherSubtype);
  }

  /// Returns the format of ours that is most like this one.
  Format near() {
    if (subtype.equals("problem+json")) return Format.PROBLEM;
    if (subtype.equals("json") || subtype.endsWith("+json") || subtype.endsWith("-ndjson")) {
      return Format.JSON;
    }
    if (subtype.equals("html") || subtype.equals("xhtml+xml")) return Format.HTML;
    return subtype.contains("markdown") ? Format.MARKDOWN : Format.TEXT;
  }
}
