package dev.fivetwenty.har.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Covering raw evidence leaves what the judge says of it, for every reply of the corpus.
class RawCleanerTest {

  @Test
  void theJudgeSaysTheSameOfEveryReplyOfTheCorpus() throws IOException {
    List<byte[]> replies = corpus();
    assertThat(replies).hasSizeGreaterThan(300);
    var lost = new ArrayList<String>();
    for (byte[] raw : replies) {
      for (Ending ending : List.of(Ending.FIN, Ending.RST, Ending.SILENCE)) {
        var covered = RawCleaner.clean(raw, Request.GET, ending);
        if (covered.isEmpty()) lost.add(ending + " " + new String(raw, 0, Math.min(raw.length, 120), StandardCharsets.ISO_8859_1));
        else says(raw, covered.get(), ending);
      }
    }
    assertThat(lost).isEmpty();
  }

  private static void says(byte[] raw, byte[] covered, Ending ending) {
    assertThat(covered).hasSameSizeAs(raw);
    for (Profile profile : Profile.builtIn()) {
      var before = Replay.of(raw, ending, Request.GET, profile).judgement();
      var after = Replay.of(covered, ending, Request.GET, profile).judgement();
      assertThat(after.verdict().map(v -> v.cause() + " " + v.offset() + " " + v.stage()))
          .isEqualTo(before.verdict().map(v -> v.cause() + " " + v.offset() + " " + v.stage()));
      assertThat(after.glitches()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("octet")
          .isEqualTo(before.glitches());
    }
  }

  @Test
  void contentIsCoveredHoweverItIsFramed() {
    for (String reply : List.of(
        "HTTP/1.1 200 OK\r\nServer: a\r\nContent-Length: 14\r\n\r\nCONTENT CONTENT CONTENT",
        "HTTP/1.1 200 OK\r\nServer: a\r\n\r\nCONTENT CONTENT",
        "HTTP/1.1 200 OK\r\nServer: a\r\nContent-Length: 999\r\n\r\nCONTENT",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nCONTENT\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nCONTENT\r\nzz\r\nCONTENT",
        "HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\nCONTENT",
        "HTTP/1.1 200 OK\r\n\r\nCONTENT",
        "<html>" + " ".repeat(80) + "CONTENT",
        "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nCONTENT")) {
      byte[] raw = reply.getBytes(StandardCharsets.ISO_8859_1);
      byte[] covered = RawCleaner.clean(raw, Request.GET, Ending.FIN).orElseThrow(() -> new AssertionError(reply));
      assertThat(new String(covered, StandardCharsets.ISO_8859_1)).doesNotContain("CONTENT");
    }
  }

  /// In evidence as in the members beside it.
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Location: https://shop.example/reset/KEY?next=1 | Location: https://shop.example/reset/MASK?******",
    "Location: /reset/KEY#top                        | Location: /reset/MASK#***",
    "Link: </assets/KEY>; rel=preload                | Link: </assets/MASK>; rel=preload",
    "Location: /cart;jsessionid=KEY;v=2?next=1      | Location: /cart;jsessionid=MASK;v=2?******",
    "Location: /cart;KEY                             | Location: /cart;MASK",
    "Content-Type: text/html;charset=utf-8           | Content-Type: text/html;charset=utf-8",
    "Location: /orders/2026/item-12.html             | Location: /orders/2026/item-12.html",
    "Server: Apache/2.4.57 (Debian) OpenSSL/3.0.11   | Server: Apache/2.4.57 (Debian) OpenSSL/3.0.11"
  })
  void partsOfPathsThatLookLikeKeysAreCovered(String field, String shown) {
    String key = "6fa459eaee8a3ca4894edb77e160355e";
    String reply = "HTTP/1.1 302 Found\r\n%s\r\nContent-Length: 0\r\n\r\n";
    byte[] raw = reply.formatted(field.replace("KEY", key)).getBytes(StandardCharsets.ISO_8859_1);
    byte[] covered = RawCleaner.clean(raw, Request.GET, Ending.FIN).orElseThrow();
    assertThat(new String(covered, StandardCharsets.ISO_8859_1))
        .isEqualTo(reply.formatted(shown.replace("MASK", "*".repeat(key.length()))));
  }

  private static List<byte[]> corpus() throws IOException {
    var replies = new ArrayList<byte[]>();
    for (String line : Files.readAllLines(Path.of("../corpus/wire/responses.jsonl"))) {
      String bytes = JsonMapper.shared().readTree(line).get("bytes_base64").asString();
      replies.add(Base64.getDecoder().decode(bytes));
    }
    try (Stream<Path> files = Files.list(Path.of("../corpus/wire"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".case")).sorted().toList()) {
        String text = Files.readString(file);
        if (!text.contains("\nreads: request")) replies.add(bytes(text));
      }
    }
    return replies;
  }

  private static byte[] bytes(String text) {
    var bytes = new StringBuilder();
    for (String line : text.lines().filter(l -> l.startsWith(">")).toList()) {
      int space = line.indexOf(' ');
      int times = space == 1 ? 1 : Integer.parseInt(line.substring(2, space));
      bytes.append(unescaped(line.substring(space + 1)).repeat(times));
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String unescaped(String text) {
    String plain = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    return Pattern.compile("\\\\x(..)").matcher(plain)
        .replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), 16)));
  }
}
