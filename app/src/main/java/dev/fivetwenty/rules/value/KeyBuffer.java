package dev.fivetwenty.rules.value;

import java.util.Arrays;

/// The values that one request is counted by, one behind the other, so that two requests have the same
/// bytes exactly if they have the same values. Confined to a thread; used again and again.
public final class KeyBuffer {

  private static final byte MISSING = 0;
  private static final byte TEXT = 1;
  private static final byte NUMBER = 2;
  private static final byte IPV4 = 4;
  private static final byte IPV6 = 6;

  private byte[] bytes = new byte[256];
  private int length;

  public void reset() {
    length = 0;
  }

  /// Adds a value that is not there, which is another one than an empty one.
  public void addMissing() {
    room(1);
    bytes[length++] = MISSING;
  }

  public void add(Slice text) {
    int octets = text.length();
    room(5 + octets);
    bytes[length++] = TEXT;
    put(octets, 4);
    System.arraycopy(text.bytes(), text.from(), bytes, length, octets);
    length += octets;
  }

  public void add(long number) {
    room(9);
    bytes[length++] = NUMBER;
    put(number, 8);
  }

  public void add(Address address) {
    room(17);
    bytes[length++] = address.ipv4() ? IPV4 : IPV6;
    if (!address.ipv4()) put(address.upper(), 8);
    put(address.lower(), address.ipv4() ? 4 : 8);
  }

  private void put(long number, int octets) {
    for (int i = octets - 1; i >= 0; i--) bytes[length++] = (byte) (number >>> 8 * i);
  }

  private void room(int more) {
    if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }
}
