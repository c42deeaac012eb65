package dev.fivetwenty.rules.value;

import java.util.Arrays;
import java.util.Collection;

/// A set of texts, looked up where they lie. Immutable.
public final class TextSet {

  /// By hash, the next free place where it is taken; a power of two long, at most half full.
  private final byte[][] table;
  private final int size;

  public TextSet(Collection<byte[]> texts) {
    table = new byte[Integer.highestOneBit(Math.max(2, texts.size() * 2 - 1)) * 2][];
    int added = 0;
    for (byte[] text : texts) {
      int at = place(text, 0, text.length);
      if (table[at] == null) added++;
      table[at] = text;
    }
    size = added;
  }

  public boolean contains(Slice text) {
    return table[place(text.bytes(), text.from(), text.to())] != null;
  }

  public int size() {
    return size;
  }

  /// Returns where a text is, or would be.
  private int place(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) hash = hash * 31 + bytes[i];
    int mask = table.length - 1;
    int at = (hash ^ hash >>> 15) & mask;
    while (table[at] != null && !Arrays.equals(table[at], 0, table[at].length, bytes, from, to)) {
      at = at + 1 & mask;
    }
    return at;
  }
}
