package dev.fivetwenty.rules.value;

import java.util.Arrays;

/// The nodes of a trie of one address family, without one-way branches: a node is a block that was
/// added or one where two part, so there are fewer than two for each block, of 29 bytes each.
///
/// Addresses are 128 bits from the left; an IPv4 address has the first 32 of them.
final class TrieNodes {

  static final int NOTHING = -1;

  private static final int NONE = -1;

  private long[] uppers = new long[8];
  private long[] lowers = new long[8];
  private byte[] prefixes = new byte[8];
  private int[] zeros = new int[8];
  private int[] ones = new int[8];
  private int[] values = new int[8];
  private int root = NONE;
  private int count;
  private int size;

  int size() {
    return size;
  }

  /// Returns the value of the longest block, or [#NOTHING].
  int find(long lower, long upper, int bits) {
    int found = NOTHING;
    int node = root;
    while (node != NONE) {
      int prefix = prefixes[node] & 0xFF;
      if (common(node, lower, upper) < prefix) return found;
      if (values[node] != NOTHING) found = values[node];
      if (prefix == bits) return found;
      node = bit(lower, upper, prefix) == 0 ? zeros[node] : ones[node];
    }
    return found;
  }

  void add(long lower, long upper, int prefix, int value) {
    int parent = NONE;
    int node = root;
    while (node != NONE) {
      int length = prefixes[node] & 0xFF;
      int common = Math.min(common(node, lower, upper), Math.min(length, prefix));
      if (common < length) {
        put(parent, lower, upper, split(node, common, lower, upper, prefix, value));
        return;
      }
      if (length == prefix) {
        if (values[node] == NOTHING) size++;
        if (values[node] == NOTHING) values[node] = value;
        return;
      }
      parent = node;
      node = bit(lower, upper, length) == 0 ? zeros[node] : ones[node];
    }
    put(parent, lower, upper, leaf(lower, upper, prefix, value));
  }

  /// Makes the node above `node` where a block parts from it, and returns it.
  private int split(int node, int common, long lower, long upper, int prefix, int value) {
    int above;
    if (common == prefix) {
      above = leaf(lower, upper, prefix, value);
    } else {
      above = node(lower & mask(common - 64), upper & mask(common), common, NOTHING);
      link(above, bit(lower, upper, common), leaf(lower, upper, prefix, value));
    }
    link(above, bit(lowers[node], uppers[node], common), node);
    return above;
  }

  private void put(int parent, long lower, long upper, int node) {
    if (parent == NONE) root = node;
    else link(parent, bit(lower, upper, prefixes[parent] & 0xFF), node);
  }

  private void link(int parent, int bit, int node) {
    if (bit == 0) zeros[parent] = node;
    else ones[parent] = node;
  }

  private int leaf(long lower, long upper, int prefix, int value) {
    size++;
    return node(lower, upper, prefix, value);
  }

  private int node(long lower, long upper, int prefix, int value) {
    if (count == values.length) resize(count * 2);
    lowers[count] = lower;
    uppers[count] = upper;
    prefixes[count] = (byte) prefix;
    zeros[count] = ones[count] = NONE;
    values[count] = value;
    return count++;
  }

  /// Gives back the room that no node has.
  void trim() {
    resize(count);
  }

  private void resize(int length) {
    uppers = Arrays.copyOf(uppers, length);
    lowers = Arrays.copyOf(lowers, length);
    prefixes = Arrays.copyOf(prefixes, length);
    zeros = Arrays.copyOf(zeros, length);
    ones = Arrays.copyOf(ones, length);
    values = Arrays.copyOf(values, length);
  }

  /// Returns how many leading bits a node shares with an address.
  private int common(int node, long lower, long upper) {
    long difference = uppers[node] ^ upper;
    return difference != 0
        ? Long.numberOfLeadingZeros(difference)
        : 64 + Long.numberOfLeadingZeros(lowers[node] ^ lower);
  }

  private static int bit(long lower, long upper, int place) {
    return (int) (place < 64 ? upper >>> 63 - place & 1 : lower >>> 127 - place & 1);
  }

  /// Returns a long whose first `bits` are ones, all of them from 64 on.
  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
  }
}
