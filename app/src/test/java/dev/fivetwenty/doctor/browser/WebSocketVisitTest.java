package dev.fivetwenty.doctor.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.peers.Programs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A page with WebSockets in a real Chromium, and a server of them that is no more than its bytes.
class WebSocketVisitTest {

  /// The last part is answered when both sockets are done with, so that the page is not loaded before.
  private static final String PAGE =
      """
      <!doctype html><script>
      const live = new WebSocket('ws://' + location.host + '/live?token=abc');
      live.onmessage = event => {
        live.send(new Uint8Array([1, 2, 255]));
        new WebSocket('ws://' + location.host + '/refused').onerror = () => live.send('done');
      };
      </script><img src="/last.png">
      """;

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  @TempDir Path folder;

  private final CountDownLatch done = new CountDownLatch(1);

  @Test
  void framesAreRecordedAsChromeExportsThem() throws Exception {
    Path program = Programs.require("chromium");
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(server));
      URI page = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      var target = new Target(page, Optional.empty(), server.getLocalPort());
      var visit =
          new BrowserVisit(page, List.of(), Optional.empty(), Optional.empty(), Duration.ofMinutes(2));
      try (Browser browser =
          Browser.start(program, BrowserWay.to(target, true, false), folder, Timekeeper.system())) {
        List<HarEntry> entries =
            visit.run(browser, Timekeeper.system()).entries(List.of()).stream().map(json -> new HarEntry(0, 0, json)).toList();
        live(entry(entries, "/live?token=abc"));
        refused(entry(entries, "/refused"));
      }
    }
  }

  private static HarEntry entry(List<HarEntry> entries, String path) {
    return entries.stream().filter(e -> e.url().startsWith("ws:") && e.url().endsWith(path)).findFirst().orElseThrow();
  }

  private static void live(HarEntry entry) {
    assertThat(entry.status()).isEqualTo(101);
    assertThat(entry.error()).isEmpty();
    assertThat(entry.object().text("_resourceType")).isEqualTo("websocket");
    assertThat(messages(entry)).containsExactly("receive 1 hello", "send 2 AQL/", "send 1 done");
  }

  private static void refused(HarEntry entry) {
    assertThat(entry.status()).isEqualTo(503);
    assertThat(entry.error()).contains("Error during WebSocket handshake: Unexpected response code: 503");
  }

  private static List<String> messages(HarEntry entry) {
    return entry.object().list("_webSocketMessages").stream()
        .map(Json.Obj.class::cast)
        .map(message -> message.text("type") + " " + message.text("opcode") + " " + message.text("data"))
        .toList();
  }

  private void serve(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void answer(Socket client) {
    try (client) {
      var in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      OutputStream out = client.getOutputStream();
      switch (head.split(" ", 3)[1].split("\\?")[0]) {
        case "/" -> send(out, "200 OK", PAGE);
        case "/live" -> talk(in, out, head);
        case "/refused" -> send(out, "503 Service Unavailable", "");
        default -> {
          done.await(2, TimeUnit.MINUTES);
          send(out, "404 Not Found", "");
        }
      }
    } catch (IOException | InterruptedException | GeneralSecurityException _) {
      // The browser is told by the end of the connection.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) throw new IOException("the browser left");
      head.append((char) octet);
    }
    return head.toString();
  }

  private static void send(OutputStream out, String status, String text) throws IOException {
    out.write("HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, text.length(), text).getBytes(StandardCharsets.US_ASCII));
  }

  /// Says hello, and reads frames of less than 126 octets until the last one, RFC 6455 §5.2.
  private void talk(InputStream in, OutputStream out, String head) throws IOException, GeneralSecurityException {
    String key = head.lines().filter(l -> l.startsWith("Sec-WebSocket-Key: ")).findFirst().orElseThrow().substring(19);
    byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
    out.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n\u0081\5hello"
        .formatted(Base64.getEncoder().encodeToString(hash)).getBytes(StandardCharsets.ISO_8859_1));
    for (int first = in.read(); first >= 0; first = in.read()) {
      in.skipNBytes(4 + (in.read() & 0x7F));
      if (first == 0x81) done.countDown();
    }
  }
}
