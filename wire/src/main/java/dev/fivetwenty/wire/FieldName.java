package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/// The field names that a reader itself must understand.
enum FieldName {
  OTHER,
  HOST,
  EXPECT,
  UPGRADE,
  LOCATION,
  CONNECTION,
  CONTENT_LENGTH,
  TRANSFER_ENCODING,
  CONTENT_DISPOSITION,
  SEC_WEBSOCKET_KEY,
  SEC_WEBSOCKET_ACCEPT,
  SEC_WEBSOCKET_PROTOCOL,
  SEC_WEBSOCKET_EXTENSIONS;

  private final byte[] lower = name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(US_ASCII);

  /// Returns the name that stands between `from` and `to`, in any case.
  ///
  /// The length alone tells the candidates apart, so most names cost one comparison or none.
  static FieldName of(byte[] bytes, int from, int to) {
    FieldName candidate =
        switch (to - from) {
          case 4 -> HOST;
          case 6 -> EXPECT;
          case 7 -> UPGRADE;
          case 8 -> LOCATION;
          case 10 -> CONNECTION;
          case 14 -> CONTENT_LENGTH;
          case 17 -> (bytes[from] | 0x20) == 't' ? TRANSFER_ENCODING : SEC_WEBSOCKET_KEY;
          case 19 -> CONTENT_DISPOSITION;
          case 20 -> SEC_WEBSOCKET_ACCEPT;
          case 22 -> SEC_WEBSOCKET_PROTOCOL;
          case 24 -> SEC_WEBSOCKET_EXTENSIONS;
          default -> OTHER;
        };
    return candidate != OTHER && Scan.same(bytes, from, to, candidate.lower) ? candidate : OTHER;
  }

  /// True for the two fields that say where a message ends: no two readers may differ about them.
  boolean isFraming() {
    return this == CONTENT_LENGTH || this == TRANSFER_ENCODING;
  }
}
