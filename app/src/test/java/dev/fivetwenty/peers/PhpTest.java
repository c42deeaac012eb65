package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.peers.Asking.Question;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PHP-FPM behind nginx and behind Apache httpd: children that die, heads that do not fit.
class PhpTest {

  static final int NGINX_PORT = Peer.freePort();
  static final int APACHE_PORT = Peer.freePort();
  static final int FPM_PORT = Peer.freePort();
  static final int BIG_PORT = Peer.freePort();
  static final String NGINX = "http://127.0.0.1:" + NGINX_PORT;
  static final String APACHE = "http://127.0.0.1:" + APACHE_PORT;

  private static Peer fpm;
  private static Peer node;
  private static Peer nginx;
  private static Peer apache;
  private static Asking asking;

  @BeforeAll
  static void start(@TempDir Path folder) {
    Peer.readable(folder);
    writeScripts(folder);
    fpm = PhpFpm.start(folder, FPM_PORT);
    node =
        NodeServer.start(
            folder,
            """
            require('http').createServer((q, r) => {
              r.setHeader('X-Big', 'b'.repeat(6000)); r.end('ok');
            }).listen(PORT, '127.0.0.1');
            """,
            BIG_PORT);
    nginx = Nginx.start(folder, nginxBehaviour(folder), NGINX_PORT);
    apache = Apache.start(folder, apacheBehaviour(folder), APACHE_PORT);
    asking = new Asking();
  }

  @AfterAll
  static void stop() {
    if (asking != null) asking.close();
    for (Peer peer : new Peer[] {apache, nginx, node, fpm}) if (peer != null) peer.close();
  }

  @Test
  void aPageOfBothIsSound() {
    Asking.sound(200, asking.get(NGINX + "/ok.php"));
    Asking.sound(200, asking.get(APACHE + "/ok.php"));
    Asking.sound(200, asking.ask(Question.get(NGINX + "/ok.php").request(r -> r.method("HEAD"))));
    Asking.sound(200, asking.ask(Question.get(APACHE + "/ok.php").request(r -> r.method("HEAD"))));
  }

  @Test
  void staticFilesOfApacheAreSound() {
    Question page = Question.get(APACHE + "/page.html");
    var attempt = asking.ask(page);
    Asking.sound(200, attempt);
    String tag =
        attempt.observation().reply().orElseThrow().head().orElseThrow().value("ETag").orElseThrow();

    Asking.sound(200, asking.ask(page.request(r -> r.method("HEAD"))));
    Asking.sound(200, asking.ask(page.request(r -> r.with("Accept-Encoding", "gzip"))));
    Asking.sound(206, asking.ask(page.request(r -> r.with("Range", "bytes=10-99"))));
    Asking.sound(304, asking.ask(page.request(r -> r.with("If-None-Match", tag))));
    Asking.sound(404, asking.get(APACHE + "/nothing-here"));
  }

  @Test
  void aChildThatDiesBeforeItsReplyIsNginxs502() {
    fails(502, "nginx", asking.get(NGINX + "/dies.php"));
  }

  @Test
  void aChildThatDiesBeforeItsReplyIsApaches503() {
    fails(503, "Apache", asking.get(APACHE + "/dies.php"));
  }

  @Test
  void aChildThatDiesWithinItsReplyLeavesTheChunksOfNginxOpen() {
    var verdict = asking.fault(Cause.BODY_CHUNK_EOF, Question.get(NGINX + "/breaks-off.php"));

    assertThat(verdict.headCommitted()).isTrue();
  }

  @Test
  void aChildThatDiesWithinItsReplyLeavesTheChunksOfApacheOpen() {
    asking.fault(Cause.BODY_CHUNK_EOF, Question.get(APACHE + "/breaks-off.php"));
  }

  @Test
  void aChildThatDiesWithinAnAnnouncedLengthIsNamed() {
    asking.fault(Cause.BODY_SHORT_FIN, Question.get(NGINX + "/announced.php"));
  }

  @Test
  void aHeadOverFastcgiBufferSizeIsNginxs502() {
    fails(502, "nginx", asking.get(NGINX + "/big-head.php"));
  }

  @Test
  void aHeadOverProxyBufferSizeIsNginxs502() {
    fails(502, "nginx", asking.get(NGINX + "/node/"));
  }

  @Test
  void theSameHeadPassesThroughApacheAndIsOverTheLimitOfClassic() {
    asking.fault(Cause.LIMIT_HEADER_SECTION, Question.get(APACHE + "/big-head.php"));
  }

  /// A sound reply that says 5xx: a finding that leads to the server in front, never a 520.
  private static void fails(int status, String server, Attempt attempt) {
    Asking.answered(status, attempt);
    Asking.finding(Cause.ORIGIN_5XX, attempt);
    var head = attempt.observation().reply().orElseThrow().head().orElseThrow();
    assertThat(head.value("Server").orElse("")).startsWith(server);
  }

  private static void writeScripts(Path folder) {
    Peer.write(folder, "page.html", "<p>hello</p>\n".repeat(500));
    Peer.write(folder, "ok.php", "<?php echo 'ok';");
    Peer.write(folder, "dies.php", "<?php posix_kill(posix_getpid(), 9);");
    Peer.write(
        folder,
        "breaks-off.php",
        "<?php echo str_repeat('a', 20000); flush(); posix_kill(posix_getpid(), 9);");
    Peer.write(
        folder,
        "announced.php",
        "<?php header('Content-Length: 50000'); echo str_repeat('a', 20000); flush();"
            + " posix_kill(posix_getpid(), 9);");
    Peer.write(
        folder,
        "big-head.php",
        "<?php for ($i = 0; $i < 60; $i++) header(\"X-Big-$i: \" . str_repeat('b', 200));");
  }

  private static String nginxBehaviour(Path folder) {
    return """
           server {
             listen 127.0.0.1:%d;
             fastcgi_buffer_size 4k;
             proxy_buffer_size 4k;
             location ~ \\.php$ {
               fastcgi_pass 127.0.0.1:%d;
               fastcgi_param SCRIPT_FILENAME %s$fastcgi_script_name;
               fastcgi_param REQUEST_METHOD $request_method;
             }
             location /node/ { proxy_pass http://127.0.0.1:%d; }
           }
           """
        .formatted(NGINX_PORT, FPM_PORT, folder, BIG_PORT);
  }

  private static String apacheBehaviour(Path folder) {
    return """
           Listen 127.0.0.1:%d
           DocumentRoot %s
           AddType text/html .html
           AddOutputFilterByType DEFLATE text/html
           <FilesMatch "\\.php$">
             SetHandler "proxy:fcgi://127.0.0.1:%d"
           </FilesMatch>
           """
        .formatted(APACHE_PORT, folder, FPM_PORT);
  }
}
