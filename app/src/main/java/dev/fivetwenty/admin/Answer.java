package dev.fivetwenty.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// A complete response.
///
/// @param allow the methods of the resource, for a 405; else empty
record Answer(int status, String contentType, byte[] content, String allow) {

  private static final String TEXT = "text/plain; charset=utf-8";

  static Answer text(int status, String text) {
    return new Answer(status, TEXT, text.getBytes(UTF_8), "");
  }

  static Answer of(String contentType, byte[] content) {
    return new Answer(200, contentType, content, "");
  }

  static Answer notAllowed(String allow) {
    return new Answer(405, TEXT, ("only " + allow + "\n").getBytes(UTF_8), allow);
  }

  /// @param withContent false for HEAD, whose fields tell of the content that GET would bring
  ByteBuffer bytes(boolean withContent) {
    var head = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, reason()));
    head.append("Content-Type: ").append(contentType).append("\r\n");
    head.append("Content-Length: ").append(content.length).append("\r\n");
    if (!allow.isEmpty()) head.append("Allow: ").append(allow).append("\r\n");
    head.append("Cache-Control: no-store\r\n");
    head.append("X-Content-Type-Options: nosniff\r\n");
    head.append("Connection: close\r\n\r\n");
    byte[] start = head.toString().getBytes(US_ASCII);
    var all = ByteBuffer.allocate(start.length + (withContent ? content.length : 0)).put(start);
    if (withContent) all.put(content);
    return all.flip();
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      // A reason may be empty, RFC 9112 §4.
      default -> "";
    };
  }
}
