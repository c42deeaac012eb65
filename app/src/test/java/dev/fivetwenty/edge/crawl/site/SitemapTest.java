package dev.fivetwenty.edge.crawl.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitemapTest {

  private static final String OPEN = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";

  private static Sitemap read(String file) {
    return Sitemap.read(file.getBytes(UTF_8));
  }

  private static String url(String loc) {
    return "<url><loc>" + loc + "</loc><priority>0.5</priority></url>";
  }

  @Test
  void pages_are_those_of_its_own_name_space() {
    String image = "<image:image xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><image:loc>https://a/i.png"
        + "</image:loc></image:image>";
    Sitemap read = read("\uFEFF" + OPEN + "<url><loc> https://a/?x=1&amp;y </loc>" + image + "</url></urlset>");
    assertThat(read.pages()).containsExactly("https://a/?x=1&y");
    assertThat(read.sitemaps()).isEmpty();
  }

  @Test
  void an_index_names_others() {
    Sitemap read = read("<sitemapindex><sitemap><loc><![CDATA[https://a/1.xml.gz]]></loc></sitemap></sitemapindex>");
    assertThat(read.sitemaps()).containsExactly("https://a/1.xml.gz");
  }

  @Test
  void text_has_a_url_a_line() {
    assertThat(read("https://a/1\r\n\r\n  https://a/2\n").pages()).containsExactly("https://a/1", "https://a/2");
  }

  @Test
  void what_stands_before_a_mistake_counts() {
    assertThat(read(OPEN + url("https://a/1") + url("https://a/2") + "<url><loc>https://a/").pages())
        .startsWith("https://a/1", "https://a/2");
    assertThat(read("").pages()).isEmpty();
    assertThat(read("<<<").pages()).isEmpty();
  }

  @Test
  void nothing_that_a_file_refers_to_is_read(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "https://a/secret");
    String file = "<!DOCTYPE x [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><urlset>" + url("https://a/&e;") + "</urlset>";
    assertThat(read(file).pages()).noneMatch(page -> page.contains("secret"));
  }

  @Test
  void entities_do_not_multiply() {
    var types = new StringBuilder("<!DOCTYPE x [<!ENTITY e0 'https://a/'>");
    for (int i = 1; i < 30; i++) types.append("<!ENTITY e%d '&e%d;&e%d;'>".formatted(i, i - 1, i - 1));
    assertThat(read(types + "]><urlset>" + url("&e29;") + "</urlset>").pages()).allMatch(page -> page.length() < 2048);
  }

  @Test
  void one_that_never_ends_is_cut() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write((OPEN + url("https://a/1") + "<!--").getBytes(UTF_8));
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 20; i++) out.write(blanks);
      out.write(("-->" + url("https://a/2") + "</urlset>").getBytes(UTF_8));
    }
    assertThat(packed.size()).isLessThan(1 << 20);
    assertThat(Sitemap.read(packed.toByteArray()).pages()).containsExactly("https://a/1");
    assertThat(read(OPEN + url("https://a/" + "x".repeat(3000)) + url("https://a/1")).pages()).containsExactly("https://a/1");
    assertThat(read("https://a/\n".repeat(60_000)).pages()).hasSize(50_000);
  }
}
