package dev.fivetwenty.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @Test
  void hidesWhatIsNotKnownToBeHarmless() {
    assertThat(hidden("HTTP/1.1 200 OK\r\nServer: nginx\r\nSet-Cookie: id=7; Path=/\r\n\r\nid=7"))
        .isEqualTo("HTTP/1.1 200 OK\r\nServer: nginx\r\nSet-Cookie: ***** ******\r\n\r\nid=7");
  }

  @Test
  void hidesFoldedLinesAndTheFieldsOfEveryHead() {
    assertThat(hidden("HTTP/1.1 103 Early Hints\r\nX-A: a\r\n b\r\n\r\nHTTP/1.1 200 OK\r\nX-B: c\r\n\r\nX-C: d"))
        .isEqualTo("HTTP/1.1 103 Early Hints\r\nX-A: *\r\n *\r\n\r\nHTTP/1.1 200 OK\r\nX-B: *\r\n\r\nX-C: d");
  }

  @Test
  void hidesTheQueryOfALocation() {
    assertThat(hidden("HTTP/1.1 302 Found\r\nLocation: /a?code=42\r\n\r\n"))
        .isEqualTo("HTTP/1.1 302 Found\r\nLocation: /a?*******\r\n\r\n");
  }

  @Test
  void keepsControlCharactersAndLineEndsWhereTheyAre() {
    assertThat(hidden("HTTP/1.1 200 OK\nX-A: a\0b\rc\n\n")).isEqualTo("HTTP/1.1 200 OK\nX-A: *\0*\r*\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "HTTP/1.1 200 OK\r\nX-A: secret\0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX-A: secret\rX: 1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 5 apples\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n",
    "HTTP/1.1 200 OK\r\nLocation: /a\r\nLocation: /b\r\n\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/1.1 200 OK\r\nX-A : 1\r\nno colon\r\n\r\n"
  })
  void doesNotChangeWhatTheJudgeSays(String reply) {
    byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
    var before = Replay.of(bytes, Ending.FIN, Request.GET, Profile.STRICT);
    var after = Replay.of(Secrets.message(bytes), Ending.FIN, Request.GET, Profile.STRICT);
    assertThat(after.report().violations())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("octet")
        .isEqualTo(before.report().violations());
    assertThat(after.judgement().verdict().map(v -> v.cause()))
        .isEqualTo(before.judgement().verdict().map(v -> v.cause()));
  }

  private static String hidden(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    return new String(Secrets.message(bytes), StandardCharsets.ISO_8859_1);
  }
}
