package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be said about the HTML without looking at it.
class PageTest {

  private static final Answer ANSWER =
      new ErrorPages().answer(Sample.failure(Cause.TCP_UNREACHABLE_NET), "text/html");
  private static final String PAGE = Sample.text(ANSWER);

  /// Level AA for text, WCAG 2.2 §1.4.3.
  private static final double ENOUGH = 4.5;

  @Test
  void loadsAndRunsNothing() {
    assertThat(PAGE)
        .doesNotContainIgnoringCase("<script", "src=", "url(", "@import", "<link", "javascript:", "<iframe");
    assertThat(PAGE).doesNotContainPattern("\\son[a-z]+=").doesNotContain(" style=");
  }

  @Test
  void allowsItsOwnStyleAndNothingElse() throws Exception {
    String style = PAGE.substring(PAGE.indexOf("<style>") + 7, PAGE.indexOf("</style>"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(ANSWER.field("Content-Security-Policy"))
        .contains(
            "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
                + "'; base-uri 'none'; form-action 'none'");
  }

  @Test
  void hasTheLandmarksThatScreenReadersNeed() {
    assertThat(PAGE).contains("<html lang=\"en\">", "<header>", "<main>", "<figcaption>", "<title>523 – ");
    assertThat(found("<h1>")).hasSize(1);
    for (MatchResult label : found("aria-labelledby=\"([a-z]+)\"")) {
      assertThat(PAGE).contains("<h2 id=\"" + label.group(1) + "\">");
    }
    assertThat(found("<svg")).hasSameSizeAs(found("<svg[^>]* aria-hidden=\"true\">"));
  }

  @Test
  void saysInWordsWhatItDraws() {
    for (Place place : Place.values()) {
      var failure =
          new Failure(
              ErrorStatus.BAD_GATEWAY, Sample.failure(Cause.RESP_EMPTY_FIN).cause(), place,
              ErrorStatus.BAD_GATEWAY.retryAfter(), "fivetwenty", Sample.VISITOR);
      String page = Sample.text(new ErrorPages().answer(failure, ""));
      assertThat(page).contains("class=\"path at-" + place.slug() + "\"");
      for (String party : List.of("visitor", "edge", "origin")) {
        assertThat(page).contains("<span>" + Texts.ENGLISH.path(place, party) + "</span>");
      }
    }
  }

  @Test
  void canBeReadInLightAndDark() {
    int dark = PAGE.indexOf("@media (prefers-color-scheme: dark)");
    Map<String, String> light = colours(PAGE.substring(0, dark));
    var night = new HashMap<>(light);
    night.putAll(colours(PAGE.substring(dark, PAGE.indexOf("@media (min-width"))));
    assertThat(night.get("paper")).isNotEqualTo(light.get("paper"));
    for (Map<String, String> scheme : List.of(light, night)) {
      for (String text : List.of("ink", "soft", "good", "bad")) {
        assertThat(contrast(scheme.get(text), scheme.get("paper"))).as(text).isGreaterThan(ENOUGH);
      }
      assertThat(contrast(scheme.get("ink"), scheme.get("tint"))).isGreaterThan(ENOUGH);
    }
    assertThat(contrast("777", "fff")).isLessThan(ENOUGH);
  }

  private static List<MatchResult> found(String pattern) {
    return Pattern.compile(pattern).matcher(PAGE).results().toList();
  }

  private static Map<String, String> colours(String style) {
    var colours = new HashMap<String, String>();
    Pattern.compile("--([a-z]+): #([0-9a-f]{3,6})").matcher(style).results()
        .forEach(found -> colours.put(found.group(1), found.group(2)));
    assertThat(colours).hasSizeGreaterThan(5);
    return colours;
  }

  private static double contrast(String a, String b) {
    double one = luminance(a);
    double other = luminance(b);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  /// Relative luminance, WCAG 2.2.
  private static double luminance(String colour) {
    String full = colour.length() == 3 ? colour.replaceAll("(.)", "$1$1") : colour;
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(full.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
