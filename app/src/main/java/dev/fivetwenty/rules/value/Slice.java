package dev.fivetwenty.rules.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// A text where it lies: a part of an array that belongs to somebody else. Set anew for each use;
/// valid until the owner changes the array.
public final class Slice {

  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int from;
  private int to;

  public void set(byte[] array, int start, int end) {
    bytes = array;
    from = start;
    to = end;
  }

  public void set(byte[] array) {
    set(array, 0, array.length);
  }

  /// Lays the same text under this one.
  public void set(Slice other) {
    set(other.bytes, other.from, other.to);
  }

  public void setEmpty() {
    set(NONE, 0, 0);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  public int length() {
    return to - from;
  }

  public byte at(int index) {
    return bytes[from + index];
  }

  public boolean is(byte[] text) {
    return Arrays.equals(bytes, from, to, text, 0, text.length);
  }

  public boolean is(Slice text) {
    return Arrays.equals(bytes, from, to, text.bytes, text.from, text.to);
  }

  /// Compares ASCII letters in any case.
  ///
  /// @param lower in lower case
  public boolean isIgnoringCase(byte[] lower) {
    if (length() != lower.length) return false;
    for (int i = 0; i < lower.length; i++) {
      if (lowered(bytes[from + i]) != lower[i]) return false;
    }
    return true;
  }

  public int compareTo(byte[] text) {
    return Arrays.compareUnsigned(bytes, from, to, text, 0, text.length);
  }

  public boolean startsWith(Slice prefix) {
    int length = prefix.length();
    return length <= length()
        && Arrays.equals(bytes, from, from + length, prefix.bytes, prefix.from, prefix.to);
  }

  public boolean endsWith(Slice suffix) {
    int length = suffix.length();
    return length <= length()
        && Arrays.equals(bytes, to - length, to, suffix.bytes, suffix.from, suffix.to);
  }

  /// Returns where `octet` stands, from the beginning of the text, at `start` or later, or -1.
  public int indexOf(int octet, int start) {
    for (int i = from + start; i < to; i++) {
      if (bytes[i] == octet) return i - from;
    }
    return -1;
  }

  /// Returns where `part` begins, at `start` or later, or -1.
  public int indexOf(byte[] part, int start) {
    if (part.length == 0) return start <= length() ? start : -1;
    int last = to - part.length;
    for (int i = from + start; i <= last; i++) {
      boolean begins = bytes[i] == part[0];
      if (begins && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) return i - from;
    }
    return -1;
  }

  /// Returns a copy.
  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  public static byte lowered(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
  }

  public static byte raised(byte octet) {
    return octet >= 'a' && octet <= 'z' ? (byte) (octet - 32) : octet;
  }

  @Override
  public String toString() {
    return new String(bytes, from, to - from, UTF_8);
  }
}
