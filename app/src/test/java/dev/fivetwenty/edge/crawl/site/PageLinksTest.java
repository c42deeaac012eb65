package dev.fivetwenty.edge.crawl.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageLinksTest {

  private static final URI PAGE = URI.create("https://a.test/shop/index.html");

  private static PageLinks of(String html) {
    return PageLinks.of(html.getBytes(UTF_8), "text/html; charset=utf-8", PAGE);
  }

  private static List<String> parts(String html) {
    return of(html).parts().stream().map(URI::toString).toList();
  }

  private static List<String> links(String html) {
    return of(html).links().stream().map(URI::toString).toList();
  }

  @Test
  void what_a_browser_loads_are_parts() {
    assertThat(parts("<link rel='preload stylesheet' href=a.css><link rel=alternate href=feed><script src=/b.js></script>"
            + "<img src=c.png srcset='d.png 1x, /e.png 2x'><video poster=f.jpg src=g.mp4></video>"
            + "<p style='background: url(h.png)'><style>@import \"i.css\"; x { y: url( 'j.woff' ) }</style>"))
        .containsExactlyInAnyOrder(
            "https://a.test/shop/a.css", "https://a.test/b.js", "https://a.test/shop/c.png",
            "https://a.test/shop/d.png", "https://a.test/e.png", "https://a.test/shop/f.jpg",
            "https://a.test/shop/g.mp4", "https://a.test/shop/h.png", "https://a.test/shop/i.css",
            "https://a.test/shop/j.woff");
  }

  @Test
  void an_image_may_be_one_of_several() {
    assertThat(parts("<img srcset='a.png 1x,b.png 2x,  /c,d.png?w=1,2 480w ,data:image/png;base64,AA== 3x, e.png'>"))
        .containsExactly(
            "https://a.test/shop/a.png", "https://a.test/shop/b.png", "https://a.test/c,d.png?w=1,2", "https://a.test/shop/e.png");
    assertThat(parts("<link rel=preload as=image imagesrcset='f.png 1x'><svg><use href='s.svg#x'/><image xlink:href=g.png /></svg>"))
        .containsExactly("https://a.test/shop/f.png", "https://a.test/shop/s.svg", "https://a.test/shop/g.png");
  }

  @Test
  void links_are_as_a_browser_would_ask_for_them() {
    assertThat(links("<a href='/ü?q=a b#top'>1</a><a href=#top>2</a><a href='mailto:a@b'>3</a><a href='javascript:x()'>4</a>"
            + "<a href='//b.test'>5</a><a href='https://u:p@a.test/'>6</a>"))
        .contains("https://a.test/%C3%BC?q=a%20b", "https://b.test/")
        .noneMatch(url -> url.contains("#") || url.contains("@") || !url.startsWith("https:"));
  }

  @Test
  void what_robots_must_not_follow_is_no_link() {
    assertThat(links("<a href=/a rel='external nofollow'>a</a><a href=/b>b</a>")).containsExactly("https://a.test/b");
    assertThat(links("<meta name=Robots content='noindex, NOFOLLOW'><a href=/a>a</a>")).isEmpty();
  }

  @Test
  void a_query_alone_belongs_to_the_page() {
    assertThat(links("<a href='?page=2'>2</a><a href='//b.test?x'>b</a><a href='\n /c'>c</a>"))
        .containsExactly("https://a.test/shop/index.html?page=2", "https://b.test/?x", "https://a.test/c");
    assertThat(links("<base href='https://a.test//'><a href='?x'>x</a>")).containsExactly("https://a.test//?x");
    assertThat(Link.site(URI.create("https://A.test:443/x"))).isEqualTo("https://a.test");
  }

  @Test
  void a_base_counts() {
    assertThat(links("<base href='https://a.test/other/'><a href=x>x</a>")).containsExactly("https://a.test/other/x");
  }

  @Test
  void a_page_has_bounds() {
    assertThat(links(numbered("<a href=/%d>x</a>", 5000))).hasSize(2000);
    assertThat(parts(numbered("<img src=/%d>", 5000))).hasSize(500);
    assertThat(parts("<img srcset='" + numbered("/%d.png %dw, ", 100) + "'>")).hasSize(8);
    assertThat(of("<div>".repeat(100_000) + "<a href=/deep>").parts()).isEmpty();
    assertThat(PageLinks.of(new byte[] {(byte) 0xFF, 0, 1}, "text/html; charset=no-such", PAGE).links()).isEmpty();
  }

  private static String numbered(String pattern, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) text.append(pattern.replace("%d", Integer.toString(i)));
    return text.toString();
  }

  @Test
  void a_style_sheet_is_read_once_through() {
    var found = new ArrayList<URI>();
    StyleLinks.of("url(".repeat(200_000) + "url(\"" + " ".repeat(200_000), PAGE, found::add);
    StyleLinks.of("a { b: url(data:image/png;base64,AAAA); c: URL( x.png ); d: url('') }", PAGE, found::add);
    assertThat(found).extracting(URI::toString).containsExactly("https://a.test/shop/x.png");
    StyleLinks.of(numbered("url(/%d)", 2000), PAGE, found::add);
    assertThat(found).hasSize(501);
  }
}
