package dev.fivetwenty.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A reply of which only pieces were kept is judged as the whole one was.
class GapsTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nServer: s\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @CsvSource({"FIN, 6000", "RST, 6000", "FIN, 9000", "SILENCE, 5000"})
  void contentOfADeclaredLengthKeepsItsSize(Ending ending, int bytes) {
    same(HEAD + "Content-Length: 9000\r\n\r\n" + "x".repeat(bytes), ending);
  }

  @ParameterizedTest
  @CsvSource({
    "FIN, ''", "FIN, 'zz\r\n'", "RST, 'zz\r\n'", "FIN, '40'", "FIN, '0\r\n\r\n'",
    "FIN, '0\r\nBad Name: 1\r\n\r\n'", "FIN, '5\r\nabcdefg\r\n0\r\n\r\n'"
  })
  void chunksThatWereNotKeptAreMadeUp(Ending ending, String end) {
    for (int size : new int[] {1, 7, 16, 17, 63, 64, 250, 1000, 4000}) {
      String chunk = Integer.toHexString(size) + "\r\n" + "c".repeat(size) + "\r\n";
      same(CHUNKED + chunk.repeat(5000 / size + 2) + end, ending);
    }
  }

  @Test
  void lineEndsInContentAreNoEndsOfChunks() {
    String data = "a\r\n5\r\n".repeat(100);
    String chunk = Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    same(CHUNKED + chunk.repeat(6) + "oops\r\n", Ending.FIN);
  }

  @Test
  void anyChunksCanBeMissing() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      var reply = new StringBuilder(CHUNKED);
      int chunks = random.nextInt(1, 60);
      for (int c = 0; c < chunks; c++) {
        int size = random.nextInt(1, 400);
        reply.append(Integer.toHexString(size)).append("\r\n").append("d".repeat(size)).append("\r\n");
      }
      if (random.nextBoolean()) reply.append(random.nextBoolean() ? "0\r\n\r\n" : "-5\r\n");
      try {
        same(reply.toString(), Ending.FIN);
      } catch (AssertionError failed) {
        throw new AssertionError("rerun with -Dseed=" + seed, failed);
      }
    }
  }

  private static void same(String reply, Ending ending) {
    KeptAttempt attempt = Stories.attempt(reply, ending, Use.NEW, 0);
    RecordedReply recorded = RecordedReply.of(attempt, Request.GET, Profile.CLASSIC);
    byte[] whole = recorded.reply().bytes();
    assertThat(whole).hasSize(reply.length());
    Verdict then = attempt.judgement().verdict().orElse(null);
    Verdict now = judged(whole, ending).verdict().orElse(null);
    if (then == null) {
      assertThat(now).isNull();
    } else {
      assertThat(now).isNotNull();
      assertThat(now.cause()).isEqualTo(then.cause());
      assertThat(now.offset()).isEqualTo(then.offset());
    }
    assertThat(recorded.agrees()).isTrue();
    int madeUp = 0;
    for (var piece : attempt.received().pieces()) {
      for (int i = 0; i < piece.bytes().length; i++) {
        if (whole[(int) piece.offset() + i] != piece.bytes()[i]) madeUp++;
      }
    }
    assertThat(madeUp).as("octets that were kept").isLessThan(12);
  }

  private static Judgement judged(byte[] reply, Ending ending) {
    var reader = new ResponseReader(Profile.CLASSIC).begin(Request.GET, 0);
    var input = ByteBuffer.wrap(reply);
    while (input.hasRemaining()) {
      var event = reader.read(input);
      if (event == ResponseReader.Event.REJECTED || event == ResponseReader.Event.NEED_MORE) break;
    }
    return new Judge(Profile.CLASSIC).judge(Observation.ofReply(reader.end(ending)));
  }
}
