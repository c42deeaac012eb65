package dev.fivetwenty.rules.value;

import java.util.Arrays;

/// Room for the texts that functions make while one expression is evaluated, and slices to look at
/// texts with. Confined to a thread.
///
/// What has been made stays valid when the room grows, until the next [#reset].
public final class Scratch {

  /// No function makes a longer text; it makes none then.
  public static final int MOST = 64 << 10;

  private static final int FIRST = 1024;

  private Slice[] slices = new Slice[0];
  private int taken;
  private byte[] bytes = new byte[FIRST];
  private int used;
  private int start;

  public void reset() {
    used = 0;
    taken = 0;
  }

  /// Lends a slice, until the [#give] that belongs to it: the last lent is the first given back.
  public Slice take() {
    if (taken == slices.length) {
      slices = Arrays.copyOf(slices, Math.max(8, taken * 2));
      for (int i = taken; i < slices.length; i++) slices[i] = new Slice();
    }
    return slices[taken++];
  }

  /// Takes the last slice back.
  public void give() {
    taken--;
  }

  /// Returns how many slices are lent.
  public int taken() {
    return taken;
  }

  /// Takes slices back until no more than that are lent.
  public void giveBack(int lent) {
    taken = lent;
  }

  /// Begins a text of up to that many bytes. Returns whether there is room for it.
  public boolean begin(int most) {
    if (most > MOST) return false;
    if (used + most > bytes.length) {
      bytes = new byte[Math.max(bytes.length * 2, most)];
      used = 0;
    }
    start = used;
    return true;
  }

  /// Adds to the text that was begun.
  public void add(byte octet) {
    bytes[used++] = octet;
  }

  public void add(byte[] from, int start, int end) {
    System.arraycopy(from, start, bytes, used, end - start);
    used += end - start;
  }

  public void add(Slice text) {
    add(text.bytes(), text.from(), text.to());
  }

  /// Returns how long the text is so far.
  public int length() {
    return used - start;
  }

  /// Takes bytes off its end.
  public void shorten(int length) {
    used = start + length;
  }

  /// Returns the byte of the text at that place.
  public byte at(int index) {
    return bytes[start + index];
  }

  /// Ends the text, which lies in `out` then.
  public void end(Slice out) {
    out.set(bytes, start, used);
  }
}
