package dev.fivetwenty.lab;

import dev.fivetwenty.lab.socket.LabRequest;

/// Pieces of replies that are sound; what is wrong stands in each scenario.
final class Replies {

  private Replies() {}

  /// Returns a whole reply that nobody can object to.
  static String sound() {
    return ok() + fields() + hello();
  }

  static String ok() {
    return "HTTP/1.1 200 OK\r\n";
  }

  /// Returns the fields for [#hello], without the empty line.
  static String fields() {
    return "Content-Type: text/plain\r\nContent-Length: 6\r\n";
  }

  /// Returns the empty line and six bytes of content.
  static String hello() {
    return "\r\nhello\n";
  }

  /// Returns a reply as its request wants it: without content for HEAD.
  static String to(LabRequest request, String reply) {
    if (!request.method().equals("HEAD")) return reply;
    return reply.substring(0, reply.indexOf("\r\n\r\n") + 4);
  }

  /// Returns a whole reply of a status with a short text.
  static String status(int code, String reason, String text) {
    return "HTTP/1.1 " + code + " " + reason + "\r\nContent-Type: text/plain\r\nContent-Length: "
        + text.length() + "\r\n\r\n" + text;
  }
}
