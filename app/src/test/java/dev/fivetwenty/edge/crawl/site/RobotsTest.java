package dev.fivetwenty.edge.crawl.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTest {

  private static Robots parse(String file) {
    return Robots.parse(file.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what the file says (; for a line end)           | target            | allowed
          ''                                                | /a                | true
          Disallow: /                                       | /a                | true
          User-agent: *;Disallow:                           | /a                | true
          User-agent: *;Disallow: /                         | /a                | false
          user-AGENT : *;disallow:/a                        | /ab               | false
          User-agent: *;Disallow: /a                        | /b                | true
          User-agent: *;Disallow: /a;Allow: /a/b            | /a/b/c            | true
          User-agent: *;Allow: /a;Disallow: /a              | /a                | true
          User-agent: *;Disallow: /*.pdf$                   | /a/b.pdf          | false
          User-agent: *;Disallow: /*.pdf$                   | /a/b.pdf?x        | true
          User-agent: *;Disallow: /*.pdf$                   | /a.pdf/b.pdf      | false
          User-agent: *;Disallow: /a$                       | /a                | false
          User-agent: *;Disallow: /a$                       | /ab               | true
          User-agent: *;Disallow: /ab*ba$                   | /aba              | true
          User-agent: *;Disallow: /*?*sort=                 | /list?a=1&sort=2  | false
          User-agent: *;Disallow: /%7Ejoe                   | /~joe             | false
          User-agent: *;Disallow: /a%2fb                    | /a%2Fb            | false
          User-agent: *;Disallow: /a%2fb                    | /a/b              | true
          User-agent: *;Disallow: /ü                        | /%C3%BC           | false
          User-agent: fivetwenty;Disallow: /a;User-agent: *;Disallow: / | /b     | true
          User-agent: FiveTwenty/1.0;Disallow: /a           | /a                | false
          User-agent: fivetwentyone;Disallow: /             | /a                | true
          User-agent: fivetwenty-crawl/1.0;Disallow: /      | /a                | false
          User-agent: other;User-agent: *;Disallow: /a      | /a                | false
          User-agent: *;Disallow: /a;User-agent: other;Disallow: /b | /b        | true
          User-agent: fivetwenty;Allow: /;User-agent: fivetwenty;Disallow: /a | /a | false
          User-agent: *;Disallow: /a # not now              | /a                | false
          User-agent: *;Sitemap: http://x/;Disallow: /a     | /a                | false
          """)
  void says_what_may_be_asked_for(String file, String target, boolean allowed) {
    assertThat(parse(file.replace(';', '\n')).allows(target)).isEqualTo(allowed);
  }

  @Test
  void a_delay_is_obeyed_within_reason() {
    assertThat(parse("User-agent: *\nCrawl-delay: 2.5").delay()).isEqualTo(Duration.ofMillis(2500));
    assertThat(parse("User-agent: *\nCrawl-delay: 999999").delay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(parse("User-agent: *\nCrawl-delay: soon").delay()).isZero();
  }

  @Test
  void sitemaps_are_everybodys_and_bounded() {
    assertThat(parse("\uFEFFSitemap: https://a/1\nUser-agent: x\nSitemap: https://a/2").sitemaps())
        .containsExactly("https://a/1", "https://a/2");
    assertThat(parse("Sitemap: https://a/\n".repeat(1000)).sitemaps()).hasSize(20);
  }

  @Test
  void what_lies_behind_the_limit_is_not_read() {
    String file = "User-agent: *\n" + "# padding\n".repeat(60_000) + "Disallow: /\n";
    assertThat(parse(file).allows("/a")).isTrue();
  }

  @Test
  void where_nothing_is_known_nothing_is_allowed() {
    assertThat(Robots.UNREACHABLE.allows("/")).isFalse();
    assertThat(Robots.NONE.allows("/")).isTrue();
  }
}
