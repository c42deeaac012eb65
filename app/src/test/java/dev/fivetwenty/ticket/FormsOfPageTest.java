package dev.fivetwenty.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ticket.Page.Code;
import dev.fivetwenty.ticket.Page.Fact;
import dev.fivetwenty.ticket.Page.Facts;
import dev.fivetwenty.ticket.Page.Items;
import dev.fivetwenty.ticket.Page.Section;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.Page.Steps;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever stands in a page, both forms of it stay text.
class FormsOfPageTest {

  @ParameterizedTest
  @ValueSource(strings = {
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "![x](http://evil.example/a)",
    "[click](javascript:alert(1))", "| a | b |", "**bold** _it_", "```\n# heading\n```",
    "a\u202Egnp.exe", "\u001b]0;owned\u0007", "&lt;b&gt;", "' onmouseover='x", "a\r\nb\n\n# c"
  })
  void hostileTextIsNoMarkup(String hostile) {
    Page page = everywhere(Span.code(hostile), Span.plain(hostile), hostile);
    String html = HtmlForm.of(page);
    assertThat(html).doesNotContain("<script", "<img", "<b>", "\u202E", "\u001b", "onerror=alert(1)>");
    assertThat(html.replaceAll("(?s)<style>.*?</style>", "")).doesNotContainPattern("<[a-z]+[^>]* onmouseover");
    String markdown = MarkdownForm.of(page);
    assertThat(markdown).doesNotContain("\u202E", "\u001b", "\u0007", "\r");
    assertThat(outsideCode(markdown)).doesNotContainPattern("(?<!\\\\)[<\\[]")
        .doesNotContainPattern("(?m)^# (?!title)");
  }

  /// Returns the text without code spans, which CommonMark shows as they are, and without fences.
  private static String outsideCode(String markdown) {
    return markdown.replaceAll("(?ms)^ *(`{3,})$.*?^ *\\1$", "").replaceAll("`[^`\n]*`", "")
        .replace("\\[", "").replace("\\<", "");
  }

  private static Page everywhere(String code, String plain, String raw) {
    return new Page(
        "title " + code, plain,
        List.of(
            new Section(
                "heading", new Text(code + " and " + plain), new Facts(List.of(new Fact("name", code))),
                new Items(List.of(plain, code)), new Steps(List.of(new Step(plain, raw, code))),
                new Code(raw), new Table(List.of("a", "b"), List.of(List.of(code, plain))))));
  }

  @Test
  void bothFormsSayTheSame() {
    Page page = everywhere("`slug`", "a sentence", "command --option");
    for (String word : List.of("title", "slug", "heading", "a sentence", "command --option", "name")) {
      assertThat(MarkdownForm.of(page)).contains(word);
      assertThat(HtmlForm.of(page)).contains(word);
    }
  }

  @Test
  void aFenceIsLongerThanAnyWithin() {
    Page page = new Page("t", "l", List.of(new Section("h", new Code("a\n````\nb"))));
    assertThat(MarkdownForm.of(page)).contains("`````\na\n````\nb\n`````\n");
  }

  @Test
  void whatFollowsATableIsNoRowOfIt() {
    Page page =
        new Page("t", "l", List.of(new Section("h", new Table(List.of("a"), List.of(List.of("b"))), new Text("c"))));
    assertThat(MarkdownForm.of(page)).endsWith("| b |\n\nc\n");
  }

  @Test
  void thePageNeedsNothingElse() {
    String html = HtmlForm.of(everywhere("c", "p", "r"));
    assertThat(html).contains("Content-Security-Policy", "default-src 'none'", "prefers-color-scheme")
        .doesNotContain("<script", "<link", "src=", "@import", "url(");
  }
}
