package dev.fivetwenty.origin;

import java.util.Optional;
import javax.net.ssl.SSLException;

/// What an exception after the handshake says.
///
/// @param alert       received, -1 for none
/// @param recordError a record could not be decrypted, or was none
/// @param defect      class and message of an exception that no peer can cause
record TlsLate(int alert, boolean recordError, Optional<String> defect) {

  private static final TlsLate NOTHING = new TlsLate(-1, false, Optional.empty());

  static TlsLate of(Optional<Throwable> thrown) {
    return thrown.map(TlsLate::of).orElse(NOTHING);
  }

  private static TlsLate of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        int alert = TlsAlerts.received(thrown);
        return new TlsLate(alert, alert < 0, Optional.empty());
      }
    }
    return new TlsLate(-1, false, Optional.of(thrown.toString()));
  }
}
