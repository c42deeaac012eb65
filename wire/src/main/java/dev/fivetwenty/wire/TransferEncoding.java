package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Reads the `Transfer-Encoding` fields of one message, RFC 9112 §6.1.
final class TransferEncoding {

  private static final byte[] CHUNKED = lower("chunked");
  private static final byte[] IDENTITY = lower("identity");

  /// RFC 9112 §7.2; they change the content, not where it ends.
  private static final byte[][] COMPRESSIONS = {
    lower("gzip"), lower("deflate"), lower("compress"), lower("x-gzip"), lower("x-compress")
  };

  private final Tolerance tolerance;
  private final boolean ofResponse;

  private boolean chunked;
  private boolean compressed;
  private boolean chunkedHere;

  private TransferEncoding(Tolerance tolerance, boolean ofResponse) {
    this.tolerance = tolerance;
    this.ofResponse = ofResponse;
  }

  /// In a request a compression is left to its own framing rule.
  static TransferEncoding ofRequest(Tolerance tolerance) {
    return new TransferEncoding(tolerance, false);
  }

  /// In a response a compression is one that nobody asked for: `TE` is never sent on.
  static TransferEncoding ofResponse(Tolerance tolerance) {
    return new TransferEncoding(tolerance, true);
  }

  void begin() {
    chunked = compressed = false;
  }

  /// True if the last coding is `chunked`.
  boolean isChunked() {
    return chunked;
  }

  /// True if a coding stands before `chunked`, or instead of it.
  boolean isCompressed() {
    return compressed;
  }

  /// True if any coding is applied.
  boolean isCoded() {
    return chunked || compressed;
  }

  /// Reads one more field value and returns whether reading may go on.
  boolean read(byte[] bytes, int from, int to) {
    boolean named = false;
    chunkedHere = false;
    for (int at = from; at < to; at++) {
      int start = Scan.spaceEnd(bytes, at, to);
      at = Scan.memberEnd(bytes, start, to);
      int end = Scan.trimmedEnd(bytes, start, at);
      if (start == end) continue;
      if (!coding(bytes, start, end)) return false;
      named = true;
    }
    return named || tolerance.allows(Rule.TE_EMPTY, from);
  }

  private boolean coding(byte[] bytes, int from, int to) {
    if (Scan.same(bytes, from, to, CHUNKED)) return chunked(from);
    if (Scan.same(bytes, from, to, IDENTITY)) return tolerance.allows(Rule.TE_IDENTITY, from);
    if (chunked) return tolerance.allows(Rule.TE_CHUNKED_NOT_LAST, from);
    for (byte[] compression : COMPRESSIONS) {
      if (!Scan.same(bytes, from, to, compression)) continue;
      compressed = true;
      return !ofResponse || tolerance.allows(Rule.TE_UNKNOWN, from);
    }
    return tolerance.allows(mentionsChunked(bytes, from, to), from);
  }

  private boolean chunked(int from) {
    Rule rule = chunkedHere ? Rule.TE_CHUNKED_LIST_TWICE : Rule.TE_CHUNKED_TWICE;
    boolean allowed = !chunked || tolerance.allows(rule, from);
    chunked = chunkedHere = true;
    return allowed;
  }

  private static Rule mentionsChunked(byte[] bytes, int from, int to) {
    for (int at = from; at + CHUNKED.length <= to; at++) {
      if (Scan.same(bytes, at, at + CHUNKED.length, CHUNKED)) return Rule.TE_XCHUNKED;
    }
    return Rule.TE_UNKNOWN;
  }

  private static byte[] lower(String name) {
    return name.getBytes(US_ASCII);
  }
}
