package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.load.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One kind of traffic to compare under.
enum Row {
  KIB("1k", "1 KiB, keep-alive", 1 << 10, 64),
  KIB_1000("1k-1000", "1 KiB, keep-alive", 1 << 10, 1000),
  KIB_CLOSE("1k-close", "1 KiB, a connection for each request", 1 << 10, 64),
  KIB_TLS("1k-tls", "1 KiB, TLS 1.3, keep-alive", 1 << 10, 64),
  KIB_HANDSHAKE("1k-handshake", "1 KiB, a connection with a full TLS 1.3 handshake for each request", 1 << 10, 64),
  KIB64("64k", "64 KiB, keep-alive", 64 << 10, 64),
  KIB64_1000("64k-1000", "64 KiB, keep-alive", 64 << 10, 1000),
  KIB64_CLOSE("64k-close", "64 KiB, a connection for each request", 64 << 10, 64),
  KIB64_TLS("64k-tls", "64 KiB, TLS 1.3, keep-alive", 64 << 10, 64),
  MIB10("10m", "10 MiB, keep-alive", 10 << 20, 8),
  BROKEN("broken", "1 KiB, keep-alive, every tenth reply of the origin is broken", 1 << 10, 64),
  ALL_BROKEN("all-broken", "1 KiB, keep-alive, every reply of the origin is broken", 1 << 10, 64),
  DOWN("down", "1 KiB, keep-alive, the origin is gone and copies stand in", 1 << 10, 64),
  DOWN_64K("down-64k", "64 KiB, keep-alive, the origin is gone and copies stand in", 64 << 10, 64);

  /// What can be said in five minutes.
  static final List<Row> QUICK = List.of(KIB, KIB64, BROKEN);

  private final String slug;
  private final String words;
  private final int size;
  private final int connections;

  Row(String slug, String words, int size, int connections) {
    this.slug = slug;
    this.words = words;
    this.size = size;
    this.connections = connections;
  }

  static Optional<Row> named(String slug) {
    return List.of(values()).stream().filter(row -> row.slug.equals(slug)).findFirst();
  }

  String slug() {
    return slug;
  }

  String words() {
    return "%s, %,d connections".formatted(words, connections);
  }

  int connections() {
    return connections;
  }

  /// Returns the bytes of content of a reply.
  int size() {
    return size;
  }

  boolean isTls() {
    return this == KIB_TLS || this == KIB_HANDSHAKE || this == KIB64_TLS;
  }

  boolean isBroken() {
    return this == BROKEN || this == ALL_BROKEN;
  }

  /// Returns whether the origin ends when everyone has answered once.
  boolean isDown() {
    return this == DOWN || this == DOWN_64K;
  }

  boolean isKeepAlive() {
    return this != KIB_CLOSE && this != KIB64_CLOSE && this != KIB_HANDSHAKE;
  }

  /// Returns the requests to send in turn. A broken one says in its path how the origin is to break the reply, so that a proxy
  /// that tries again fails again, and each fails as often as the others.
  List<Ask> asks() {
    Ask sound = Ask.of("/" + size, isKeepAlive(), size, false);
    if (!isBroken()) return List.of(sound);
    List<Ask> asks = new ArrayList<>();
    for (BreakingOrigin.Break kind : BreakingOrigin.Break.values()) {
      for (int i = 0; this == BROKEN && i < 9; i++) asks.add(sound);
      asks.add(Ask.of(kind.path(), isKeepAlive(), size, true));
    }
    return asks;
  }
}
