package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/// The texts are those of the two providers; the tests with real connections are in [TlsTest].
class TlsAlertsTest {

  @Test
  void readsTheJdksText() {
    var thrown = new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required");
    assertThat(TlsAlerts.received(new DecoderException(thrown))).isEqualTo(116);
    assertThat(TlsAlerts.received(new SSLException("Received fatal alert: bad_certificate")))
        .isEqualTo(42);
  }

  @Test
  void readsBoringSslsNumber() {
    var thrown =
        new SSLException(
            "error:1000045c:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED");
    assertThat(TlsAlerts.received(new DecoderException(thrown))).isEqualTo(116);
  }

  @Test
  void isNotMisledByOtherTexts() {
    assertThat(TlsAlerts.received(new SSLException("error:1000008b:SSL routines"))).isEqualTo(-1);
    assertThat(TlsAlerts.received(new SSLException("error:10"))).isEqualTo(-1);
    assertThat(TlsAlerts.received(new SSLException("Received fatal alert: something_new")))
        .isEqualTo(-1);
    assertThat(TlsAlerts.received(new SSLException((String) null))).isEqualTo(-1);
  }
}
