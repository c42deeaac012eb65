package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.peers.Asking.Question;
import dev.fivetwenty.wire.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Node as an origin: its usual replies, and applications that throw their connection away.
class NodeTest {

  static final int PORT = Peer.freePort();
  static final int BRIEF_PORT = Peer.freePort();
  static final int TLS_PORT = Peer.freePort();
  static final int EXPIRED_PORT = Peer.freePort();
  static final int H2_PORT = Peer.freePort();
  static final String URL = "http://127.0.0.1:" + PORT;

  private static final String SCRIPT =
      """
      const fs = require('fs');
      const own = { cert: fs.readFileSync('sound.pem'), key: fs.readFileSync('sound.key') };
      const old = { cert: fs.readFileSync('old.pem'), key: fs.readFileSync('old.key') };
      const pages = {
        '/ok': (q, r) => r.end('ok'),
        '/chunks': (q, r) => { for (let i = 0; i < 40; i++) r.write('x'.repeat(i)); r.end(); },
        '/trailers': (q, r) => {
          r.writeHead(200, { 'Trailer': 'X-Sum' });
          r.write('x'); r.addTrailers({ 'X-Sum': '1' }); r.end();
        },
        '/hints': (q, r) => r.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => r.end('ok')),
        '/none': (q, r) => { r.writeHead(204); r.end(); },
        '/destroy': (q) => q.socket.destroy(),
        '/reset': (q) => q.socket.resetAndDestroy(),
        '/half': (q, r) => {
          r.writeHead(200, { 'Content-Length': 1000 });
          r.write('x'.repeat(100), () => q.socket.destroy());
        },
        '/half-chunked': (q, r) => r.write('x'.repeat(100), () => q.socket.destroy()),
        '/big-head': (q, r) => { r.setHeader('X-Big', 'b'.repeat(9000)); r.end('ok'); },
        '/fails': (q, r) => { r.statusCode = 500; r.end('broken'); },
        '/large': (q, r) => r.end(Buffer.alloc(20 << 20)),
      };
      // Its own 5 s are less than an edge keeps a connection, which is worth a finding.
      const patient = { keepAliveTimeout: 1000000 };
      const http = require('http'), https = require('https');
      http.createServer(patient, (q, r) => pages[q.url](q, r)).listen(PORT, '127.0.0.1');
      http.createServer({ keepAliveTimeout: 1000 }, pages['/ok']).listen(%d, '127.0.0.1');
      https.createServer({ ...own, ...patient }, pages['/ok']).listen(%d, '127.0.0.1');
      https.createServer({ ...old, ...patient }, pages['/ok']).listen(%d, '127.0.0.1');
      require('http2').createSecureServer(own, (q, r) => r.end('ok')).listen(%d, '127.0.0.1');
      """
          .formatted(BRIEF_PORT, TLS_PORT, EXPIRED_PORT, H2_PORT);

