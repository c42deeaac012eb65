package dev.fivetwenty.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.traffic.log.HarLog;
import dev.fivetwenty.traffic.log.LogFile;
import dev.fivetwenty.traffic.log.Recorded;
import dev.fivetwenty.traffic.log.UnknownLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of a request, whoever wrote the log.
class LogFormatsTest {

  private static LogFile open(byte[] bytes) throws IOException {
    return LogFile.open("log", new ByteArrayInputStream(bytes));
  }

  private static LogFile open(String text) throws IOException {
    return open(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Combined, with fields behind, and with the site before.
        "203.0.113.7 - - [25/Nov/2026:19:47:39 +0000] \"GET /cart?id=7 HTTP/1.1\" 200 512 \"https://a.example/\" \"Mozilla/5.0 (X; Y)\"",
        "203.0.113.7 - mr smith [25/Nov/2026:20:47:39 +0100] \"GET /cart?id=7 HTTP/1.1\" 200 - \"https://a.example/\" \"Mozilla/5.0 (X; Y)\" 0.012 \"x\"\r",
        "shop.example:443 203.0.113.7 - - [25/Nov/2026:19:47:39 +0000] \"GET /cart?id=7 HTTP/1.1\" 200 512 \"https://a.example/\" \"Mozilla/5.0 (X; Y)\"",
        // Ours, nginx, Caddy, HAProxy, Logpush.
        "{\"ts\":\"2026-11-25T19:47:39.000Z\",\"client_ip\":\"203.0.113.7\",\"method\":\"GET\",\"path\":\"/cart\",\"query\":\"id=7\",\"status\":200,\"user_agent\":\"Mozilla/5.0 (X; Y)\",\"referer\":\"https://a.example/\",\"tls_version\":\"TLSv1.3\"}",
        "{\"time_local\":\"25/Nov/2026:19:47:39 +0000\",\"remote_addr\":\"203.0.113.7\",\"request\":\"GET /cart?id=7 HTTP/1.1\",\"status\":\"200\",\"http_user_agent\":\"Mozilla/5.0 (X; Y)\",\"http_referer\":\"https://a.example/\"}",
        "{\"level\":\"info\",\"ts\":1795636059.0,\"request\":{\"remote_ip\":\"203.0.113.7\",\"proto\":\"HTTP/1.1\",\"method\":\"GET\",\"host\":\"a\",\"uri\":\"/cart?id=7\",\"headers\":{\"User-Agent\":[\"Mozilla/5.0 (X; Y)\"],\"Referer\":[\"https://a.example/\"]}},\"status\":200}",
        "{\"timestamp\":1795636059000,\"src\":\"203.0.113.7\",\"hm\":\"GET\",\"hp\":\"/cart\",\"hq\":\"id=7\",\"st\":200,\"ua\":\"Mozilla/5.0 (X; Y)\",\"referer\":\"https:\\/\\/a.example\\/\"}",
        "{\"ClientIP\":\"203.0.113.7\",\"ClientRequestMethod\":\"GET\",\"ClientRequestURI\":\"/cart?id=7\",\"EdgeStartTimestamp\":1795636059000000000,\"EdgeResponseStatus\":200,\"ClientRequestUserAgent\":\"Mozilla/5.0 (X; Y)\",\"ClientRequestReferer\":\"https://a.example/\"}",
      })
  void theSameRequestIsReadOfEachFormat(String line) throws Exception {
    try (LogFile log = open(line + "\n")) {
      assertThat(log.next()).isTrue();
      Recorded record = log.record();
      assertThat(record.client()).hasToString("203.0.113.7");
      assertThat(Instant.ofEpochMilli(record.timeMillis())).isEqualTo("2026-11-25T19:47:39Z");
      assertThat(record.text(Part.METHOD)).isEqualTo("GET");
      assertThat(record.text(Part.PATH)).isEqualTo("/cart");
      assertThat(record.text(Part.QUERY)).isEqualTo("id=7");
      assertThat(record.status()).isEqualTo(200);
      assertThat(record.agent()).hasToString("Mozilla/5.0 (X; Y)");
      String all =
          "http.referer eq \"https://a.example/\" and http.user_agent contains \"(X\" and http.request.uri eq \"/cart?id=7\""
              + " and ip.src in {203.0.113.0/24}";
      assertThat(Expression.parse(all).matches(record)).isTrue();
      assertThat(log.next()).isFalse();
    }
  }

