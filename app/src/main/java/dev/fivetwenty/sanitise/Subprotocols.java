package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Hides what stands among WebSocket sub-protocols and is none: a browser can send no other field, so
/// that programs send keys there, as Kubernetes does.
///
/// Commas stay, and equal members stay equal, so that the judge still sees whether what was chosen
/// had been offered.
final class Subprotocols {

  private static final String FIELD = "Sec-WebSocket-Protocol";

  /// Longer ones are taken for keys; those of IANA's registry that are in use are shorter.
  private static final int LONGEST = 24;

  static boolean isIn(String fieldName) {
    return fieldName.strip().equalsIgnoreCase(FIELD);
  }

  /// Covers long members of the value in `bytes[from, to)`.
  static void cover(byte[] bytes, int from, int to) {
    for (int member = from; member < to; ) {
      int end = Octets.indexOf(',', bytes, member, to);
      if (visible(bytes, member, end) > LONGEST) Octets.cover(bytes, member, end);
      member = end + 1;
    }
  }

  static String covered(String member) {
    byte[] bytes = member.getBytes(ISO_8859_1);
    cover(bytes, 0, bytes.length);
    return new String(bytes, ISO_8859_1);
  }

  private static int visible(byte[] bytes, int from, int to) {
    int visible = 0;
    for (int i = from; i < to; i++) if (!Octets.isBlank(bytes, i, i + 1)) visible++;
    return visible;
  }

  private Subprotocols() {}
}
