package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.doctor.CertificateDemand;
import dev.fivetwenty.peers.Asking.Question;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// nginx as an origin, in good health and in the ways in which its users meet a 520.
class NginxTest {

  static final int PORT = Peer.freePort();
  static final int TLS_PORT = Peer.freePort();
  static final int H2_PORT = Peer.freePort();
  private static final int MUTUAL_TLS_PORT = Peer.freePort();
  static final String URL = "http://127.0.0.1:" + PORT;

  private static Peer nginx;
  private static Asking asking;

  @BeforeAll
  static void start(@TempDir Path folder) {
    Peer.write(folder, "page.html", "<p>hello</p>\n".repeat(500));
    TestAuthority.in(folder).sound("server");
    nginx =
        Nginx.start(
            folder,
            """
            gzip on; gzip_types text/html; gzip_min_length 10;
            server {
              listen 127.0.0.1:%d;
              root %s;
              location = /444 { return 444; }
              location = /204 { return 204; }
              location = /moved { return 301 /page.html; }
              location = /brief { keepalive_timeout 1s; return 200 "ok"; }
              location = /once { keepalive_timeout 0; return 200 "ok"; }
            }
            server {
              listen 127.0.0.1:%d ssl;
              ssl_certificate server.pem; ssl_certificate_key server.key;
              location / { return 200 "over TLS"; }
              location = /about { return 200 "nginx then says: No required SSL certificate was sent"; }
            }
            server { listen 127.0.0.1:%d http2; return 200 "h2"; }
            server {
              listen 127.0.0.1:%d ssl;
              ssl_certificate server.pem; ssl_certificate_key server.key;
              ssl_client_certificate authority.pem; ssl_verify_client on;
              return 200 "known";
            }
            """
                .formatted(PORT, folder, TLS_PORT, H2_PORT, MUTUAL_TLS_PORT),
            PORT, TLS_PORT, H2_PORT, MUTUAL_TLS_PORT);
    asking = new Asking();
  }

  @AfterAll
  static void stop() {
    if (asking != null) asking.close();
    if (nginx != null) nginx.close();
  }

  @Test
  void aStaticFileIsSound() {
    Asking.sound(200, asking.get(URL + "/page.html"));
  }

  @Test
  void headHasNoContentAndNoFault() {
    Asking.sound(200, asking.ask(get("/page.html").request(r -> r.method("HEAD"))));
  }

  @Test
  void compressedAndChunkedIsSound() {
    var attempt = asking.ask(get("/page.html").request(r -> r.with("Accept-Encoding", "gzip")));

    Asking.sound(200, attempt);
    var head = attempt.observation().reply().orElseThrow().head().orElseThrow();
    assertThat(head.value("Content-Encoding")).contains("gzip");
    assertThat(head.value("Transfer-Encoding")).contains("chunked");
  }

  @Test
  void rangesAreSound() {
    Asking.sound(206, asking.ask(get("/page.html").request(r -> r.with("Range", "bytes=10-99"))));
    Asking.sound(
        206, asking.ask(get("/page.html").request(r -> r.with("Range", "bytes=0-9,20-29"))));
    Asking.sound(
        416, asking.ask(get("/page.html").request(r -> r.with("Range", "bytes=999999-"))));
  }

  @Test
  void notModifiedIsSound() {
    var head =
        asking.get(URL + "/page.html").observation().reply().orElseThrow().head().orElseThrow();
    String tag = head.value("ETag").orElseThrow();

    Asking.sound(304, asking.ask(get("/page.html").request(r -> r.with("If-None-Match", tag))));
  }

  @Test
  void noContentRedirectAndNotFoundAreSound() {
    Asking.sound(204, asking.get(URL + "/204"));
    Asking.sound(301, asking.get(URL + "/moved"));
    Asking.sound(404, asking.get(URL + "/nothing-here"));
  }

  @Test
  void http10IsAnsweredUntilTheConnectionCloses() {
    Asking.sound(200, asking.ask(get("/page.html").request(r -> r.version("HTTP/1.0"))));
  }

  @Test
  void return444IsAnEmptyReply() {
    var verdict = asking.fault(Cause.RESP_EMPTY_FIN, get("/444"));

    assertThat(verdict.status(Presentation.EDGE_52X)).isEqualTo(520);
  }

  @Test
  void anIdleConnectionIsClosedAfterItsSecond() throws Exception {
    var attempt = asking.ask(get("/brief").keepingOpen());
    try (var kept = attempt.kept().orElseThrow()) {
      var idle = kept.whenDisturbed().get(60, TimeUnit.SECONDS);

      assertThat(idle.closed()).isTrue();
      assertThat(idle.unsolicited()).isEmpty();
      assertThat(idle.after()).isPositive();
    }
  }

  @Test
  void aConnectionThatIsNotKeptIsNotHandedOut() {
    var attempt = asking.ask(get("/once").keepingOpen());

    Asking.sound(200, attempt);
    assertThat(attempt.kept()).isEmpty();
  }

  @Test
  void plainHttpToTheTlsPortIsASound400() {
    var attempt = asking.get("http://127.0.0.1:" + TLS_PORT + "/");

    Asking.answered(400, attempt);
    assertThat(new String(attempt.received())).contains("plain HTTP request was sent to HTTPS port");
  }

  @Test
  void aSelfSignedOriginWorksAsWithModeFull() {
    Asking.answered(200, asking.get("https://127.0.0.1:" + TLS_PORT + "/"));
  }

  @Test
  void aClientCertificateIsDemandedByAPage() {
    var attempt = asking.get("https://127.0.0.1:" + MUTUAL_TLS_PORT + "/");

    Asking.answered(400, attempt);
    assertThat(CertificateDemand.noted(attempt).judgement().findings())
        .extracting(Finding::summary)
        .contains("the origin demands a client certificate, and was shown none");
  }

  @Test
  void aPageAboutTheDemandIsNone() {
    var attempt = asking.get("https://127.0.0.1:" + TLS_PORT + "/about");

    Asking.answered(200, attempt);
    assertThat(CertificateDemand.of(attempt)).isEmpty();
  }

  @Test
  void tlsToThePlainPortMeetsAPlaintextPeer() {
    asking.fault(Cause.TLS_PLAINTEXT_PEER, Question.get("https://127.0.0.1:" + PORT + "/"));
  }

  @Test
  void anOriginThatSpeaksOnlyHttp2IsNamed() {
    asking.fault(Cause.NONHTTP_H2, Question.get("http://127.0.0.1:" + H2_PORT + "/"));
  }

  private static Question get(String path) {
    return Question.get(URL + path);
  }
}
