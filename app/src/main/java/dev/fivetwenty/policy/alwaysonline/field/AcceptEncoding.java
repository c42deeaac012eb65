package dev.fivetwenty.policy.alwaysonline.field;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The content codings that a request accepts, RFC 9110 §12.5.3.
final class AcceptEncoding {

  /// Whether each is accepted.
  private final Map<String, Boolean> codings = new HashMap<>();
  private final boolean absent;

  private AcceptEncoding(Fields request) {
    absent = request.find(Variant.CODING_FIELD, 0) < 0;
    Slices.members(request, Variant.CODING_FIELD, this::member);
  }

  static AcceptEncoding of(Fields request) {
    return new AcceptEncoding(request);
  }

  private void member(String member) {
    String[] parts = member.toLowerCase(Locale.ROOT).split(";");
    boolean zero = Arrays.stream(parts).skip(1).anyMatch(p -> p.strip().matches("q=0(\\.0{0,3})?"));
    codings.put(parts[0].strip(), !zero);
  }

  /// A request without the field accepts anything by the letter; those who send none mean plain.
  boolean accepts(String coding) {
    if (absent) return false;
    for (String one : coding.split(",")) {
      if (!codings.getOrDefault(one.strip(), codings.getOrDefault("*", false))) return false;
    }
    return true;
  }
}
