package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.fields;
import static dev.fivetwenty.lab.scenario.Replies.hello;
import static dev.fivetwenty.lab.scenario.Replies.ok;
import static dev.fivetwenty.lab.scenario.Replies.sound;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Bytes that belong to no message, and content that is not what its head says.
final class Contents {

  private static final byte[] TEXT = Exchange.latin1("hello from a compressed reply\n".repeat(20));
  private static final int MEGABYTE = 1 << 20;
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

  private Contents() {}

  static List<Scenario> all() {
    return List.of(
        bytes(Cause.BODY_EXCESS, "sends 11 bytes of content after announcing 6",
                ok() + fields() + hello() + "EXTRA", Ending.KEEP)
            .seen("lengths counted in characters for content sent in UTF-8"),
        bytes(Cause.BODYLESS_204, "sends content after a 204",
                "HTTP/1.1 204 No Content\r\nServer: lab\r\n" + hello(), Ending.KEEP)
            .seen("frameworks that write `null` or `{}` after a 204"),
        bytes(Cause.BODYLESS_205, "sends content with a 205",
            "HTTP/1.1 205 Reset Content\r\n" + fields() + hello(), Ending.KEEP),
        bytes(Cause.BODYLESS_304, "sends content after a 304",
                "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n" + hello(), Ending.KEEP)
            .asking(Ask.with("If-None-Match: \"1\"")),
        bytes(Cause.BODYLESS_HEAD, "sends content in the reply to HEAD",
                ok() + fields() + hello(), Ending.KEEP)
            .asking(Ask.HEAD)
            .seen("scripts that answer HEAD as if it were GET"),
        onPath(Cause.IDLE_UNSOLICITED_BYTES,
                "sends a 408 on the idle connection after 200 ms, or ?after=",
                Contents::unsolicited)
            .seen("HAProxy and Apache httpd, which say 408 before they close an idle connection"),
        onPath(Cause.KEPT_COPY, "answers with an old copy, as a cache does whose own origin fails",
            x -> x.send(Replies.to(x.request(), keptCopy())))
            .seen("this edge with Always Online; CDNs that serve stale content"),
        onPath(Cause.CODING_GZIP_BAD, "says gzip and sends plain text",
            x -> coded(x, Exchange.latin1("hello\n"), 6)),
        onPath(Cause.CODING_TRUNCATED, "sends half of a gzip stream", Contents::halfOfIt)
            .seen("pages that were cached while they were still being compressed"),
        onPath(Cause.CODING_LENGTH, "compresses the content and announces its decoded length",
                x -> coded(x, gzip(TEXT), TEXT.length))
            .seen("applications that set a length before a filter compresses"),
        onPath(Cause.CODING_BOMB, "sends 100 MiB of zeros as 100 KiB of gzip, or ?megabytes=",
            Contents::bomb));
  }

  private static String keptCopy() {
    return ok() + "Date: Wed, 25 Nov 2026 12:00:00 GMT\r\nAge: 3600\r\nCache-Control: no-store\r\n"
        + "Cache-Status: fivetwenty; fwd=stale; detail=always-online\r\n"
        + "Proxy-Status: fivetwenty; error=connection_refused\r\n" + fields() + hello();
  }

  private static void unsolicited(Exchange x) throws IOException {
    x.send(Replies.to(x.request(), sound()));
    x.pause(Duration.ofMillis(x.request().number("after", 200, 0, 600_000)));
    x.send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    x.fin();
  }

  private static void halfOfIt(Exchange x) throws IOException {
    byte[] whole = gzip(TEXT);
    coded(x, Arrays.copyOf(whole, whole.length / 2), whole.length / 2);
  }

  private static void coded(Exchange x, byte[] content, int announced) throws IOException {
    x.send(
        ok() + "Content-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: "
            + announced + "\r\n\r\n");
    if (!x.request().method().equals("HEAD")) x.send(content);
    x.fin();
  }

  static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Sends the same compressed megabyte again and again, so that neither side of the lab ever holds
  /// the content and a bomb costs no more to send than its bytes.
  private static void bomb(Exchange x) throws IOException {
    int megabytes = x.request().number("megabytes", 100, 1, 16_384);
    x.send(ok()
        + "Content-Type: text/plain\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
    if (!x.request().method().equals("HEAD")) {
      byte[] zeros = new byte[MEGABYTE];
      byte[] block = deflated(zeros);
      var sum = new CRC32();
      x.send(GZIP_HEADER);
      for (int i = 0; i < megabytes; i++) {
        x.send(block);
        sum.update(zeros);
      }
      x.send(gzipEnd((int) sum.getValue(), megabytes * MEGABYTE));
    }
    x.fin();
  }

  /// Returns a part of a deflate stream that refers to nothing before it and is not the last.
  private static byte[] deflated(byte[] content) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(content);
      byte[] coded = new byte[content.length];
      int length = deflater.deflate(coded, 0, coded.length, Deflater.FULL_FLUSH);
      return Arrays.copyOf(coded, length);
    } finally {
      deflater.end();
    }
  }

  /// Returns an empty last block of deflate, then the checksum and the length of RFC 1952 §2.3.1,
  /// the latter modulo 2³².
  private static byte[] gzipEnd(int checksum, int length) {
    return ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 3).put((byte) 0).putInt(checksum).putInt(length).array();
  }
}
