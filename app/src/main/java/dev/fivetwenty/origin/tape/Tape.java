package dev.fivetwenty.origin.tape;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Remembers the first octets of one message and the last ones, however many go by in between.
///
/// The first are its head and the beginning of its content; how many there are at most is said when
/// the tape is made, and again when the head ends. The last go round in a ring. Whoever wants to look
/// at them later gets copies; nobody pays for that but for the few messages that are kept. Used again
/// and again, see [Tapes]; confined to an event loop.
public final class Tape {

  /// Consecutive octets.
  ///
  /// @param offset of the first, from the first octet of the message
  public record Piece(long offset, byte[] bytes) {}

  /// A stretch of content.
  public record Span(long from, long to) {}

  private static final byte[] NONE = {};
  private static final int FIRST_ROOM = 2048;

  /// Stretches of content whose places are remembered, the last ones: chunk lines stand between them.
  private static final int SPANS = 32;

  private final int most;
  private final int edge;
  private byte[] start = NONE;
  private int startLength;
  private int startLimit;
  private byte[] ring = NONE;
  private long total;
  /// Offset behind the last octet that is remembered; what comes behind it is only counted.
  private long end;
  private final long[] spans = new long[2 * SPANS];
  private int spanCount;

  /// @param most of the first octets, as long as nobody says that the head has ended
  /// @param edge of the content's beginning, and of the message's end; 0 for one that remembers the
  ///             first octets only, whatever they are
  public Tape(int most, int edge) {
    this.most = most;
    this.edge = edge;
    clear();
  }

  void clear() {
    startLength = 0;
    startLimit = most;
    total = 0;
    end = Long.MAX_VALUE;
    spanCount = 0;
  }

  /// Drops arrays that a rare large message has made large.
  void shrink(int room) {
    if (start.length > room) start = NONE;
  }

  /// Remembers the readable octets of a buffer as far as it can.
  public void add(ByteBuf bytes) {
    int length = bytes.readableBytes();
    int from = bytes.readerIndex();
    int wanted = (int) Math.max(0, Math.min(length, end - total));
    int first = total == startLength ? Math.min(wanted, startLimit - startLength) : 0;
    if (first > 0) addToStart(bytes, from, first);
    if (wanted > first) addToRing(bytes, from + first, wanted - first);
    total += length;
  }

  private void addToStart(ByteBuf bytes, int from, int length) {
    int needed = startLength + length;
    if (needed > start.length) {
      int room = Math.max(Math.max(FIRST_ROOM, needed), 2 * start.length);
      start = Arrays.copyOf(start, Math.min(room, most));
    }
    bytes.getBytes(from, start, startLength, length);
    startLength += length;
  }

  /// The octet at offset `n` behind the start stands at `(n - startLength) % edge`.
  private void addToRing(ByteBuf bytes, int from, int length) {
    if (edge == 0) return;
    if (ring.length == 0) ring = new byte[edge];
    int skipped = Math.max(0, length - edge);
    long behindStart = Math.max(total, startLength) - startLength + skipped;
    int at = (int) (behindStart % edge);
    int left = length - skipped;
    int toEnd = Math.min(left, edge - at);
    bytes.getBytes(from + skipped, ring, at, toEnd);
    bytes.getBytes(from + skipped + toEnd, ring, 0, left - toEnd);
  }

  /// Says that content starts at `offset`, of which less is remembered than of a head.
  public void headEnds(long offset) {
    if (edge == 0) return;
    startLimit = (int) Math.max(startLength, Math.min(most, offset + edge));
  }

  /// Says that nothing from `offset` on is worth remembering.
  public void endsAt(long offset) {
    if (edge == 0) return;
    end = Math.max(offset, Math.min(end, total));
  }

  /// Says where content lies between what frames it.
  public void content(long from, long to) {
    if (edge == 0) return;
    int last = 2 * ((spanCount + SPANS - 1) % SPANS);
    if (spanCount > 0 && spans[last + 1] == from) {
      spans[last + 1] = to;
      return;
    }
    int at = 2 * (spanCount++ % SPANS);
    spans[at] = from;
    spans[at + 1] = to;
  }

  /// Returns the octets that went by.
  public long total() {
    return total;
  }

  /// Returns the octets remembered from the first on, without a gap.
  public byte[] first() {
    return Arrays.copyOf(start, startLength);
  }

  /// Returns copies of what is remembered, in order; a gap lies between each and the next.
  public List<Piece> pieces() {
    long taped = Math.min(total, end);
    if (taped == 0) return List.of();
    int tail = (int) Math.min(Math.max(0, taped - startLength), edge);
    if (tail == 0) return List.of(new Piece(0, first()));
    if (startLength + tail == taped) return List.of(new Piece(0, withTail(tail, taped)));
    var pieces = new ArrayList<Piece>(2);
    if (startLength > 0) pieces.add(new Piece(0, first()));
    byte[] last = new byte[tail];
    copyTail(last, 0, tail, taped);
    pieces.add(new Piece(taped - tail, last));
    return pieces;
  }

  private byte[] withTail(int tail, long taped) {
    byte[] whole = Arrays.copyOf(start, startLength + tail);
    copyTail(whole, startLength, tail, taped);
    return whole;
  }

  private void copyTail(byte[] to, int at, int tail, long taped) {
    int from = (int) ((taped - startLength - tail) % edge);
    int toEnd = Math.min(tail, edge - from);
    System.arraycopy(ring, from, to, at, toEnd);
    System.arraycopy(ring, 0, to, at + toEnd, tail - toEnd);
  }

  /// Returns the last stretches of content that were told, in order.
  public List<Span> contents() {
    var contents = new ArrayList<Span>();
    for (int i = Math.max(0, spanCount - SPANS); i < spanCount; i++) {
      int at = 2 * (i % SPANS);
      contents.add(new Span(spans[at], spans[at + 1]));
    }
    return contents;
  }
}
