package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.RequestIndex;

/// How this edge is named in `Via` and `CDN-Loop` (RFC 8586), and how a request that comes back to
/// it is known.
///
/// The name has a random part, so that two edges in a row are no loop. A ring of edges ends at the
/// first that sees its own name, or when there are too many of them in one request.
public final class LoopIdentity {

  /// As many edges of this kind may stand in a row.
  static final int MOST_IN_A_ROW = 16;

  private static final String PRODUCT = "fivetwenty";

  private final String name;
  private final byte[] lower;
  private final byte[] lines;

  /// @param number any that no other edge has
  public LoopIdentity(long number) {
    name = "%s-%016x".formatted(PRODUCT, number);
    lower = Octets.ascii(name);
    lines = Octets.ascii("Via: 1.1 " + PRODUCT + "\r\nCDN-Loop: " + name + "\r\n");
  }

  public String name() {
    return name;
  }

  public byte[] lines() {
    return lines;
  }

  /// Returns whether the request has been here before.
  public boolean isLoop(RequestIndex head) {
    int seen = 0;
    for (int i = head.find("CDN-Loop", 0); i >= 0; i = head.find("CDN-Loop", i + 1)) {
      byte[] bytes = head.bytes();
      int to = head.valueEnd(i);
      for (int at = head.valueStart(i); at < to; at++) {
        int end = at;
        while (end < to && bytes[end] != ',') end++;
        if (Octets.hasMember(bytes, at, end, lower)) return true;
        if (startsWithProduct(bytes, at, end) && ++seen > MOST_IN_A_ROW) return true;
        at = end;
      }
    }
    return false;
  }

  private static boolean startsWithProduct(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') at++;
    if (to - at < PRODUCT.length()) return false;
    for (int i = 0; i < PRODUCT.length(); i++) {
      if (bytes[at + i] != PRODUCT.charAt(i)) return false;
    }
    return true;
  }
}
