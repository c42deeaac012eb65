package dev.fivetwenty.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class HarReaderTest {

  static List<Path> corpus() throws IOException {
    return Hars.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aRoundTripLosesNothing(Path file) throws Exception {
    byte[] given = withoutMark(Files.readAllBytes(file));
    byte[] written = Hars.rewritten(Files.newInputStream(file));
    var mapper = JsonMapper.shared();
    assertThat(mapper.readTree(written).toString()).isEqualTo(mapper.readTree(given).toString());
    assertThat(Hars.rewritten(new ByteArrayInputStream(written))).isEqualTo(written);
  }

  private static byte[] withoutMark(byte[] bytes) {
    return bytes[0] == (byte) 0xEF ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  @Test
  void orderRepeatedNamesAndDigitsStay() throws Exception {
    String text =
        "{\"b\":1.50,\"a\":1e400,\"b\":[null,true,\"\\ud800 \\u0000 é\"],\"\":{},\"n\":-0}";
    byte[] written = Hars.rewritten(Hars.in("{\"x\":" + text + ",\"log\":{\"entries\":[]}}"));
    assertThat(new String(written, StandardCharsets.UTF_8).toLowerCase())
        .contains(text.toLowerCase());
  }

  @Test
  void oneByteAtATimeReadsTheSame() throws Exception {
    byte[] bytes = Files.readAllBytes(Hars.file("chrome"));
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(1, length));
          }
        };
    assertThat(Hars.rewritten(slow)).isEqualTo(Hars.rewritten(new ByteArrayInputStream(bytes)));
  }

  @Test
  void compressedFilesAreUnwrapped() throws Exception {
    byte[] plain = Files.readAllBytes(Hars.file("mitmproxy"));
    byte[] expected = Hars.rewritten(new ByteArrayInputStream(plain));
    var gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip), plain);
    var zlib = new ByteArrayOutputStream();
    write(new DeflaterOutputStream(zlib), plain);
    var zip = new ByteArrayOutputStream();
    var archive = new ZipOutputStream(zip);
    archive.putNextEntry(new ZipEntry("0f3a.txt"));
    archive.putNextEntry(new ZipEntry("har.har"));
    write(archive, plain);
    for (var wrapped : List.of(gzip, zlib, zip)) {
      var in = new ByteArrayInputStream(wrapped.toByteArray());
      assertThat(Hars.rewritten(in)).isEqualTo(expected);
    }
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    try (out) {
      out.write(bytes);
    }
  }

  @Test
  void aByteOrderMarkIsSkippedAndCounted() throws Exception {
    HarEntry entry = Hars.entries(Files.newInputStream(Hars.file("fiddler"))).getFirst();
    byte[] bytes = Files.readAllBytes(Hars.file("fiddler"));
    assertThat(bytes[(int) entry.offset()]).isEqualTo((byte) '{');
    String before = new String(bytes, 0, (int) entry.offset(), StandardCharsets.UTF_8);
    assertThat(before.strip()).endsWith("\"entries\": [");
  }

  @Test
  void failuresOfEachWriterAreFailures() throws Exception {
    assertThat(second("chrome").error()).contains("net::ERR_EMPTY_RESPONSE");
    assertThat(second("firefox").status()).isZero();
    assertThat(first("playwright").status()).isZero();
    assertThat(first("playwright").error()).contains("net::ERR_EMPTY_RESPONSE");
    assertThat(first("mitmproxy").error()).contains("server closed connection");
    assertThat(first("chrome").rayId()).contains("9a1b2c3d4e5f6071-FRA");
    assertThat(first("fiddler").object().number("time", -1)).isEqualTo(57);
  }

  private static HarEntry first(String writer) throws Exception {
    return Hars.entries(Files.newInputStream(Hars.file(writer))).get(0);
  }

  private static HarEntry second(String writer) throws Exception {
    return Hars.entries(Files.newInputStream(Hars.file(writer))).get(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "``                           | the file is empty",
    "[]                           | no HAR: it is no object",
    "{\"a\":1}                    | no HAR: it has no log",
    "{\"log\":[]}                 | no HAR: it has no log",
    "{\"log\":{\"entries\":[{},{}| the file ends early at byte 24 in /log/entries/2; 2 entries were read before",
    "{\"log\":{\"entries\":[{\"a| the file ends early at byte 22 in /log/entries/0; 0 entries",
    "{\"log\":{}} x               | something follows the document at byte 10",
    "{\"log\":{},x }              | no JSON",
    "{\"log\":{\"entries\":[{\"time\":NaN}]}} | no JSON: Non-standard token 'NaN' at byte",
    "{\"log\":{}}{}               | something follows the document at byte 10",
    "{\"log\":{\"entries\":[{,    | in /log/entries/0"
  })
  void whatIsNoHarSaysWhere(String text, String said) {
    assertThatThrownBy(() -> Hars.rewritten(Hars.in(text)))
        .isInstanceOf(BrokenHar.class)
        .hasMessageContaining(said);
  }

  @Test
  void everyTruncationIsSaidToBeOne() throws Exception {
    byte[] bytes = Hars.log(Hars.entry("http://a/é", 200, "")).getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < bytes.length; length++) {
      var cut = new ByteArrayInputStream(bytes, 0, length);
      int cutAt = length;
      assertThatThrownBy(() -> Hars.rewritten(cut))
          .as("cut at " + cutAt)
          .isInstanceOfSatisfying(
              BrokenHar.class, broken -> {
                assertThat(broken.what()).isEqualTo("the file ends early");
                assertThat(broken.offset()).isEqualTo(cutAt);
              });
    }
  }

  @Test
  void utf16AndDamagedCompressionAreNamed() {
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> HarReader.open(new ByteArrayInputStream(utf16)))
        .hasMessageContaining("UTF-16");
    byte[] gzip = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
    assertThatThrownBy(() -> Hars.rewritten(new ByteArrayInputStream(gzip)))
        .isInstanceOf(BrokenHar.class).hasMessageContaining("compressed");
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"log\":{\"entries\":[" + "[".repeat(100_000);
    assertThatThrownBy(() -> Hars.rewritten(Hars.in(deep)))
        .isInstanceOf(BrokenHar.class).hasMessageContaining("nested deeper than 500");
  }

  @Test
  void digitsOfANumberAreBounded() {
    String number = "{\"log\":{\"entries\":[{\"time\":" + "9".repeat(1001) + "}]}}";
    assertThatThrownBy(() -> Hars.rewritten(Hars.in(number)))
        .isInstanceOf(BrokenHar.class).hasMessageContaining("a number of more than 1000 digits");
  }

  @Test
  void longTextIsCutAtAWholeCharacterAndOffsetsStay() throws Exception {
    int bound = JsonReader.MAX_TEXT_BYTES;
    for (String tail : List.of("xxxx", "éé", "\\u00e9\\u00e9", "\\\\\\\\\\\"")) {
      for (int before = -8; before <= 2; before++) {
        String text = "y".repeat(bound + before) + tail;
        String first = "{\"t\":\"" + text + "\"}";
        List<HarEntry> entries = Hars.entries(Hars.in(Hars.log(first, "{\"u\":2}")));
        var cut = (Json.Text) entries.get(0).object().get("t").orElseThrow();
        long whole = tail.getBytes(StandardCharsets.UTF_8).length + bound + before;
        if (whole <= bound) assertThat(cut.dropped()).isZero();
        else assertThat(cut.dropped()).isLessThan(20);
        String log = Hars.log(first, "{\"u\":2}");
        long offset = log.substring(0, log.lastIndexOf("{\"u\"")).getBytes(StandardCharsets.UTF_8).length;
        assertThat(entries.get(1).offset()).isEqualTo(offset);
      }
    }
  }
}
