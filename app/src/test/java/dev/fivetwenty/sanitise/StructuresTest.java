package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Foreign;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Measurements that are stored say the same to the judge, and nothing to a thief.
class StructuresTest {

  private static final String SECRET = "hunter2";

  private final Tokens tokens = new Tokens(new byte[Tokens.KEY_OCTETS]);
  private final Structures structures = new Structures(tokens);

  @ParameterizedTest
  @CsvSource({
    "Server, nginx, nginx",
    "Link, </a?t=hunter2>, </a?t=*******>",
    "Location, http://u:hunter2@h/a?b=hunter2#hunter2, http://*********@h/a?b=***************",
    "Set-Cookie, '', ''"
  })
  void whatIsHarmlessOfAFieldStays(String name, String value, String expected) {
    assertThat(structures.cover(field(name, value)).value()).isEqualTo(expected);
  }

  private static Field field(String name, String value) {
    return new Field(name, value, 17, name.length() + value.length() + 4);
  }

  @Test
  void aKeyAmongSubProtocolsIsCovered() {
    String key = "bearer.hunter2.hunter2.hunter2";
    var asked = new Request("GET", false, "", List.of("chat", key), List.of());
    assertThat(structures.cover(asked).websocketProtocols())
        .containsExactly("chat", "*".repeat(key.length()));
    assertThat(structures.cover(field("Sec-WebSocket-Protocol", key)).value())
        .isEqualTo("*".repeat(key.length()));
  }

  @Test
  void equalValuesHaveEqualTokens() {
    Field cookie = structures.cover(field("Set-Cookie", SECRET));
    assertThat(cookie.value()).matches("#[0-9a-f]{4} len=7")
        .isEqualTo(structures.cover(field("X-Auth", SECRET)).value())
        .isEqualTo(new Structures(new Tokens(new byte[Tokens.KEY_OCTETS])).cover(cookie("hunter2")).value())
        .isNotEqualTo(structures.cover(field("X-Auth", "hunter3")).value());
    assertThat(cookie.lineBytes()).isEqualTo(field("Set-Cookie", SECRET).lineBytes());
  }

  private static Field cookie(String value) {
    return field("Cookie", value);
  }

  @Test
  void aFoldedValueIsNoHarmlessOne() {
    Field folded = new Field("Server", "a Set-Cookie: hunter2", 0, 33);
    assertThat(structures.cover(folded).value()).doesNotContain(SECRET);
  }

  @Test
  void noTextOfAPeerIsLeft() {
    List<Record> all =
        List.of(
            new Evidence.Thrown("java.lang.IllegalStateException: hunter2"),
            new Evidence.Bytes(null, "SMTP", Optional.of(new Foreign.Greeting("220 hunter2 ESMTP"))),
            new Foreign.Binary(16, 3, 4, "68756e74657232"),
            new Foreign.Http2(
                false, List.of(new Foreign.Frame(7, "GOAWAY", 9, 0, 0, List.of("NO_ERROR", "last stream 0", SECRET)))),
            new Evidence.BrokenHandshake(handshake("hunter2 HTTP/1.1 400 hunter2\r\n")));
    for (Record one : all) {
      Record covered = structures.cover(one);
      assertThat(covered.toString()).doesNotContain(SECRET, "68756e74657232");
      if (covered instanceof Evidence.BrokenHandshake(Handshake broken)) {
        assertThat(new String(broken.plaintext(), ISO_8859_1)).isEqualTo("******* HTTP/1.1 400 *******\r\n");
      }
    }
    assertThat(structures.cover(new Evidence.Thrown("a.B: c")).what()).startsWith("a.B: #");
  }

  private static Handshake handshake(String plaintext) {
    return new Handshake(
        Handshake.Failure.PLAINTEXT_PEER, Handshake.Problem.NONE, -1, "", "", List.of(), "", "", "",
        Optional.empty(), plaintext.getBytes(ISO_8859_1), "", false, "", Duration.ZERO);
  }

  @Test
  void theJudgeSaysTheSameOfWhatIsStored() throws Exception {
    for (Profile profile : Profile.builtIn()) {
      for (String reply : Corpus.replies()) {
        var report = Replay.of(reply.getBytes(ISO_8859_1), Ending.FIN, Request.GET, profile).report();
        Observation seen = Observation.ofReply(report);
        Judgement before = new Judge(profile).judge(seen);
        Judgement after = new Judge(profile).judge(structures.cover(seen));
        assertThat(after.verdict().map(StructuresTest::said)).as(reply)
            .isEqualTo(before.verdict().map(StructuresTest::said));
        assertThat(after.glitches()).as(reply).isEqualTo(before.glitches());
        assertThat(after.findings()).as(reply).hasSameSizeAs(before.findings());
      }
    }
  }

  private static String said(Verdict verdict) {
    return verdict.cause() + " " + verdict.stage() + " " + verdict.offset() + " " + verdict.party();
  }
}
