package dev.fivetwenty.wire;

/// How single bytes are shown to people.
final class Octets {

  /// Returns `'A'` for printable ASCII and `0x0D` for everything else.
  static String show(int octet) {
    return octet > 0x20 && octet < 0x7F ? "'" + (char) octet + "'" : "0x%02X".formatted(octet);
  }

  private Octets() {}
}
