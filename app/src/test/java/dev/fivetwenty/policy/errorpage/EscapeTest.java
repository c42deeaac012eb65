package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Nothing that a peer sends leaves its place in a page.
class EscapeTest {

  private static final String HOSTILE =
      "<>&\"'`=/\\ \t\r\n\u0000\u001b\u007f\u0085\u202e\u2066\u200b:;{}$(|[]-._%aA0\u00fc\u4f8b\u05d0\ud83d\ude00";

  private static final Format[] ALL = Format.values();

  @Test
  void keepsEveryValueInItsPlace() {
    long seed = Long.getLong("seed", System.nanoTime());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var pages = new ErrorPages();
    for (int i = 0; i < 4_000; i++) {
      var visitor =
          new Visitor(
              text(random), Sample.TIME, text(random), text(random), text(random), random.nextBoolean());
      Format format = ALL[i % ALL.length];
      Answer answer = pages.preview(520, visitor, Sample.accept(format)).orElseThrow();
      assertThat(harm(format, Sample.text(answer))).as("-Dseed=%d: %s", seed, visitor).isEmpty();
    }
  }

  private static String text(RandomGenerator random) {
    var text = new StringBuilder();
    int length = random.nextInt(400);
    // Also halves of surrogate pairs.
    for (int j = 0; j < length; j++) text.append(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
    return text.toString();
  }

  /// Returns what a value did to a page, or nothing.
  private static String harm(Format format, String page) {
    if (page.chars().anyMatch(c -> c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0)) return "control";
    if (page.matches("(?s).*[\u202a-\u202e\u2066-\u2069\u200b].*")) return "direction";
    if (format == Format.HTML) return shape(page).equals(shape(clean(format))) ? "" : "markup";
    if (format.isJson()) return fieldsOf(page).equals(fieldsOf(clean(format))) ? "" : "members";
    return page.lines().count() == clean(format).lines().count() ? "" : "lines";
  }

  private static String clean(Format format) {
    return Sample.text(new ErrorPages().preview(520, Sample.VISITOR, Sample.accept(format)).orElseThrow());
  }

  /// Returns the elements and attributes of a page, without text and without values.
  private static String shape(String page) {
    return page.replaceAll("\"[^\"]*\"", "\"\"").replaceAll(">[^<]*", ">");
  }

  private static String fieldsOf(String page) {
    JsonNode node = JsonMapper.shared().readTree(page);
    return node.propertyNames() + " " + node.get("commands").size();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void leavesOrdinaryTextAlone(Format format) {
    String text = "shop.example:8443, bücher.example";
    assertThat(Escape.in(format, text)).isSameAs(text);
  }

  @Test
  void replacesWhatMeansSomething() {
    String text = "<a href='x'>\"&`=\\\n";
    assertThat(Escape.in(Format.HTML, text))
        .isEqualTo("&lt;a href&#61;&#39;x&#39;&gt;&quot;&amp;&#96;&#61;\\ ");
    assertThat(Escape.in(Format.JSON, text)).isEqualTo("\\u003ca href='x'>\\\"&`=\\\\ ");
    assertThat(Escape.in(Format.TEXT, text)).isEqualTo("<a href='x'>\"&`=\\ ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bücher.example", "例え.テスト", "[2001:db8::7]:8443", "xn--bcher-kva.example", "अतिथि.भारत"})
  void showsNamesAsTheyAre(String host) {
    assertThat(Sample.visitor(host).host()).isEqualTo(host);
  }

  @Test
  void cutsWhatIsTooLong() {
    Visitor visitor = Sample.visitor("a".repeat(100_000));
    assertThat(visitor.host()).hasSize(Visitor.MAX_HOST + 1).endsWith("…");
    assertThat(Sample.visitor("😀".repeat(200)).host()).matches("[\uFFFD]+…?");
    var ray = new Visitor("f".repeat(1000), Sample.TIME, "http", "", "9".repeat(1000), false);
    assertThat(ray.rayId()).hasSize(Visitor.MAX_RAY_ID);
    assertThat(ray.address()).hasSize(Visitor.MAX_ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(reboot)", "a;b", "a b", "", "[::1]", "bücher.example", "`id`", "a\nb", "a'b"})
  void putsNoHostInACommandThatAShellCouldMisread(String host) {
    assertThat(Sample.visitor(host).url()).isEqualTo("URL");
  }

  @Test
  void putsAnOrdinaryHostInACommand() {
    assertThat(Sample.visitor("shop.example:8443").url()).isEqualTo("https://shop.example:8443/");
    var plain = new Visitor("", Sample.TIME, "javascript", "a.example", "", false);
    assertThat(plain.url()).isEqualTo("http://a.example/");
  }
}
