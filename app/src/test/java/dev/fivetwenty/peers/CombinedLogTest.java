package dev.fivetwenty.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.recorder.accesslog.AccessLog;
import dev.fivetwenty.recorder.accesslog.LogOutput;
import dev.fivetwenty.recorder.accesslog.QueryValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our `combined` is nginx's, byte for byte, also for what nobody should send.
class CombinedLogTest {

  private static final String END = "Connection: close\r\n\r\n";

  /// Heads without their last lines; what stands behind `Referer: ` and `User-Agent: ` is logged.
  private static final List<String> REQUESTS =
      List.of(
          "GET / HTTP/1.1\r\nHost: a\r\n",
          "GET / HTTP/1.0\r\n",
          "HEAD /head HTTP/1.1\r\nHost: a\r\nUser-Agent: curl/8\r\n",
          "POST /p?a=b&c HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nReferer: http://b/?q=1\r\n",
          "GET http://a/absolute HTTP/1.1\r\nHost: a\r\n",
          "GET /%20%22%5c HTTP/1.1\r\nHost: a\r\n",
          "GET /quote\"back\\slash HTTP/1.1\r\nHost: a\r\nUser-Agent: \"quoted\" \\ 'single'\r\n",
          "GET /\u00c3\u00a9\u00ff\u0080 HTTP/1.1\r\nHost: a\r\nUser-Agent: \u00e9t\u00e9\r\n",
          "GET /tab HTTP/1.1\r\nHost: a\r\nUser-Agent: a\tb\r\n",
          "GET /ctl HTTP/1.1\r\nHost: a\r\nUser-Agent: \u001b[2Jgone\u007f\u0001\r\n",
          "GET /empty HTTP/1.1\r\nHost: a\r\nUser-Agent: \r\nReferer:\r\n",
          "GET /long" + "x".repeat(500) + " HTTP/1.1\r\nHost: a\r\n",
          "BREW /pot HTTP/1.1\r\nHost: a\r\n",
          "GET /?\u00e2\u0082\u00ac=%E2%82%AC#x HTTP/1.1\r\nHost: a\r\n",
          "GET /[]{}|^`<> HTTP/1.1\r\nHost: a\r\n");

  @Test
  void oddRequestsAreLoggedAsNginxLogsThem(@TempDir Path folder) throws Exception {
    int port = Peer.freePort();
    Path theirs = folder.resolve("nginx-access.log");
    try (Peer nginx =
        Nginx.start(
            folder,
            """
            server { listen 127.0.0.1:%d; access_log %s combined; return 200 "ok"; }
            """
                .formatted(port, theirs),
            port)) {
      for (String request : REQUESTS) ask(port, request + END);
      assertThat(nginx.output()).doesNotContain("[emerg]");
    }

    List<String> expected = lines(theirs);
    assertThat(expected).hasSameSizeAs(REQUESTS);
    assertThat(ours(folder.resolve("ours.log"), expected)).isEqualTo(expected);
  }

  private static void ask(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
  }

  private static List<String> lines(Path log) throws IOException {
    return Files.readString(log, ISO_8859_1).lines().map(CombinedLogTest::withoutTime).toList();
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("\\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}]", "[TIME]");
  }

  /// Logs the same requests, with the status and the size that nginx answered.
  private static List<String> ours(Path file, List<String> expected) throws IOException {
    List<String> notices = new ArrayList<>();
    AccessLog log = AccessLog.combined(LogOutput.file(file), QueryValues.KEPT, notices::add);
    for (int i = 0; i < REQUESTS.size(); i++) {
      String statusAndSize =
          expected.get(i).replaceFirst(".*?\\[TIME] \"[^\"]*\" (\\d+ \\d+) .*", "$1");
      String[] numbers = statusAndSize.split(" ");
      log.accept(record(REQUESTS.get(i), numbers));
    }
    log.close();
    assertThat(notices).isEmpty();
    return lines(file);
  }

  private static ExchangeRecord record(String request, String[] numbers) {
    return Records.with(
        record -> {
          Records.withoutTexts(record);
          record.clientAddress = "127.0.0.1";
          record.status = Integer.parseInt(numbers[0]);
          record.bodyBytesToClient = Long.parseLong(numbers[1]);
          String[] lines = request.split("\r\n");
          String[] start = lines[0].split(" ");
          Records.text(record, Text.METHOD, start[0]);
          Records.text(record, Text.TARGET, start[1]);
          Records.text(record, Text.PROTOCOL, start[2]);
          for (String line : lines) field(record, line);
        });
  }

  private static void field(ExchangeRecord record, String line) {
    String value = line.replaceFirst("^[^:]*: *", "").replaceFirst(" *$", "");
    if (line.startsWith("User-Agent:")) Records.text(record, Text.USER_AGENT, value);
    if (line.startsWith("Referer:")) Records.text(record, Text.REFERER, value);
  }
}
