package dev.fivetwenty.origin;

import dev.fivetwenty.cause.TlsAlert;

/// The one place that takes an alert out of the text of a provider's exception: an encrypted alert
/// is told in no other way.
final class TlsAlerts {

  static final int NONE = -1;

  /// What the JDK's provider puts in front of an alert's name.
  private static final String JDK_FATAL = "Received fatal alert: ";
  /// What BoringSSL's errors start with; eight hexadecimal digits follow.
  private static final String BORINGSSL_ERROR = "error:";
  /// BoringSSL numbers the reason "received alert n" 1000 + n, in the low twelve bits.
  private static final int BORINGSSL_ALERTS = 1000;

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
    for (TlsAlert alert : TlsAlert.values()) {
      if (alert.token().equals(name)) return alert.id();
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
