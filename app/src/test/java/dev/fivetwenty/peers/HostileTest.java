package dev.fivetwenty.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that an origin sends can exhaust the memory or the patience of whoever asks: each kind of
/// endlessness is ended by a limit with a name, in a heap of 64 MiB.
class HostileTest {

  /// As much as an origin would send if nobody stopped it.
  private static final long ENDLESS = 16L << 30;

  /// 64 MiB of zeros as one gzip member of 64 KiB; members may follow one another.
  private static final byte[] ZEROS = packed(64 << 20);

  private static final int COPIES = 200;

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  /// A page: what it sends once, then again and again.
  private record Page(String start, byte[] again) {
    Page(String start, String again) {
      this(start, again.getBytes(ISO_8859_1));
    }
  }

  private static final Map<String, Page> PAGES =
      Map.of(
          "many-fields", new Page(OK, "X-Field: of moderate length, again and again\r\n"),
          "tiny-fields", new Page(OK, "a:\r\n"),
          "long-field", new Page(OK + "X-Long: ", "x".repeat(1000)),
          "long-status-line", new Page("HTTP/1.1 200 ", "O".repeat(1000)),
          "interim", new Page("", "HTTP/1.1 102 Processing\r\nX-Still: at it\r\n\r\n"),
          "chunk-line", new Page(CHUNKED + "5;", "extension;".repeat(100)),
          "chunk-size", new Page(CHUNKED, "0".repeat(1000)),
          "trailers", new Page(CHUNKED + "0\r\n", "X-Trailer: and another\r\n"),
          "blank-lines", new Page("", "\r\n".repeat(500)),
          "junk", new Page("", "\u0000\u0001\u0002\u0003".repeat(250)));

  @Test
  void everyEndlessPartIsEndedByItsLimit(@TempDir Path folder) throws Exception {
    assertThat(ask(folder, PAGES.keySet().stream().sorted().toList()))
        .containsExactly(
            "blank-lines sl-leading-junk true",
            "chunk-line limit-chunk-line true",
            "chunk-size limit-chunk-line true",
            "interim interim-flood true",
            "junk nonhttp-binary true",
            "long-field limit-header-section true",
            "long-status-line limit-status-line true",
            "many-fields limit-header-section true",
            "tiny-fields limit-header-count true",
            "trailers limit-trailer-section true");
  }

  @Test
  void aDripIsEndedByTheTimeForTheWholeHead(@TempDir Path folder) throws Exception {
    assertThat(ask(folder, List.of("drip"))).containsExactly("drip time-header-drip true");
  }

  /// 12 GiB that come as 13 MB: read and counted, not unpacked.
  @Test
  void aDeeplyCompressedReplyIsReadInConstantMemory(@TempDir Path folder) throws Exception {
    assertThat(ask(folder, List.of("bomb"))).containsExactly("bomb none true");
  }

  @Test
  void aDeeplyCompressedReplyIsNamedByTheDoctor(@TempDir Path folder) throws Exception {
    try (var origin = RawOrigin.start(HostileTest::answer)) {
      String url = "http://127.0.0.1:" + origin.port() + "/bomb";

      assertThat(run(folder, ExaminationMain.class, url)).contains("none", "coding-bomb");
    }
  }

  private static List<String> ask(Path folder, List<String> pages) throws Exception {
    try (var origin = RawOrigin.start(HostileTest::answer)) {
      var arguments = new ArrayList<>(pages);
      arguments.addFirst(String.valueOf(origin.port()));
      return run(folder, HostileMain.class, arguments.toArray(String[]::new));
    }
  }

  private static List<String> run(Path folder, Class<?> main, String... arguments)
      throws Exception {
    List<String> small = List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED");
    var result = Child.run(folder, List.of(), small, main, arguments);
    assertThat(result.exit()).describedAs(result.errors()).isZero();
    return result.lines();
  }

  private static void answer(String requestLine, Socket client) throws IOException {
    String page = requestLine.split("[ /]+")[1];
    var out = client.getOutputStream();
    switch (page) {
      case "drip" -> drip(out);
      case "bomb" -> bomb(requestLine.split(" ")[0], client);
      default -> {
        out.write(PAGES.get(page).start().getBytes(ISO_8859_1));
        byte[] again = PAGES.get(page).again();
        for (long sent = 0; sent < ENDLESS; sent += again.length) out.write(again);
      }
    }
  }

  private static void drip(OutputStream out) throws IOException {
    byte[] head = (OK + "X-Slow: " + "s".repeat(8000)).getBytes(ISO_8859_1);
    for (byte octet : head) {
      out.write(octet);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static void bomb(String method, Socket client) throws IOException {
    int copies = method.equals("HEAD") ? 0 : COPIES;
    String head =
        OK + "Content-Encoding: gzip\r\nContent-Length: " + (long) COPIES * ZEROS.length + "\r\n\r\n";
    client.getOutputStream().write(head.getBytes(ISO_8859_1));
    for (int i = 0; i < copies; i++) client.getOutputStream().write(ZEROS);
    RawOrigin.finish(client);
  }

  private static byte[] packed(int bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1 << 16];
      for (int left = bytes; left > 0; left -= zeros.length) gzip.write(zeros);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
