package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.RequestReader.Event;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

  private static final String HEAD =
      """
      POST /cart?item=1 HTTP/1.1\r
      Host: shop.example\r
      Content-Length: 5\r
      \r
      """;

  private final RequestReader reader = new RequestReader(Profile.CLASSIC.limits());

  @Test
  void eventsFollowTheMessage() {
    ByteBuffer input = bytes(HEAD + "hello" + HEAD);

    assertThat(reader.read(input)).isEqualTo(Event.HEAD);
    RequestIndex head = reader.head();
    assertThat(head.method()).isEqualTo("POST");
    assertThat(head.target()).isEqualTo("/cart?item=1");
    assertThat(head.value(0)).isEqualTo("shop.example");
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(reader.read(input)).isEqualTo(Event.CONTENT);
    assertThat(reader.contentEnd() - reader.contentStart()).isEqualTo(5);
    assertThat(reader.read(input)).isEqualTo(Event.COMPLETE);
    assertThat(input.remaining()).isEqualTo(HEAD.length());
    assertThat(reader.offset()).isEqualTo(HEAD.length() + 5);
  }

  @Test
  void nothingIsReadAfterARefusal() {
    ByteBuffer input = bytes("GET  / HTTP/1.1\r\n");

    assertThat(reader.read(input)).isEqualTo(Event.REJECTED);
    assertThat(reader.read(bytes(HEAD))).isEqualTo(Event.REJECTED);
    assertThat(reader.rejection())
        .contains(new Violation(Rule.REQ_LINE_MALFORMED, Decision.REJECT, 4, ' '));
  }

  @Test
  void idleUntilARequestBegins() {
    assertThat(reader.isIdle()).isTrue();
    reader.read(bytes("\r\n"));
    assertThat(reader.isIdle()).isTrue();
    reader.read(bytes("G"));
    assertThat(reader.isIdle()).isFalse();
  }

  @Test
  void tellsTheResponseReaderWhatItMustKnow() {
    reader.read(
        bytes(
            """
            GET /chat HTTP/1.1\r
            Host: shop.example\r
            Upgrade: websocket\r
            Connection: keep-alive, Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Protocol: chat, superchat\r
            Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
            \r
            """));
    assertThat(reader.head().request())
        .isEqualTo(
            new Request(
                "GET",
                true,
                "dGhlIHNhbXBsZSBub25jZQ==",
                List.of("chat", "superchat"),
                List.of("permessage-deflate")));
  }

  @Test
  void anUpgradeNobodyConnectsIsNone() {
    reader.read(bytes("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n"));
    assertThat(reader.head().request()).isEqualTo(Request.GET);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