  @Test
  void whatIsNotToldIsMissing() throws Exception {
    try (LogFile log = open("2001:db8::1 - - [25/Nov/2026:19:47:39 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n")) {
      assertThat(log.next()).isTrue();
      assertThat(log.record().client()).hasToString("2001:db8::1");
      assertThat(Expression.parse("http.user_agent eq \"-\"").matches(log.record())).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|', quoteCharacter = '~',
      textBlock =
          """
          "GET /\\x22\\xC3\\xA9\\x5C?\\q HTTP/1.1" 200 5 "\\x22" "a\\x22b\\x5C"
          "GET /\\"\\xc3\\xa9\\\\?\\q HTTP/1.1" 200 5 "\\"" "a\\"b\\\\"
          """)
  void escapesAreUndone(String rest) throws Exception {
    try (LogFile log = open("192.0.2.1 - - [25/Nov/2026:19:47:39 +0000] " + rest + "\n")) {
      assertThat(log.next()).isTrue();
      String all =
          """
          http.user_agent eq r#"a"b\\"# and http.referer eq "\\"" and raw.http.request.uri.path eq "/\\"\\xc3\\xa9\\\\"
          and http.request.uri.query eq r"\\q"
          """;
      assertThat(Expression.parse(all).matches(log.record())).isTrue();
    }
  }

  @Test
  void aPortIsNotOfTheAddress() throws Exception {
    try (LogFile log = open("[2001:db8::8]:443 - - [25/Nov/2026:19:47:39 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n")) {
      assertThat(log.next()).isTrue();
      assertThat(log.record().client()).hasToString("2001:db8::8");
    }
  }

  @Test
  void linesThatCannotBeReadAreCounted() throws Exception {
    String good = "192.0.2.1 - - [25/Nov/2026:19:47:39 +0000] \"GET /a\\\"b HTTP/1.1\" 200 5 \"-\" \"a\\\\\"\n";
    String tls = "192.0.2.1 - - [25/Nov/2026:19:47:39 +0000] \"\\x16\\x03\" 400 5 \"-\" \"-\"\n";
    try (LogFile log = open(good + "rubbish\n\n" + "x".repeat(2 << 20) + "\n" + tls + good.strip())) {
      var paths = new ArrayList<String>();
      while (log.next()) paths.add(log.record().text(Part.PATH));
      assertThat(paths).containsExactly("/a\"b", "", "/a\"b");
      assertThat(log.unreadable()).isEqualTo(2);
      assertThat(log.firstUnreadable()).isEqualTo("rubbish");
      assertThat(log.line()).isEqualTo(6);
    }
  }

  /// The seam of the buffer is where readers break: a stream of one byte, and lines across its end.
  @Test
  void howBytesArriveDoesNotMatter() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      text.append("192.0.2.%d - - [25/Nov/2026:19:%02d:39 +0000] \"GET /%d HTTP/1.1\" 200 5 \"-\" \"%s\"\n"
          .formatted(i % 250, i / 250, i, "u".repeat(i % 97 + 1)));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    var zipped = new ByteArrayOutputStream();
    for (int part = 0; part < 2; part++) {
      try (var gzip = new GZIPOutputStream(zipped)) {
        gzip.write(bytes, part * bytes.length / 2, bytes.length / 2 + part * (bytes.length & 1));
      }
    }
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(7, length));
          }
        };
    for (InputStream in : List.of(slow, new ByteArrayInputStream(zipped.toByteArray()))) {
      try (LogFile log = LogFile.open("log", in)) {
        for (int i = 0; i < 12_000; i++) {
          assertThat(log.next()).isTrue();
          assertThat(log.record().text(Part.PATH)).isEqualTo("/" + i);
          assertThat(log.record().agent().length()).isEqualTo(i % 97 + 1);
        }
        assertThat(log.next()).isFalse();
        assertThat(log.unreadable()).isZero();
      }
    }
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws Exception {
    assertThatThrownBy(() -> open("{\"a\":1}\nhello\n")).isInstanceOf(UnknownLog.class)
        .hasMessageStartingWith("the lines are neither of the combined format nor JSON");
    try (LogFile empty = open("")) {
      assertThat(empty.next()).isFalse();
    }
  }

  @Test
  void aHarIsALog() throws Exception {
    String har =
        """
        {"log":{"version":"1.2","entries":[
        {"startedDateTime":"2026-11-25T19:47:39.000Z","request":{"method":"GET","url":"https://shop.example/cart?id=7#x",
         "headers":[{"name":":path","value":"/cart"},{"name":"User-Agent","value":"Mozilla/5.0"},{"name":"X-Key","value":"k"}]},
         "response":{"status":429,"headers":[]}},
        {"startedDateTime":"never","request":{"method":"GET","url":"https://a/"},"response":{}}]}}""";
    try (HarLog log = HarLog.open("har", new ByteArrayInputStream(har.getBytes(StandardCharsets.UTF_8)), null)) {
      assertThat(log.next()).isTrue();
      String all =
          "http.host eq \"shop.example\" and ssl and http.request.uri eq \"/cart?id=7\" and any(http.request.headers[\"x-key\"][*] eq \"k\")"
              + " and http.response.code eq 429";
      assertThat(Expression.parse(all).matches(log.record())).isTrue();
      assertThat(log.next()).isFalse();
      assertThat(log.unreadable()).isOne();
    }
  }
}
