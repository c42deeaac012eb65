package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.RequestIndex;

/// Where the path of a request target stands, in each of its forms, RFC 9112 §3.2.
public final class TargetForm {

  /// Returns where the path and query start; the end of the target where an absolute-form has none.
  public static int pathStart(RequestIndex head) {
    byte[] bytes = head.bytes();
    int from = head.targetStart();
    int to = head.targetEnd();
    if (bytes[from] == '/' || bytes[from] == '*') return from;
    int at = from;
    while (at < to && bytes[at] != ':') at++;
    at = Math.min(to, at + 3);
    while (at < to && bytes[at] != '/' && bytes[at] != '?') at++;
    return at;
  }

  /// Returns where the path ends: at the query, or with the target.
  public static int pathEnd(RequestIndex head, int start) {
    int at = start;
    while (at < head.targetEnd() && head.bytes()[at] != '?') at++;
    return at;
  }

  private TargetForm() {}
}
