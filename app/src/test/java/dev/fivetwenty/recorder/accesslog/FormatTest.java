package dev.fivetwenty.recorder.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Text;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What lines say, and that no text of a peer can make them say something else.
class FormatTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ROUNDS = 5_000;

  private static final Map<String, Text> VERBATIM =
      Map.of(
          "method", Text.METHOD,
          "host", Text.HOST,
          "protocol", Text.PROTOCOL,
          "user_agent", Text.USER_AGENT,
          "forwarded_for", Text.FORWARDED_FOR,
          "ray", Text.FOREIGN_RAY);

  @Test
  void aUsualExchangeAsJson() {
    assertThat(json(QueryValues.KEPT, Records.usual()))
        .isEqualTo(
            """
            {"ts":"2025-11-25T13:40:00.123Z","ray":"8f2c1d00aa55ff01-LOC","client_ip":"192.0.2.7",\
            "client_port":40001,"method":"GET","scheme":"http","host":"shop.example",\
            "path":"/index.html","query":"page=2","protocol":"HTTP/1.1","status":200,\
            "bytes_sent":1300,"body_bytes_sent":1024,"bytes_received":120,"duration_s":0.001234,\
            "user_agent":"curl/8.5.0","listener":"127.0.0.1:8520","client_exchange":1,\
            "route":"*/","origin":"http://127.0.0.1:8080","origin_addr":"127.0.0.1:8080",\
            "origin_status":200,"origin_connect_s":0.000200,"origin_ttfb_s":0.000900,\
            "origin_bytes_sent":260,"origin_bytes_received":1200,"origin_reused":false,\
            "origin_exchange":1,"attempts":1}
            """);
  }

  @Test
  void theClientIsWhomATrustedProxyNames() {
    ExchangeRecord named = Records.with(record -> Records.text(record, Text.VISITOR, "2001:db8::7"));

    assertThat(json(QueryValues.KEPT, named)).contains("\"client_ip\":\"2001:db8::7\",\"proxy_ip\":\"192.0.2.7\",\"method\"");
    assertThat(combined(QueryValues.KEPT, named)).startsWith("2001:db8::7 - - [");
  }

  @Test
  void aFailureAsJson() {
    ExchangeRecord failed =
        Records.with(
            record -> {
              record.cause = Cause.BODY_SHORT_FIN;
              record.stage = Stage.BODY;
              record.offset = 410;
              record.statusIfUncommitted = 520;
              record.glitches = 2;
              record.clientGone = true;
              record.reused = true;
              record.connect = ExchangeRecord.NEVER;
            });

    JsonNode line = JSON.readTree(json(QueryValues.HIDDEN, failed));

    assertThat(line.get("cause").stringValue()).isEqualTo("body-short-fin");
    assertThat(line.get("stage").stringValue()).isEqualTo("body");
    assertThat(line.get("offset").intValue()).isEqualTo(410);
    assertThat(line.get("proxy_status").stringValue()).isEqualTo("http_response_incomplete");
    assertThat(line.get("status").intValue()).isEqualTo(200);
    assertThat(line.get("status_if_uncommitted").intValue()).isEqualTo(520);
    assertThat(line.get("glitches").intValue()).isEqualTo(2);
    assertThat(line.get("client_gone").booleanValue()).isTrue();
    assertThat(line.get("origin_reused").booleanValue()).isTrue();
    assertThat(line.has("origin_connect_s")).isFalse();
  }

  @Test
  void aRefusedRequestHasNoOriginAndSaysWhy() {
    ExchangeRecord refused =
        Records.with(
            record -> {
              Records.withoutTexts(record);
              record.origin = null;
              record.originAddress = null;
              record.attempts = 0;
              record.status = 400;
              record.edgeMade = true;
              record.refusal = "req-host";
            });

    JsonNode line = JSON.readTree(json(QueryValues.HIDDEN, refused));

    assertThat(line.get("refused").stringValue()).isEqualTo("req-host");
    assertThat(line.get("edge_made").booleanValue()).isTrue();
    assertThat(line.propertyNames()).doesNotContain("method", "path", "origin", "attempts", "cause");
    assertThat(combined(QueryValues.HIDDEN, refused))
        .isEqualTo("192.0.2.7 - - [25/Nov/2025:13:40:00 +0000] \"-\" 400 1024 \"-\" \"-\"\n");
  }

  @Test
  void whatWasCutIsNamed() {
    ExchangeRecord cut =
        Records.with(
            record -> {
              Records.text(record, Text.REFERER, "http://a/" + "r".repeat(5000));
              Records.text(record, Text.FORWARDED_FOR, "1".repeat(5000));
            });

    JsonNode line = JSON.readTree(json(QueryValues.KEPT, cut));

    assertThat(line.get("cut").valueStream().map(JsonNode::stringValue))
        .containsExactly("referer", "forwarded_for");
  }

  @Test
  void aUsualExchangeAsCombined() {
    assertThat(combined(QueryValues.KEPT, Records.usual()))
        .isEqualTo(
            "192.0.2.7 - - [25/Nov/2025:13:40:00 +0000] \"GET /index.html?page=2 HTTP/1.1\" "
                + "200 1024 \"-\" \"curl/8.5.0\"\n");
  }

  @Test
  void aClientThatLeftUnansweredIs499InCombined() {
    ExchangeRecord gone = Records.with(record -> record.status = 0);
    assertThat(combined(QueryValues.KEPT, gone)).contains("\" 000 ");
    gone.clientGone = true;
    assertThat(combined(QueryValues.KEPT, gone)).contains("\" 499 ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "NULL",
      value = {
        "/plain, /plain",
        "/a?token=secret&page=2, /a?token=*&page=*",
        "/a?secret, /a?*",
        "/a?secret&b=, /a?*&b=*",
        "/a?, /a?",
        "/a?&&x=1&, /a?&&x=*&",
        "/a?u=http://x?y=1#frag, /a?u=*",
        "/a#access_token=secret, /a",
        "http://name:secret@host/p?q=1, http://*@host/p?q=*",
        "http://secret@host, http://*@host",
        "http://a@b@host/x@y, http://*@host/x@y",
        "http://host/x@y, http://host/x@y",
        "/redirect/http://name@host/, /redirect/http://name@host/",
        "//name@host/, //name@host/",
        "*, *",
        "http://, http://",
        "http:/, http:/",
        "?, ?",
        "?=secret, ?=*",
      })
  void valuesOfQueriesAndUserNamesStayOut(String sent, String shown) {
    assertThat(shown(QueryValues.HIDDEN, sent)).isEqualTo(shown);
  }

  @Test
  void theOperatorMayKeepOrDropQueries() {
    String sent = "http://u:p@host/a?token=secret#frag";

    assertThat(shown(QueryValues.KEPT, sent)).isEqualTo("http://*@host/a?token=secret#frag");
    assertThat(shown(QueryValues.DROPPED, sent)).isEqualTo("http://*@host/a");
  }

  private static String shown(QueryValues values, String sent) {
    var url = new UrlText(values);
    byte[] bytes = ("xx" + sent + "yy").getBytes(US_ASCII);
    url.read(bytes, 2, bytes.length - 2);
    return new String(url.bytes(), 0, url.end(), US_ASCII);
  }

  @Test
  void everyLineIsOneJsonObjectInAsciiThatGivesTheTextBack() {
    RandomGenerator random = random();
    for (int round = 0; round < ROUNDS; round++) {
      byte[][] sent = new byte[Text.values().length][];
      ExchangeRecord record = hostile(random, sent);

      byte[] line = jsonBytes(QueryValues.KEPT, record);

      assertOneLine(line);
      JsonNode object = JSON.readTree(line);
      VERBATIM.forEach(
          (name, text) -> {
            byte[] expected = sent[text.ordinal()];
            assertThat(bytesOf(object.get(name).stringValue())).as(name).isEqualTo(expected);
          });
    }
  }

  @Test
  void namesOfTheConfigurationAreGivenBackWhereverTheyStandAmongOthers() {
    var format = new JsonFormat(QueryValues.HIDDEN);
    String[] names = {"a\"b\\c/", "shöp.example/\uD83D\uDE00", "*/\t"};
    for (int at : new int[] {2, 0, 1, 0, 2}) {
      var line = new Line(16);
      format.write(Records.with(record -> record.route = new Label(at, names[at])), line);

      JsonNode object = JSON.readTree(text(line));
      assertThat(object.get("route").stringValue()).isEqualTo(names[at]);
      assertThat(object.get("origin").stringValue()).isEqualTo("http://127.0.0.1:8080");
    }
    var unrouted = new Line(16);
    format.write(Records.with(record -> record.route = null), unrouted);
    assertThat(JSON.readTree(text(unrouted)).has("route")).isFalse();
  }

  @Test
  void everyCombinedLineHasItsNineFieldsWhateverWasSent() {
    RandomGenerator random = random();
    for (int round = 0; round < ROUNDS; round++) {
      ExchangeRecord record = hostile(random, new byte[Text.values().length][]);

      byte[] line = combinedBytes(QueryValues.KEPT, record);

      assertOneLine(line);
      assertThat(new String(line, US_ASCII))
          .matches("[0-9.]+ - - \\[[^]]+] \"[^\"]*\" \\d{3} \\d+ \"[^\"]*\" \"[^\"]*\"\n");
    }
  }

  private static RandomGenerator random() {
    System.out.println("FormatTest -Dseed=" + SEED);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  }

  private static void assertOneLine(byte[] line) {
    for (int i = 0; i < line.length - 1; i++) {
      if (line[i] < 0x20 || line[i] > 0x7E) fail("byte %d is %d", i, line[i]);
    }
    assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
  }

  private static ExchangeRecord hostile(RandomGenerator random, byte[][] sent) {
    return Records.with(
        record -> {
          Records.withoutTexts(record);
          for (Text text : Text.values()) {
            // Who names the client is believed only if it is an address.
            byte[] bytes = text == Text.VISITOR ? "203.0.113.7".getBytes(US_ASCII) : hostileBytes(random);
            if (bytes.length > text.limit()) bytes = new byte[0];
            sent[text.ordinal()] = bytes;
            record.text(text, bytes, 0, bytes.length);
          }
        });
  }

  /// Returns bytes at random, valid UTF-8 of all lengths, cut sequences, and what breaks JSON.
  private static byte[] hostileBytes(RandomGenerator random) {
    String[] pieces = {
      "\"", "\\", "\\x41", "\n", "\r\n", "\0", "\u001b[2J", "\u007f", "é", "€", "😀", "\u2028",
      "\u202e", "\u0085", "},{", "%00", "a", "plain text "
    };
    var bytes = new ByteArrayOutputStream();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(3) == 0) {
        bytes.write(random.nextInt(256));
      } else {
        byte[] piece = pieces[random.nextInt(pieces.length)].getBytes(UTF_8);
        bytes.write(piece, 0, random.nextInt(piece.length) + 1);
      }
    }
    return bytes.toByteArray();
  }

  /// Undoes the escapes of a value: text is UTF-8, `\xNN` is that byte.
  private static byte[] bytesOf(String value) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '\\') {
        assertThat(value.charAt(i + 1)).isEqualTo('x');
        bytes.write(Integer.parseInt(value.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        int point = value.codePointAt(i);
        bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
        i += Character.charCount(point) - 1;
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000", "999, 0.000000", "1000, 0.000001", "999999999, 0.999999",
    "1000000000, 1.000000", "100000000001000, 100000.000001"
  })
  void secondsHaveSixDecimals(long nanos, String text) {
    var line = new Line(4);
    line.seconds(nanos);
    assertThat(text(line)).isEqualTo(text);
  }

  @Test
  void numbersOfAnySizeAreWritten() {
    for (long n : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(text(new Line(1).number(n))).isEqualTo(Long.toString(n));
    }
    for (long power = 1; power < Long.MAX_VALUE / 10; power *= 10) {
      assertThat(text(new Line(1).number(10 * power - 1))).isEqualTo(Long.toString(10 * power - 1));
      assertThat(text(new Line(1).number(10 * power))).isEqualTo(Long.toString(10 * power));
    }
    assertThat(text(new Line(1).hex(-1L))).isEqualTo("ffffffffffffffff");
    assertThat(text(new Line(1).hex(0x1aL))).isEqualTo("000000000000001a");
  }

  @Test
  void timesGoBackAndForthOverASecond() {
    UtcTime time = UtcTime.combined();
    assertThat(new String(time.of(1_764_078_000_999L), US_ASCII)).startsWith("25/Nov/2025:13:40:00");
    assertThat(new String(time.of(1_764_078_001_000L), US_ASCII)).startsWith("25/Nov/2025:13:40:01");
    assertThat(new String(time.of(1_764_078_000_001L), US_ASCII)).startsWith("25/Nov/2025:13:40:00");
  }

  private static String json(QueryValues values, ExchangeRecord record) {
    return new String(jsonBytes(values, record), ISO_8859_1);
  }

  private static byte[] jsonBytes(QueryValues values, ExchangeRecord record) {
    var line = new Line(16);
    new JsonFormat(values).write(record, line);
    return Arrays.copyOf(line.bytes(), line.length());
  }

  private static String combined(QueryValues values, ExchangeRecord record) {
    return new String(combinedBytes(values, record), ISO_8859_1);
  }

  private static byte[] combinedBytes(QueryValues values, ExchangeRecord record) {
    var line = new Line(16);
    new CombinedFormat(values).write(record, line);
    return Arrays.copyOf(line.bytes(), line.length());
  }

  private static String text(Line line) {
    return new String(line.bytes(), 0, line.length(), US_ASCII);
  }
}
