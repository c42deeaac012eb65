package dev.fivetwenty.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTest {

  private static final Ask FIVE = Ask.of("/", true, 5, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~Content-Length: 5~~hello | WHOLE",
        "HTTP/1.1 200 OK~content-length:5~~hello | WHOLE",
        "HTTP/1.1 200 OK~Content-Length: 4~~hell | WRONG",
        "HTTP/1.1 200 OK~~ | WRONG",
        "HTTP/1.1 404 Not Found~Content-Length: 5~~hello | WRONG",
        "HTTP/1.1 502 Bad Gateway~Content-Length: 3~~bad | FAILED",
        "HTTP/1.1 fine~~ | NOT_HTTP",
        "<html>no head | NOT_HTTP",
      })
  void judgesAReplyHoweverItIsSplit(String text, Outcome expected) {
    byte[] bytes = text.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(read(bytes, size)).as("in pieces of %d bytes", size).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"HTTP/1.1 200 OK~Content-Length: 5~~hell", "HTTP/1.1 200 OK~Content-Le", "HTTP/1.1 2"})
  void knowsThatAReplyIsNotWhole(String text) {
    var reader = new ReplyReader();
    byte[] bytes = text.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(reader.feed(Unpooled.wrappedBuffer(bytes))).isFalse();
  }

  private static Outcome read(byte[] bytes, int size) {
    var reader = new ReplyReader();
    for (int from = 0; from < bytes.length; from += size) {
      var piece = Unpooled.wrappedBuffer(bytes, from, Math.min(size, bytes.length - from));
      if (reader.feed(piece)) return reader.outcome(FIVE);
    }
    throw new AssertionError("never whole");
  }
}
