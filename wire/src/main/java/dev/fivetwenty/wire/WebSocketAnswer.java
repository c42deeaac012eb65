package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Checks the fields with which a server agrees to speak WebSocket, RFC 6455 §4.1.
final class WebSocketAnswer {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Tolerance tolerance;

  private Request request;
  private boolean accepted;

  WebSocketAnswer(Tolerance tolerance) {
    this.tolerance = tolerance;
  }

  void begin(Request newRequest) {
    request = newRequest;
    accepted = false;
  }

  /// Checks one field of a 101 response and returns whether reading may go on.
  boolean allows(FieldName name, byte[] bytes, int from, int to) {
    if (request.websocketKey().isEmpty()) return true;
    return switch (name) {
      case SEC_WEBSOCKET_ACCEPT -> accepts(bytes, from, to);
      case SEC_WEBSOCKET_PROTOCOL -> offered(request.websocketProtocols(), bytes, from, to);
      case SEC_WEBSOCKET_EXTENSIONS -> offered(request.websocketExtensions(), bytes, from, to);
      default -> true;
    };
  }

  /// Says that the head ends at `at`.
  boolean allowsEnd(int at) {
    boolean missing = !request.websocketKey().isEmpty() && !accepted;
    return !missing || tolerance.allows(Rule.UPGRADE_BAD_ACCEPT, at);
  }

  private boolean accepts(byte[] bytes, int from, int to) {
    accepted = true;
    byte[] expected = expected(request.websocketKey());
    int same = 0;
    int common = Math.min(expected.length, to - from);
    while (same < common && bytes[from + same] == expected[same]) same++;
    boolean equal = same == expected.length && from + same == to;
    return equal || tolerance.allows(Rule.UPGRADE_BAD_ACCEPT, from + same);
  }

  private static byte[] expected(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encode(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /// Compares what stands before any parameter of each list member with what was offered.
  private boolean offered(List<String> offers, byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int start = Scan.spaceEnd(bytes, at, to);
      at = Scan.memberEnd(bytes, start, to);
      var member = new String(bytes, start, at - start, ISO_8859_1);
      String token = member.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      boolean known = token.isEmpty() || offers.stream().anyMatch(token::equalsIgnoreCase);
      if (!known && !tolerance.allows(Rule.UPGRADE_EXTRA, start)) return false;
    }
    return true;
  }
}
