package dev.fivetwenty.edge.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.RequestReader;
import dev.fivetwenty.wire.RequestReader.Event;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestReadersTest {

  private Profile limits = RequestReader.strictly(Profile.STRICT.limits());
  private final RequestReaders readers = new RequestReaders(() -> limits);

  @Test
  void aReaderThatIsLentAgainHasNothingOfItsPast() {
    RequestReader reader = lentFor("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nCookie: secret\r\n\r\n", Event.HEAD);
    readers.giveBack(reader);

    RequestReader again = readers.lend(100);
    assertThat(again).isSameAs(reader);
    assertThat(again.isIdle()).isTrue();
    assertThat(again.offset()).isEqualTo(100);
    assertThat(again.read(bytes("GET / HTTP/1.0\r\n\r\n"))).isEqualTo(Event.HEAD);
    assertThat(again.head().fieldCount()).isZero();
    assertThat(again.head().find("Cookie", 0)).isNegative();
  }

  @Test
  void whatWasNotReadToItsEndIsNotLentAgain() {
    RequestReader cut = lentFor("GET / HTTP/1.1\r\nHost", Event.NEED_MORE);
    readers.giveBack(cut);
    assertThat(readers.lend(0)).isNotSameAs(cut);
    RequestReader refused = lentFor("GET  / HTTP/1.1\r\n\r\n", Event.REJECTED);
    readers.giveBack(refused);
    assertThat(readers.lend(0)).isNotSameAs(refused);
  }

  @Test
  void otherLimitsHoldFromTheNextRequestOn() {
    RequestReader before = lentFor("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Event.HEAD);
    limits = RequestReader.strictly(new Limits(16, 65536, 65536, 1000, 8, 8192, 8192, 65536));
    RequestReader after = readers.lend(0);
    assertThat(after.read(bytes("GET /longer HTTP/1.1\r\n\r\n"))).isEqualTo(Event.REJECTED);
    readers.giveBack(before);
    assertThat(readers.lend(0)).isNotSameAs(before);
  }

  private RequestReader lentFor(String text, Event end) {
    RequestReader reader = readers.lend(0);
    assertThat(reader.read(bytes(text))).isEqualTo(end);
    return reader;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
