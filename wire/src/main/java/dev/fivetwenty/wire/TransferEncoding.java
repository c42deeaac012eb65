package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Reads the `Transfer-Encoding` fields of one message, RFC 9112 §6.1.
///
/// Of all codings only `chunked` is understood. A compression would have to be asked for, and the
/// field that does (`TE`) is never sent on.
final class TransferEncoding {

  private static final byte[] CHUNKED = "chunked".getBytes(US_ASCII);
  private static final byte[] IDENTITY = "identity".getBytes(US_ASCII);

  private final Tolerance tolerance;

  private boolean chunked;
  private boolean chunkedHere;
  private boolean odd;

  TransferEncoding(Tolerance tolerance) {
    this.tolerance = tolerance;
  }

  void begin() {
    chunked = odd = false;
  }

  boolean isChunked() {
    return chunked;
  }

  /// True if something was let pass that others may understand differently.
  boolean isOdd() {
    return odd;
  }

  /// Reads one more field value and returns whether reading may go on.
  boolean read(byte[] bytes, int from, int to) {
    return read(bytes, from, to, false);
  }

  /// @param absent the content that is described never comes, so that no coding need be understood
  boolean read(byte[] bytes, int from, int to, boolean absent) {
    boolean named = false;
    chunkedHere = false;
    for (int at = from; at < to; at++) {
      int start = Scan.spaceEnd(bytes, at, to);
      at = Scan.memberEnd(bytes, start, to);
      int end = Scan.trimmedEnd(bytes, start, at);
      if (start == end) continue;
      boolean known = !absent || Scan.same(bytes, start, end, CHUNKED);
      if (known && !coding(bytes, start, end)) return false;
      named = true;
    }
    return named || allowsOddly(Rule.TE_EMPTY, from);
  }

  private boolean coding(byte[] bytes, int from, int to) {
    if (Scan.same(bytes, from, to, CHUNKED)) return chunked(from);
    if (chunked) return tolerance.allows(Rule.TE_CHUNKED_NOT_LAST, from);
    if (Scan.same(bytes, from, to, IDENTITY)) return allowsOddly(Rule.TE_IDENTITY, from);
    return tolerance.allows(unreadable(bytes, from, to), from);
  }

  private boolean chunked(int from) {
    Rule rule = chunkedHere ? Rule.TE_CHUNKED_LIST_TWICE : Rule.TE_CHUNKED_TWICE;
    boolean allowed = !chunked || allowsOddly(rule, from);
    chunked = chunkedHere = true;
    return allowed;
  }

  private boolean allowsOddly(Rule rule, int from) {
    odd = true;
    return tolerance.allows(rule, from);
  }

  private static Rule unreadable(byte[] bytes, int from, int to) {
    for (int at = from; at + CHUNKED.length <= to; at++) {
      if (Scan.same(bytes, at, at + CHUNKED.length, CHUNKED)) return Rule.TE_XCHUNKED;
    }
    return Rule.TE_UNKNOWN;
  }
}
