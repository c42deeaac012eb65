package dev.fivetwenty.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeadBufferTest {

  private final HeadBuffer buffer = new HeadBuffer();

  @Test
  void aLargeHeadLeavesNoRoomBehind() {
    fill(60_000);
    assertTrue(buffer.bytes().length > 60_000);
    buffer.begin(60_000);
    assertTrue(buffer.bytes().length < 1000);
    fill(700);
    assertEquals(700, buffer.filled());
  }

  @Test
  void theRoomOfUsualHeadsStays() {
    fill(3000);
    byte[] room = buffer.bytes();
    buffer.begin(3000);
    fill(3000);
    assertTrue(buffer.bytes() == room);
  }

  private void fill(int bytes) {
    ByteBuffer input = ByteBuffer.allocate(bytes);
    while (buffer.fill(input)) {
      // Everything is in the condition.
    }
  }
}
