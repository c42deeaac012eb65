package dev.fivetwenty.edge.route;

/// Numbers for clients, the same for the same address, on which a [Route] that keeps clients at
/// their origin depends.
public final class ClientKey {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// @param address as text, in any form that is always the same for one client
  public static long of(byte[] address, int from, int to) {
    long hash = FNV_BASIS;
    for (int i = from; i < to; i++) hash = (hash ^ address[i]) * FNV_PRIME;
    return hash;
  }

  /// Returns a number of which every bit depends on every bit of the given one.
  static long mixed(long hash) {
    long h = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  private ClientKey() {}
}
