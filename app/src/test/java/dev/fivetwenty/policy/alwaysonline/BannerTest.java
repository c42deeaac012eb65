package dev.fivetwenty.policy.alwaysonline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the banner stands in pages of all kinds, and what it says.
class BannerTest {

  private static final Instant KEPT = Instant.parse("2026-11-25T12:00:00.123456789Z");

  private static Optional<String> into(String html) {
    return Banner.into(html.getBytes(UTF_8), "https://shop.test/a?b=1&c", KEPT).map(page -> new String(page, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><head></head><body class=\"a\"><h1>x</h1></body></html>\n",
        "<!doctype html><!-- <body> --><title><body></title><script>'<!--'</script><BODY data-a='>'>x",
        "<!doctype html><title>x</title><h1>no tag says where the body begins</h1>",
        "<!doctype html>\n<meta charset=utf-8><link rel=x href=y><style>a{}</style></head>\n<main>x",
        "<title>x</title><noscript><p>in the head</p></noscript><p>x<!-->",
        "<title>x</title>words",
        "<html><custom-part>x</custom-part><body>y<meta name=content-security-policy>"
      })
  void standsBehindAPage(String html) {
    assertThat(into(html)).hasValueSatisfying(page -> {
      assertThat(page).startsWith(html + "<div role=\"region\"").endsWith("</div>");
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "words",
        "<p>a part of a page</p>",
        "<tr><td>a row of its table</td></tr>",
        "<html><head><title>x</title></head><frameset cols=\"1,2\"></frameset></html>",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\"><title>x</title><body>",
        "<!doctype html><title>x",
        "<body><textarea>x",
        "<body><!-- x",
        "<body><script>x</style>",
        "<body><plaintext>x",
        "<body><p title='x"
      })
  void standsBehindNothingElse(String html) {
    assertThat(into(html)).isEmpty();
  }

  @Test
  void saysFromWhenTheCopyIsAndLeadsToTheLivePage() {
    assertThat(into("<body>").orElseThrow())
        .contains("<time datetime=\"2026-11-25T12:00:00Z\"", ">25 November 2026 at 12:00 UTC</time>")
        .contains("<a href=\"/a?b=1&amp;c\" rel=\"external\" target=\"_self\"");
  }

  @Test
  void leadsToTheLivePageWhateverTheBaseOfThePageIs() {
    assertThat(into("<html><head><base href=\"https://cdn.test/x/\"></head><body>").orElseThrow())
        .contains("href=\"//shop.test/a?b=1&amp;c\"");
  }
}
