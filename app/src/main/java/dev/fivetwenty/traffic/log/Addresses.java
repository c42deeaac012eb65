package dev.fivetwenty.traffic.log;

import dev.fivetwenty.rules.value.Address;
import java.nio.charset.StandardCharsets;

/// Reads addresses where they lie. IPv4 takes no text of its own; IPv6 is left to the library.
final class Addresses {

  private static final int MOST_TEXT = 60;

  /// Returns null for what is not an address.
  static Address of(byte[] bytes, int from, int to) {
    long value = 0;
    int octet = -1;
    int dots = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b >= '0' && b <= '9') {
        octet = octet < 0 ? b - '0' : octet * 10 + b - '0';
        if (octet > 255) return slow(bytes, from, to);
      } else if (b == '.' && octet >= 0 && dots < 3) {
        value = value << 8 | octet;
        octet = -1;
        dots++;
      } else {
        return slow(bytes, from, to);
      }
    }
    return dots == 3 && octet >= 0 ? new Address(true, 0, value << 8 | octet) : null;
  }

  private static Address slow(byte[] bytes, int from, int to) {
    if (to - from > MOST_TEXT) return null;
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    // In brackets, perhaps with a port behind, which is not of the address.
    int close = text.startsWith("[") ? text.indexOf(']') : -1;
    return Address.parse(close < 0 ? text : text.substring(1, close)).orElse(null);
  }

  private Addresses() {}
}
