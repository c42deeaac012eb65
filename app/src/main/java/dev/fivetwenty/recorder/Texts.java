package dev.fivetwenty.recorder;

import java.util.Arrays;

/// The peer's texts of one record, copied one behind the other into an array that is used again.
///
/// The array grows as needed, up to the limits of all [Text]s; a record that is free again gives
/// back what goes beyond [#KEPT_ROOM], so that a burst of long targets does not stay in memory.
public final class Texts {

  /// A usual request has less than half of this.
  private static final int KEPT_ROOM = 1024;

  private static final Text[] ALL = Text.values();

  private byte[] bytes = new byte[KEPT_ROOM];
  private int used;
  private final int[] starts = new int[ALL.length];
  private final int[] ends = new int[ALL.length];
  private int present;
  private int cut;

  /// Copies `source[from, to)`, cut to the limit. Of a field that was sent twice the first counts, as
  /// in nginx, and so however many there are they need no more room.
  void set(Text text, byte[] source, int from, int to) {
    if (has(text)) return;
    int length = to - from;
    present |= 1 << text.ordinal();
    if (length > text.limit()) {
      length = text.limit();
      cut |= 1 << text.ordinal();
    }
    if (used + length > bytes.length) grow(used + length);
    System.arraycopy(source, from, bytes, used, length);
    starts[text.ordinal()] = used;
    used += length;
    ends[text.ordinal()] = used;
  }

  private void grow(int needed) {
    bytes = Arrays.copyOf(bytes, Math.min(Text.limitOfAll(), Math.max(needed, 2 * bytes.length)));
  }

  /// Returns the array that holds the texts; it is the record's, and valid as long as that is.
  public byte[] bytes() {
    return bytes;
  }

  public int start(Text text) {
    return starts[text.ordinal()];
  }

  public int end(Text text) {
    return ends[text.ordinal()];
  }

  /// True if it was sent; it may be empty.
  public boolean has(Text text) {
    return (present & 1 << text.ordinal()) != 0;
  }

  /// True if more was sent than is kept.
  public boolean isCut(Text text) {
    return (cut & 1 << text.ordinal()) != 0;
  }

  public boolean anyCut() {
    return cut != 0;
  }

  void clear() {
    used = 0;
    present = 0;
    cut = 0;
    Arrays.fill(starts, 0);
    Arrays.fill(ends, 0);
  }

  void giveBackRoom() {
    if (bytes.length > KEPT_ROOM) bytes = new byte[KEPT_ROOM];
  }
}
