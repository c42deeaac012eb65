package dev.fivetwenty.edge.random;

import java.util.List;

/// A message as it is sent.
///
/// @param fields   lines without their ends, those of the framing among them
/// @param passed   those of them that the other side is to get, in order
/// @param trailers likewise; all of them are passed on
record Message(
    String startLine, List<String> fields, List<String> passed, Framing framing, Content content,
    List<String> trailers) {

  /// How a message says where it ends.
  enum Framing {
    NONE,
    LENGTH,
    CHUNKED,
    CLOSE
  }

  String head() {
    var head = new StringBuilder(startLine).append("\r\n");
    for (String field : fields) head.append(field).append("\r\n");
    return head.append("\r\n").toString();
  }
}
