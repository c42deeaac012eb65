package dev.fivetwenty.peers;

import dev.fivetwenty.edge.Reply;
import java.util.zip.CRC32;

/// What a client got through one proxy, as a cell of a table.
///
/// @param refused the proxy answered by itself
/// @param content length and CRC-32, `-` where the proxy answered by itself, and where the reply
///                was cut: how much came is chance
/// @param end     `whole`, or how it was cut: `fin`, `rst`, `silent`; `unreadable` where nobody knows
/// @param clean   a reader to the letter found no fault
record ProxiedReply(int status, boolean refused, String content, String end, boolean clean) {

  static ProxiedReply of(Reply reply) {
    boolean refused =
        reply.field("Proxy-Status").isPresent() || reply.status() == 502 || reply.status() == 504;
    String end =
        switch (reply.end()) {
          case WHOLE -> "whole";
          case CUT_FIN -> "fin";
          case CUT_RST -> "rst";
          case CUT_SILENT -> "silent";
          case UNREADABLE -> "unreadable";
        };
    return new ProxiedReply(
        reply.status(), refused, refused || !reply.isWhole() ? "-" : digest(reply.content()), end,
        reply.faults().isEmpty());
  }

  private static String digest(byte[] content) {
    var sum = new CRC32();
    sum.update(content);
    return "%d/%08x".formatted(content.length, sum.getValue());
  }

  boolean isWhole() {
    return end.equals("whole");
  }

  /// Returns whether the origin's reply was passed on, and to its end.
  boolean isServed() {
    return !refused && isWhole() && status != 0;
  }

  @Override
  public String toString() {
    if (refused) return status + " refused" + (isWhole() ? "" : " " + end);
    return "%03d %s %s%s".formatted(status, content, end, clean ? "" : " unclean");
  }
}
