package dev.fivetwenty.edge.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// How Ray IDs are written: 16 lower-case hexadecimal digits, `-`, the site.
final class RayId {

  static final int DIGITS = 16;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  /// Appends the digits of `ray` to `out`.
  static void write(long ray, ByteBuf out) {
    for (int shift = 60; shift >= 0; shift -= 4) out.writeByte(HEX[(int) (ray >>> shift) & 15]);
  }

  static String text(long ray, String site) {
    return "%016x-%s".formatted(ray, site);
  }

  private RayId() {}
}
