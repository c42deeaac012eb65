package dev.fivetwenty.bench.logs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// An access log of a shop that never was: the same for the same size.
final class GeneratedLog {

  /// Requests of one second.
  private static final int RATE = 200;

  private static final DateTimeFormatter COMMON =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0");

  private static final List<String> PATHS =
      List.of("/", "/cart?id=%d", "/product/%d", "/login", "/static/app.%d.js", "/img/%d.webp");

  enum Form {
    COMBINED("%s - - [%s] \"GET %s HTTP/1.1\" %d %d \"https://shop.example/\" \"%s\"\n"),
    JSON(
        "{\"remote_addr\":\"%s\",\"time_local\":\"%s\",\"request\":\"GET %s HTTP/1.1\",\"status\":%d,\"body_bytes_sent\":%d,"
            + "\"http_referer\":\"https://shop.example/\",\"http_user_agent\":\"%s\"}\n");

    private final String line;

    Form(String line) {
      this.line = line;
    }
  }

  /// Writes a log of at least that many bytes, before it is compressed.
  static void write(Path file, Form form, long bytes, boolean gzip) throws IOException {
    var random = new SplittableRandom(1);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = new BufferedOutputStream(gzip ? new GZIPOutputStream(raw, 1 << 16) : raw, 1 << 20)) {
      // Formatting is slow: some thousand lines of a second are made once, with the time to be put in.
      List<String> lines = random.ints(20_000, 0, Integer.MAX_VALUE).mapToObj(seed -> line(form, seed)).toList();
      long written = 0;
      String now = "";
      for (long n = 0; written < bytes; n++) {
        if (n % RATE == 0) now = time(n / RATE);
        byte[] line = lines.get(random.nextInt(lines.size())).replace("@TIME@", now).getBytes(StandardCharsets.US_ASCII);
        out.write(line);
        written += line.length;
      }
    }
  }

  private static String time(long second) {
    return COMMON.format(Instant.parse("2026-11-25T00:00:00Z").plusSeconds(second));
  }

  private static String line(Form form, int seed) {
    var random = new SplittableRandom(seed);
    String address = "%d.%d.%d.%d".formatted(1 + random.nextInt(222), random.nextInt(64), random.nextInt(256), random.nextInt(256));
    String path = PATHS.get(random.nextInt(PATHS.size())).formatted(random.nextInt(100_000));
    return form.line.formatted(
        address, "@TIME@", path, random.nextInt(50) == 0 ? 404 : 200, random.nextInt(100_000), AGENTS.get(random.nextInt(AGENTS.size())));
  }

  private GeneratedLog() {}
}