  private static Peer node;
  private static Asking asking;
  private static Path authorities;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var authority = TestAuthority.in(folder);
    authority.sound("sound");
    authority.expired("old");
    authorities = folder.resolve("authority.pem");
    node = NodeServer.start(folder, SCRIPT, PORT);
    asking = new Asking();
  }

  @AfterAll
  static void stop() {
    if (asking != null) asking.close();
    if (node != null) node.close();
  }

  @Test
  void itsUsualRepliesAreSound() {
    for (String path : List.of("/ok", "/chunks", "/trailers", "/hints", "/large")) {
      Asking.sound(200, asking.get(URL + path));
    }
    Asking.sound(204, asking.get(URL + "/none"));
    Asking.sound(200, asking.ask(get("/chunks").request(r -> r.method("HEAD"))));
    Asking.sound(200, asking.ask(get("/ok").request(r -> r.version("HTTP/1.0"))));
  }

  @Test
  void aLargeReplyIsReadWholeAndKeptInPart() {
    var attempt = asking.get(URL + "/large");

    assertThat(attempt.receivedTotal()).isGreaterThan(20 << 20);
    assertThat(attempt.received()).hasSizeLessThanOrEqualTo(1 << 20);
  }

  @Test
  void aDestroyedSocketIsAnEmptyReply() {
    asking.fault(Cause.RESP_EMPTY_FIN, get("/destroy"));
  }

  @Test
  void aResetSocketIsAnEmptyReplyByReset() {
    asking.fault(Cause.RESP_EMPTY_RST, get("/reset"));
  }

  @Test
  void contentThatBreaksOffIsNamedWithItsOffset() {
    var verdict = asking.fault(Cause.BODY_SHORT_FIN, get("/half"));

    assertThat(verdict.headCommitted()).isTrue();
    assertThat(verdict.evidence())
        .isInstanceOfSatisfying(
            Evidence.ShortContent.class,
            e -> {
              assertThat(e.declared()).isEqualTo(1000);
              assertThat(e.received()).isEqualTo(100);
            });
  }

  @Test
  void chunksThatBreakOffAreNamed() {
    asking.fault(Cause.BODY_CHUNK_EOF, get("/half-chunked"));
  }

  @Test
  void aHeadOverEightKibibytesIsAFaultOnlyInClassic() {
    var verdict = asking.fault(Cause.LIMIT_HEADER_SECTION, get("/big-head"));

    assertThat(verdict.evidence())
        .isInstanceOfSatisfying(
            Evidence.OverLimit.class,
            e -> {
              assertThat(e.limit()).isEqualTo(8192);
              assertThat(e.measured()).isGreaterThan(8192);
            });
    Asking.answered(200, asking.ask(get("/big-head").profile(Profile.CURRENT)));
  }

  @Test
  void anApplicationThatAnswers500IsAFindingNotAFault() {
    var attempt = asking.get(URL + "/fails");

    Asking.answered(500, attempt);
    Asking.finding(Cause.ORIGIN_5XX, attempt);
  }

  @Test
  void anIdleConnectionIsClosedAfterItsKeepAliveTime() throws Exception {
    var attempt = asking.ask(Question.get("http://127.0.0.1:" + BRIEF_PORT + "/").keepingOpen());
    Asking.finding(Cause.KEEPALIVE_SHORT, attempt);
    try (var kept = attempt.kept().orElseThrow()) {
      var idle = kept.whenDisturbed().get(10, TimeUnit.SECONDS);

      assertThat(idle.closed()).isTrue();
      assertThat(idle.after().toMillis()).isBetween(400L, 5000L);
    }
  }

  @Test
  void plainHttpToTheTlsPortGetsNoReply() {
    asking.fault(Cause.RESP_EMPTY_FIN, Question.get("http://127.0.0.1:" + TLS_PORT + "/"));
  }

  @Test
  void tlsThatAuthoritiesVouchForIsSound() {
    Asking.sound(200, asking.ask(tls(TLS_PORT, Trust.STRICT)));
  }

  @Test
  void anExpiredCertificateIsRefusedByStrictAndPointedOutByFull() {
    asking.fault(Cause.TLS_CERT_EXPIRED, tls(EXPIRED_PORT, Trust.STRICT));
    var attempt = asking.ask(tls(EXPIRED_PORT, Trust.FULL));

    Asking.answered(200, attempt);
    Asking.finding(Cause.CERT_NOT_VERIFIED, attempt);
  }

  @Test
  void anOriginThatSpeaksOnlyHttp2IsNamed() {
    asking.fault(Cause.TLS_ALPN_MISMATCH, tls(H2_PORT, Trust.FULL));
  }

  private static Question get(String path) {
    return Question.get(URL + path);
  }

  private static Question tls(int port, Trust trust) {
    var options =
        new TlsOptions(
            trust, Optional.empty(), List.of("http/1.1"), List.of(), Optional.of(authorities),
            Optional.empty(), Optional.empty());
    return Question.get("https://127.0.0.1:" + port + "/").tls(options);
  }
}
