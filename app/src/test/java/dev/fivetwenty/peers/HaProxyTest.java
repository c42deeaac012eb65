package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.peers.Asking.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HAProxy as an origin, as it stands in front of many: with nothing behind it, refusing, idle.
class HaProxyTest {

  static final int PORT = Peer.freePort();
  static final int EMPTY_PORT = Peer.freePort();
  static final int TLS_PORT = Peer.freePort();
  static final int H2_PORT = Peer.freePort();

  private static Peer haproxy;
  private static Asking asking;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    TestAuthority.in(folder).sound("server");
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(folder.resolve("server.pem"))
            + Files.readString(folder.resolve("server.key")));
    haproxy =
        HaProxy.start(
            folder,
            """
            frontend plain
              bind 127.0.0.1:%1$d
              timeout http-keep-alive 1s
              http-request reject if { path /reject }
              http-request deny deny_status 429 if { path /slower }
              http-request return status 200 content-type text/plain string ok
            frontend empty
              bind 127.0.0.1:%2$d
              default_backend nobody
            frontend tls
              bind 127.0.0.1:%3$d ssl crt %5$s
              http-request return status 200 content-type text/plain string ok
            frontend h2
              bind 127.0.0.1:%4$d proto h2
              http-request return status 200 content-type text/plain string ok
            backend nobody
            """
                .formatted(PORT, EMPTY_PORT, TLS_PORT, H2_PORT, both),
            PORT, EMPTY_PORT, TLS_PORT, H2_PORT);
    asking = new Asking();
  }

  @AfterAll
  static void stop() {
    if (asking != null) asking.close();
    if (haproxy != null) haproxy.close();
  }

  @Test
  void itsOwnReplyIsSound() {
    Asking.sound(200, asking.ask(get("/")));
    Asking.sound(200, asking.ask(get("/").request(r -> r.method("HEAD"))));
    Asking.sound(429, asking.ask(get("/slower")));
  }

  @Test
  void aBackendWithoutServersIsASound503() {
    var attempt = asking.get("http://127.0.0.1:" + EMPTY_PORT + "/");

    Asking.answered(503, attempt);
    Asking.finding(Cause.ORIGIN_5XX, attempt);
  }

  @Test
  void aRejectedRequestIsAnEmptyReply() {
    asking.fault(Cause.RESP_EMPTY_FIN, get("/reject"));
  }

  @Test
  void anIdleConnectionIsClosedAfterItsSecond() throws Exception {
    try (var kept = asking.ask(get("/").keepingOpen()).kept().orElseThrow()) {
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
  void anHttp2PortClosesWithoutAWord() {
    asking.fault(Cause.RESP_EMPTY_FIN, Question.get("http://127.0.0.1:" + H2_PORT + "/"));
  }

  private static Question get(String path) {
    return Question.get("http://127.0.0.1:" + PORT + path);
  }
}
