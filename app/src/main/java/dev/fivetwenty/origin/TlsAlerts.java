package dev.fivetwenty.origin;

import java.util.Map;

/// The alerts of TLS by id and name (RFC 8446 §6), and the one place that takes an id out of the
/// text of a provider's exception: an encrypted alert is told in no other way.
final class TlsAlerts {

  static final int NONE = -1;
  static final int HANDSHAKE_FAILURE = 40;
  static final int ILLEGAL_PARAMETER = 47;
  static final int PROTOCOL_VERSION = 70;
  static final int NO_APPLICATION_PROTOCOL = 120;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "close_notify"),
          Map.entry(10, "unexpected_message"),
          Map.entry(20, "bad_record_mac"),
          Map.entry(21, "decryption_failed"),
          Map.entry(22, "record_overflow"),
          Map.entry(30, "decompression_failure"),
          Map.entry(HANDSHAKE_FAILURE, "handshake_failure"),
          Map.entry(41, "no_certificate"),
          Map.entry(42, "bad_certificate"),
          Map.entry(43, "unsupported_certificate"),
          Map.entry(44, "certificate_revoked"),
          Map.entry(45, "certificate_expired"),
          Map.entry(46, "certificate_unknown"),
          Map.entry(ILLEGAL_PARAMETER, "illegal_parameter"),
          Map.entry(48, "unknown_ca"),
          Map.entry(49, "access_denied"),
          Map.entry(50, "decode_error"),
          Map.entry(51, "decrypt_error"),
          Map.entry(60, "export_restriction"),
          Map.entry(PROTOCOL_VERSION, "protocol_version"),
          Map.entry(71, "insufficient_security"),
          Map.entry(80, "internal_error"),
          Map.entry(86, "inappropriate_fallback"),
          Map.entry(90, "user_canceled"),
          Map.entry(100, "no_renegotiation"),
          Map.entry(109, "missing_extension"),
          Map.entry(110, "unsupported_extension"),
          Map.entry(111, "certificate_unobtainable"),
          Map.entry(112, "unrecognized_name"),
          Map.entry(113, "bad_certificate_status_response"),
          Map.entry(114, "bad_certificate_hash_value"),
          Map.entry(115, "unknown_psk_identity"),
          Map.entry(116, "certificate_required"),
          Map.entry(NO_APPLICATION_PROTOCOL, "no_application_protocol"));

  /// What the JDK's provider puts in front of an alert's name, or behind it in brackets.
  private static final String JDK_FATAL = "Received fatal alert: ";
  /// What BoringSSL's errors start with; eight hexadecimal digits follow.
  private static final String BORINGSSL_ERROR = "error:";
  /// BoringSSL numbers the reason "received alert n" 1000 + n, in the low twelve bits.
  private static final int BORINGSSL_ALERTS = 1000;

  /// Returns the registered name, or `alert n`; empty for none.
  static String name(int id) {
    return id < 0 ? "" : NAMES.getOrDefault(id, "alert " + id);
  }

  /// Returns the id of the alert whose arrival an exception reports, or [#NONE].
  static int received(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String text = t.getMessage();
      if (text == null) continue;
      int id = fromJdk(text);
      if (id < 0) id = fromBoringSsl(text);
      if (id >= 0) return id;
    }
    return NONE;
  }

  private static int fromJdk(String text) {
    int at = text.indexOf(JDK_FATAL);
    if (at < 0) return NONE;
    String name = text.substring(at + JDK_FATAL.length());
    for (var entry : NAMES.entrySet()) {
      if (entry.getValue().equals(name)) return entry.getKey();
    }
    return NONE;
  }

  private static int fromBoringSsl(String text) {
    int at = text.indexOf(BORINGSSL_ERROR);
    int from = at + BORINGSSL_ERROR.length();
    if (at < 0 || from + 8 > text.length()) return NONE;
    try {
      int reason = Integer.parseUnsignedInt(text.substring(from, from + 8), 16) & 0xFFF;
      int id = reason - BORINGSSL_ALERTS;
      return id >= 0 && id <= 255 ? id : NONE;
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  private TlsAlerts() {}
}
