package dev.fivetwenty.lab.scenario;

import dev.fivetwenty.lab.socket.LabRequest;

/// Pieces of replies that are sound; what is wrong stands in each scenario.
public final class Replies {

  private Replies() {}

  /// Returns a whole reply that nobody can object to.
  public static String sound() {
    return ok() + fields() + hello();
  }

  public static String ok() {
    return "HTTP/1.1 200 OK\r\n";
  }

  /// Returns the fields for [#hello], without the empty line.
  public static String fields() {
    return "Content-Type: text/plain\r\nContent-Length: 6\r\n";
  }

  /// Returns the empty line and six bytes of content.
  public static String hello() {
    return "\r\nhello\n";
  }

  /// Returns a reply as its request wants it: without content for HEAD.
  public static String to(LabRequest request, String reply) {
    if (!request.method().equals("HEAD")) return reply;
    return reply.substring(0, reply.indexOf("\r\n\r\n") + 4);
  }

  /// Returns a whole reply of a status with a short text.
  public static String status(int code, String reason, String text) {
    return "HTTP/1.1 " + code + " " + reason + "\r\nContent-Type: text/plain\r\nContent-Length: "
        + text.length() + "\r\n\r\n" + text;
  }
}
