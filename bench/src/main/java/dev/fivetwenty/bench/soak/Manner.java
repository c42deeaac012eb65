package dev.fivetwenty.bench.soak;

/// How a client behaves on one connection. The number is its share of all connections.
enum Manner {
  /// Several requests, one after the other.
  KEPT(50),
  /// Several at once; a broken reply is only the last one's, since nobody can say what an edge does with the rest.
  PIPELINED(12),
  /// One request with `Connection: close`.
  CLOSING(12),
  HTTP_1_0(6),
  /// Sends FIN behind its request and reads on.
  HALF_CLOSED(6),
  /// Reads a large reply in small pieces, slower than the origin sends.
  SLOW(4),
  /// Leaves in the middle of a reply.
  LEAVES_REPLY(5),
  /// Leaves in the middle of its own content.
  LEAVES_UPLOAD(5);

  private final int share;

  Manner(int share) {
    this.share = share;
  }

  /// Returns the manner for a number of 0 to 99.
  static Manner of(int percent) {
    int left = percent;
    for (Manner manner : values()) {
      left -= manner.share;
      if (left < 0) return manner;
    }
    throw new IllegalArgumentException(percent + " is no percentage");
  }

  boolean leaves() {
    return this == LEAVES_REPLY || this == LEAVES_UPLOAD;
  }
}
