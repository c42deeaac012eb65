package dev.fivetwenty.policy.ratelimit;

/// SipHash-2-4 with 128 bits: who does not know the secret cannot make two keys that share a count.
/// Set anew for each key; confined to a thread.
final class KeyHash {

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long first;
  private long second;

  /// Hashes the first bytes of an array.
  void of(byte[] bytes, int length, long secret0, long secret1) {
    v0 = 0x736f6d6570736575L ^ secret0;
    v1 = 0x646f72616e646f6dL ^ secret1 ^ 0xee;
    v2 = 0x6c7967656e657261L ^ secret0;
    v3 = 0x7465646279746573L ^ secret1;
    int at = 0;
    for (; at + 8 <= length; at += 8) take(word(bytes, at, 8));
    take((long) length << 56 | word(bytes, at, length - at));
    v2 ^= 0xee;
    rounds(4);
    first = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds(4);
    second = v0 ^ v1 ^ v2 ^ v3;
  }

  private static long word(byte[] bytes, int from, int octets) {
    long word = 0;
    for (int i = octets - 1; i >= 0; i--) word = word << 8 | bytes[from + i] & 0xFF;
    return word;
  }

  private void take(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }

  long first() {
    return first;
  }

  long second() {
    return second;
  }
}
