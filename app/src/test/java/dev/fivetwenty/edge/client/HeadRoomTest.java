package dev.fivetwenty.edge.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.RequestReader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeadRoomTest {

  private static final long MIB = 1 << 20;
  private static final Limits LIMITS = new Limits(16_384, 65_536, 65_536, 1000, 2, 4096, 65_536, 65_536);

  @Test
  void whatIsConfiguredIsSharedByTheLoops() {
    HeadRoom room = HeadRoom.of(128 * MIB, LIMITS, 4, 384 * MIB);
    assertThat(room.perLoop()).isEqualTo(32 * MIB);
    assertThat(room.notice()).isEmpty();
  }

  @Test
  void aSmallHeapHasAThirdForThem() {
    HeadRoom room = HeadRoom.of(128 * MIB, LIMITS, 2, 96 * MIB);
    assertThat(room.perLoop()).isEqualTo(16 * MIB);
    assertThat(room.notice()).contains(
        "limits.heads_in_memory: 32 MiB instead of 128 MiB, for the heap has 96 MiB; raise -Xmx, or lower the limit");
  }

  @Test
  void theNoticeHasWhatThereIsAlsoWhereEachLoopNeedsMoreThanItsShare() {
    HeadRoom room = HeadRoom.of(128 * MIB, LIMITS, 64, 12 * MIB);
    assertThat(room.perLoop()).isEqualTo(RequestReader.mostBytes(LIMITS));
    assertThat(room.notice().orElseThrow())
        .contains(": " + (64 * room.perLoop() >> 20) + " MiB instead of 128 MiB");
  }

  @Test
  void eachLoopHasRoomForTheLargestRequest() {
    HeadRoom room = HeadRoom.of(MIB, LIMITS, 64, 384 * MIB);
    RequestReader reader = new RequestReader(LIMITS);
    String line = "GET /" + "x".repeat(LIMITS.statusLine() - "GET / HTTP/1.1".length()) + " HTTP/1.1\r\n";
    String framing = "Host: a\r\nTransfer-Encoding: chunked\r\n";
    String head = line + framing + field(LIMITS.headerSection() - framing.length()) + "\r\n";
    String content = "0\r\n" + field(LIMITS.trailerSection()) + "\r\n";

    ByteBuffer bytes = ByteBuffer.wrap((head + content).getBytes(US_ASCII));
    assertThat(reader.read(bytes)).isEqualTo(RequestReader.Event.HEAD);
    assertThat(reader.read(bytes)).isEqualTo(RequestReader.Event.COMPLETE);
    assertThat((long) reader.largeBytes()).isGreaterThan(2 * 65_536).isLessThanOrEqualTo(room.perLoop());
  }

  private static String field(int length) {
    return "X: " + "x".repeat(length - "X: \r\n".length()) + "\r\n";
  }
}
