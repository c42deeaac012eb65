package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Scan.isDigit;

/// Reads the `Content-Length` fields of one message, RFC 9110 §8.6.
final class ContentLength {

  private static final int REFUSED = -1;

  private final Tolerance tolerance;

  private long value;
  private int at;

  ContentLength(Tolerance tolerance) {
    this.tolerance = tolerance;
  }

  void begin() {
    value = -1;
  }

  /// Returns the length, or -1 when no field has given one.
  long value() {
    return value;
  }

  /// Reads one more field value and returns whether reading may go on.
  ///
  /// A number that is said twice is the same number; another one leaves nobody sure of the end.
  boolean read(byte[] bytes, int from, int to) {
    boolean listed = false;
    at = from;
    while (true) {
      at = Scan.spaceEnd(bytes, at, to);
      int start = at;
      long number = number(bytes, to);
      if (number == REFUSED || value >= 0 && !repeated(number, listed, start)) return false;
      value = number;
      at = Scan.spaceEnd(bytes, at, to);
      if (at == to) return true;
      if (bytes[at] != ',') return tolerance.allows(Rule.CL_ALPHA, at);
      if (Scan.spaceEnd(bytes, at + 1, to) == to) return tolerance.allows(Rule.CL_ALPHA, at);
      at++;
      listed = true;
    }
  }

  private boolean repeated(long number, boolean listed, int start) {
    Rule rule =
        number == value
            ? listed ? Rule.CL_LIST_EQUAL : Rule.CL_DUP_EQUAL
            : listed ? Rule.CL_LIST_DIFFER : Rule.CL_DUP_DIFFER;
    return tolerance.allows(rule, start);
  }

  private long number(byte[] bytes, int to) {
    int start = at;
    long number = 0;
    while (at < to && isDigit(bytes[at])) {
      int digit = bytes[at] - '0';
      if (number > (Long.MAX_VALUE - digit) / 10) return refuse(Rule.CL_OVERFLOW);
      number = 10 * number + digit;
      at++;
    }
    boolean ends = at == to || bytes[at] == ',' || Scan.isSpace(bytes[at]);
    if (ends && at > start) return number;
    return refuse(at == to ? Rule.CL_EMPTY : broken(bytes, start));
  }

  private Rule broken(byte[] bytes, int start) {
    byte octet = bytes[at];
    if (at == start && octet == '-') return Rule.CL_NEGATIVE;
    if (at == start && octet == '+') return Rule.CL_PLUS;
    boolean hex = at == start + 1 && bytes[start] == '0' && (octet | 0x20) == 'x';
    return hex ? Rule.CL_HEX : Rule.CL_ALPHA;
  }

  private long refuse(Rule rule) {
    tolerance.allows(rule, at);
    return REFUSED;
  }
}
