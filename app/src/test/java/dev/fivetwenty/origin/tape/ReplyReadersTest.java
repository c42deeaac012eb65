package dev.fivetwenty.origin.tape;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.ResponseReader.Event;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReadersTest {

  private final ReplyReaders readers = new ReplyReaders(Profile.CLASSIC);

  @Test
  void aReaderThatIsLentAgainHasNothingOfItsPast() {
    ResponseReader reader = lentFor("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    readers.giveBack(reader);

    ResponseReader again = readers.lend(Request.GET, 100);
    assertThat(again).isSameAs(reader);
    WireReport report = again.end(Ending.FIN);
    assertThat(report.reached()).isEqualTo(Reached.NOTHING);
    assertThat(report.start()).isEqualTo(100);
    assertThat(report.interimCount()).isZero();
    assertThat(report.head()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "HTTP/1.1 200 OK\\Content-Length: 2\\\\h",
      "HTTP/1.1 200 OK\\Content-Length: 2\\\\hi!",
      "HTTP/1.1 200 OK\\Content-Length: 2\\Connection: close\\\\hi",
      "HTTP/3.7 200 OK\\\\"
  })
  void whatLeavesItsConnectionUnfitIsNotLentAgain(String reply) {
    ResponseReader reader = lentFor(reply.replace("\\", "\r\n"));
    readers.giveBack(reader);
    assertThat(readers.lend(Request.GET, 0)).isNotSameAs(reader);
  }

  @Test
  void oneThatWaitsHasNoRoomOfALargeHead() {
    ResponseReader reader =
        lentFor("HTTP/1.1 200 OK\r\nX: " + "x".repeat(7_000) + "\r\nContent-Length: 0\r\n\r\n");
    assertThat(reader.head().bytes().length).isGreaterThan(7_000);
    readers.giveBack(reader);
    assertThat(reader.head().bytes().length).isLessThan(5_000);
    assertThat(readers.lend(Request.GET, 0)).isSameAs(reader);
  }

  private ResponseReader lentFor(String reply) {
    ResponseReader reader = readers.lend(Request.GET, 0);
    var bytes = ByteBuffer.wrap(reply.getBytes(US_ASCII));
    Event event = Event.INTERIM_HEAD;
    while (event != Event.NEED_MORE && event != Event.REJECTED && (bytes.hasRemaining() || event != Event.COMPLETE)) {
      event = reader.read(bytes);
    }
    return reader;
  }
}
