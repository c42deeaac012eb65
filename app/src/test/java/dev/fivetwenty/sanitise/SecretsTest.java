package dev.fivetwenty.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void hidesWhoAsksInALocation() {
    assertThat(hidden("HTTP/1.1 302 Found\r\nLocation: https://u:pw@h/a?c=1\r\n\r\n"))
        .isEqualTo("HTTP/1.1 302 Found\r\nLocation: https://****@h/a?***\r\n\r\n");
    assertThat(Secrets.value("Location", "https://u:pw@h/a")).isEqualTo("https://****@h/a");
  }

  @Test
  void keepsControlCharactersAndLineEndsWhereTheyAre() {
    assertThat(hidden("HTTP/1.1 200 OK\nX-A: a\0b\rc\n\n")).isEqualTo("HTTP/1.1 200 OK\nX-A: *\0*\r*\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'Set-Cookie session=SECRET\\r\\n fold', 'Set-Cookie **************\\r\\n ****'",
    "'Server: x\\rSet-Cookie: s=SECRET', 'Server: x\\r*********** ********'",
    "'Server: x\\0Set-Cookie: s=SECRET', 'Server: x\\0*********** ********'",
    "'Server: x\\r\\n Set-Cookie: s=SECRET', 'Server: x\\r\\n *********** ********'",
    "'Set Cookie: s=SECRET', 'Set ******: ********'",
    "'session=SECRET', 'session=******'",
    "'SECRET', '******'",
    "': SECRET', ': ******'",
    "' SECRET', ' ******'",
    "'Server : nginx\\r\\n bookworm', 'Server : nginx\\r\\n bookworm'"
  })
  void hidesWhatDoesNotBeginWithAHarmlessName(String lines, String expected) {
    assertThat(hidden("HTTP/1.1 200 OK\r\n" + Corpus.unescaped(lines) + "\r\n\r\n"))
        .isEqualTo("HTTP/1.1 200 OK\r\n" + Corpus.unescaped(expected) + "\r\n\r\n");
  }

  @Test
  void hidesFieldsThatStandWhereAStatusLineShould() {
    assertThat(hidden("Set-Cookie: a\r\nX-A: b\r\n\r\n")).isEqualTo("Set-Cookie: *\r\nX-A: *\r\n\r\n");
    assertThat(hidden("HTTP/1.1 200 OK\rSet-Cookie: a\r\n\r\n"))
        .isEqualTo("HTTP/1.1 200 OK\r*********** *\r\n\r\n");
  }

  @Test
  void hidesTheContentThatWasSent() {
    byte[] sent = "POST / HTTP/1.1\r\nHost: a\r\n\r\npassword=1".getBytes(StandardCharsets.US_ASCII);
    assertThat(new String(Secrets.sent(sent), StandardCharsets.US_ASCII))
        .isEqualTo("POST / HTTP/1.1\r\nHost: a\r\n\r\n**********");
  }

  @Test
  void doesNotChangeWhatTheJudgeSaysOfAnyReplyOfTheCorpus() throws IOException {
    Corpus.replies().forEach(this::doesNotChangeWhatTheJudgeSays);
  }

  @Test
  void doesNotChangeWhatTheJudgeSaysOfAnythingThatIsAlmostAReply() {
    String[] pieces = {
      "HTTP/1.1 200 OK\r\n", "HTTP/1.1 103 Early\r\n", "\r\n", "\n", "\r", "\0", " ", ":", "=", "\t",
      "Server: a\r\n", "Set-Cookie: s=SECRET\r\n", "Content-Length: 3\r\n", "X", "Location: /a?b\r\n",
      "no colon\r\n", " fold\r\n", "HTTP/1.1 ", "\u0080", "Transfer-Encoding: chunked\r\n"
    };
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("rounds", 3000); i++) {
      var reply = new StringBuilder(random.nextInt(4) == 0 ? "" : pieces[0]);
      for (int n = random.nextInt(12); n > 0; n--) {
        reply.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        doesNotChangeWhatTheJudgeSays(reply.toString());
      } catch (Error | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed + ": " + Shown.text(reply.toString()), e);
      }
      // What stands where a start line should is shown, unless it is a field.
      if (reply.indexOf(pieces[0]) != 0) continue;
      assertThat(hidden(reply.toString())).as(Shown.text(reply.toString())).satisfiesAnyOf(
          shown -> assertThat(shown).doesNotContain("SECRET"),
          shown -> assertThat(reply.toString()).containsPattern("\n\r*\n"));
    }
  }

  @Test
  void isBoundedHoweverManyLinesAreBroken() {
    String reply = "HTTP/1.1 200 OK\r\n" + "a\0SECRET\n".repeat(200_000);
    assertThat(hidden(reply)).hasSameSizeAs(reply).doesNotContain("SECRET");
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
    for (Profile profile : List.of(Profile.STRICT, Profile.named("classic").orElseThrow())) {
      doesNotChangeWhatTheJudgeSays(bytes, profile);
    }
  }

  private static void doesNotChangeWhatTheJudgeSays(byte[] bytes, Profile profile) {
    byte[] hidden = Secrets.message(bytes);
    var before = Replay.of(bytes, Ending.FIN, Request.GET, profile);
    var after = Replay.of(hidden, Ending.FIN, Request.GET, profile);
    assertThat(hidden).hasSameSizeAs(bytes);
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
