package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.sound;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// Interim responses and upgrades, RFC 9110 §15.2 and RFC 6455.
public final class Interims {

  private static final String HINT = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
  private static final int FLOOD = 64 << 20;

  /// The example key of RFC 6455 §1.3, so that anyone can check the answer by eye.
  private static final Ask WEBSOCKET =
      Ask.with(
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

  private Interims() {}

  static List<Scenario> all() {
    return List.of(
        bytes(Cause.INTERIM_WITH_BODY, "announces content in an interim response",
            "HTTP/1.1 100 Continue\r\nContent-Length: 6\r\n\r\n" + sound()),
        onPath(Cause.INTERIM_FLOOD, "sends interim responses without end", Interims::flood),
        bytes(Cause.INTERIM_ONLY_THEN_CLOSE, "sends 100 Continue and closes",
                "HTTP/1.1 100 Continue\r\n\r\n")
            .seen("application servers that crash after they agreed to an upload"),
        bytes(Cause.INTERIM_ONLY_THEN_CLOSE, "sends 103 Early Hints and closes", HINT)
            .variant("hints"),
        bytes(Cause.UPGRADE_UNREQUESTED_101, "switches protocols without having been asked",
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n"),
        bytes(Cause.UPGRADE_BAD_ACCEPT, "answers a WebSocket key with another key's value",
                SWITCH + "Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBhbnN3ZXI=\r\n\r\n")
            .asking(WEBSOCKET)
            .seen("hand-written WebSocket servers"),
        onPath(Cause.UPGRADE_EXTRA, "agrees to a WebSocket subprotocol that was not offered",
                x -> {
                  x.send(SWITCH + accept(x) + "Sec-WebSocket-Protocol: chat\r\n\r\n");
                  x.fin();
                })
            .asking(WEBSOCKET));
  }

  /// A sound upgrade; frames are not answered.
  static void websocket(Exchange x) throws IOException {
    x.send(SWITCH + accept(x) + "\r\n");
    x.hold();
  }

  private static String accept(Exchange x) {
    return "Sec-WebSocket-Accept: " + accept(x.request()) + "\r\n";
  }

  /// Returns what agrees to the key of a request (RFC 6455 §4.2.2).
  public static String accept(LabRequest request) {
    String key = request.field("sec-websocket-key").orElse("");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static void flood(Exchange x) throws IOException {
    byte[] many = Exchange.latin1(HINT.repeat(100));
    for (int sent = 0; sent < FLOOD; sent += many.length) x.send(many);
    x.fin();
  }
}
