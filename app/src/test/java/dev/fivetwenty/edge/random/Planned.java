package dev.fivetwenty.edge.random;

import java.util.List;

/// One exchange as it should go.
///
/// @param minor         of the client's version of HTTP
/// @param forwardedFor  what the client says in `X-Forwarded-For`; empty for nothing
/// @param isKept        the client does not ask for the end of its connection
/// @param waits         the client sends content only after 100 (Continue)
/// @param interims      what the origin sends before the reply
/// @param originCloses  the origin ends its connection behind the reply, as it says
record Planned(
    int id, String method, String target, String host, int minor, String forwardedFor,
    boolean isKept, boolean waits, Message request, List<Message> interims, Message reply,
    boolean originCloses) {

  /// Returns the start line that the origin is to get.
  String lineAtOrigin() {
    return method + " " + target + " HTTP/1.1";
  }

  String lineAtClient() {
    return "HTTP/1.1" + reply.startLine().substring("HTTP/1.1".length());
  }

  boolean isContentless() {
    int status = Integer.parseInt(reply.startLine().substring(9, 12));
    return method.equals("HEAD") || status == 204 || status == 304;
  }

  /// Returns how the client is to be told where the reply ends.
  Message.Framing framingAtClient() {
    if (isContentless()) return Message.Framing.NONE;
    if (reply.framing() == Message.Framing.LENGTH) return Message.Framing.LENGTH;
    return minor == 0 ? Message.Framing.CLOSE : Message.Framing.CHUNKED;
  }
}
