package dev.fivetwenty.origin.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.tape.Tape.Piece;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TapeTest {

  private static final int MOST = 60;
  private static final int EDGE = 16;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void whatIsRememberedDoesNotDependOnTheSplits() {
    var used = new Tape(MOST, EDGE);
    for (int i = 0; i < 5000; i++) {
      byte[] message = new byte[random.nextInt(200)];
      random.nextBytes(message);
      int head = random.nextInt(message.length + 1);
      int end = random.nextInt(4) == 0 ? random.nextInt(message.length + 1) : Integer.MAX_VALUE;
      used.clear();
      play(used, message, head, end);
      isAsExpected(used, message, head, end);
    }
  }

  /// As the reader does: what it says of octets comes before these are remembered.
  private void play(Tape tape, byte[] message, int head, int end) {
    int size = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(message.length + 1);
    for (int at = 0; at < message.length; at += size) {
      int to = Math.min(message.length, at + size);
      if (head > at && head <= to || head == 0 && at == 0) tape.headEnds(head);
      if (end >= at && end < to) tape.endsAt(end);
      tape.add(Unpooled.wrappedBuffer(message, at, to - at));
    }
  }

  private void isAsExpected(Tape tape, byte[] message, int head, int end) {
    String what = "-Dseed=" + seed + " of " + message.length + " head " + head + " end " + end;
    int taped = Math.min(message.length, end);
    int first = Math.min(taped, Math.min(MOST, head + EDGE));
    int last = Math.max(first, taped - EDGE);
    List<Piece> pieces = tape.pieces();
    assertThat(tape.total()).as(what).isEqualTo(message.length);
    if (first == last) {
      assertThat(pieces).as(what).hasSize(taped == 0 ? 0 : 1);
      if (taped > 0) is(pieces.getFirst(), message, 0, taped, what);
      return;
    }
    assertThat(pieces).as(what).hasSize(first == 0 ? 1 : 2);
    if (first > 0) is(pieces.getFirst(), message, 0, first, what);
    is(pieces.getLast(), message, last, taped, what);
  }

  private static void is(Piece piece, byte[] message, int from, int to, String what) {
    assertThat(piece.offset()).as(what).isEqualTo(from);
    assertThat(piece.bytes()).as(what).isEqualTo(Arrays.copyOfRange(message, from, to));
  }

  @Test
  void contentThatGoesOnIsOneStretchAndOnlyTheLastAreRemembered() {
    var tape = new Tape(MOST, EDGE);
    tape.content(10, 20);
    tape.content(20, 25);
    for (int i = 0; i < 100; i++) tape.content(30 + 10L * i, 35 + 10L * i);

    assertThat(tape.contents()).hasSize(32).startsWith(new Tape.Span(30 + 680, 35 + 680))
        .endsWith(new Tape.Span(1020, 1025));
  }

  @Test
  void oneWithoutAnEdgeRemembersTheFirstOctetsWhateverTheyAre() {
    var tape = new Tape(5, 0);
    tape.headEnds(1);
    tape.endsAt(2);
    tape.add(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
    tape.add(Unpooled.wrappedBuffer(new byte[] {4, 5, 6, 7}));

    assertThat(tape.first()).containsExactly(1, 2, 3, 4, 5);
    assertThat(tape.total()).isEqualTo(7);
  }

  @Test
  void aTapeThatIsLentAgainHasNothingOfItsPast() {
    var tapes = new Tapes();
    Tape tape = tapes.take();
    tape.add(Unpooled.wrappedBuffer(new byte[100_000]));
    tape.content(1, 2);
    tape.endsAt(3);
    tapes.giveBack(tape);

    Tape again = tapes.take();
    assertThat(again).isSameAs(tape);
    assertThat(again.pieces()).isEmpty();
    assertThat(again.contents()).isEmpty();
    assertThat(again.total()).isZero();
    again.add(Unpooled.wrappedBuffer(new byte[10]));
    assertThat(again.pieces()).hasSize(1);
  }
}
