package dev.fivetwenty.policy.alwaysonline.field;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One range of octets that is asked for, RFC 9110 §14.2. Several at once are answered with the whole,
/// as a server may.
///
/// @param from first octet
/// @param to   behind the last one; equal to `from` for a range that is not there
public record RangeField(long from, long to) {

  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

  /// Returns nothing where the whole is to be sent.
  public static Optional<RangeField> of(Fields request, long length) {
    int field = request.find("range", 0);
    if (field < 0 || request.find("range", field + 1) >= 0) return Optional.empty();
    Matcher one = ONE.matcher(request.value(field));
    if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) return Optional.empty();
    if (one.group(1).isEmpty()) {
      long last = Math.min(length, Long.parseLong(one.group(2)));
      return Optional.of(new RangeField(length - last, length));
    }
    long from = Long.parseLong(one.group(1));
    long to = one.group(2).isEmpty() ? length : Long.parseLong(one.group(2)) + 1;
    if (to <= from && !one.group(2).isEmpty()) return Optional.empty();
    return Optional.of(from >= length ? new RangeField(0, 0) : new RangeField(from, Math.min(to, length)));
  }

  public boolean isThere() {
    return to > from;
  }
}
