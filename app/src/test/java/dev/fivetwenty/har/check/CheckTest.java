package dev.fivetwenty.har.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.har.Hars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckTest {

  private static final String SOUND =
      Hars.log(Hars.entry("http://a/b?c=d", 200, content(2, "ok"))
          .replace("\"queryString\":[]", "\"queryString\":[{\"name\":\"c\",\"value\":\"d\"}]")
          .replace("\"headers\":[]", "\"headers\":[{\"name\":\"A\",\"value\":\"1\"}]"))
          .replace("\"version\":\"1.2\"", "\"version\":\"1.2\",\"pages\":[" + page("p") + "]");

  private static String content(int size, String text) {
    return "\"headers\":[],\"content\":{\"size\":%d,\"mimeType\":\"text/plain\",\"text\":\"%s\"},"
        .formatted(size, text);
  }

  private static String page(String id) {
    return """
        {"startedDateTime":"2026-11-20T09:15:02Z","id":"%s","title":"t","pageTimings":{}}"""
        .formatted(id);
  }

  private static CheckReport check(String har) throws IOException {
    return Check.of(Hars.in(har));
  }

  @Test
  void aSoundFileHasNoNotes() throws IOException {
    CheckReport report = check(SOUND);
    assertThat(report.notes()).isEmpty();
    assertThat(report.entries()).isEqualTo(1);
    assertThat(report.whole()).isTrue();
  }

  /// Each row changes one thing in a file that is sound.
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "log-version            | \"version\":\"1.2\"            | \"version\":\"2.0\"                     | /log/version",
    "log-version            | \"version\":\"1.2\",           | ``                                      | /log",
    "entries-missing        | \"entries\"                    | \"_entries\"                            | /log",
    "field-missing          | \"creator\":{\"name\":\"test\",| \"creator\":{                           | /log/creator",
    "field-missing          | \"mimeType\":\"text/plain\",   | ``                                      | /log/entries/0/response/content",
    "field-type             | \"status\":200                 | \"status\":\"error\"                    | /log/entries/0/response/status",
    "field-type             | \"send\":1                     | \"send\":\"1\"                          | /log/entries/0/timings/send",
    "null-value             | \"redirectURL\":\"\"           | \"redirectURL\":null                    | /log/entries/0/response/redirectURL",
    "member-twice           | \"send\":1                     | \"send\":1,\"send\":1                   | /log/entries/0/timings/send",
    "unprefixed-field       | \"send\":1                     | \"send\":1,\"same~Site/\":1             | /log/entries/0/timings/same~0Site~1",
    "page-id-twice          | \"pages\":[                    | \"pages\":[{\"id\":\"p\"},              | /log/pages/1/id",
    "pageref-dangling       | \"time\":3                     | \"time\":3,\"pageref\":\"q\"            | /log/entries/0/pageref",
    "date-invalid           | 09:15:02.113Z                  | 9.15 Uhr                                | /log/entries/0/startedDateTime",
    "date-without-zone      | 09:15:02.113Z                  | 09:15:02.113                            | /log/entries/0/startedDateTime",
    "time-not-sum           | \"time\":3                     | \"time\":30                             | /log/entries/0/time",
    "timing-negative        | \"wait\":1                     | \"wait\":-1                             | /log/entries/0/timings/wait",
    "ssl-outside-connect    | \"wait\":1                     | \"wait\":1,\"connect\":2,\"ssl\":9      | /log/entries/0/timings/ssl",
    "url-invalid            | http://a/b?c=d                 | /b?c=d                                  | /log/entries/0/request/url",
    "url-fragment           | http://a/b?c=d                 | http://a/b?c=d#e                        | /log/entries/0/request/url",
    "query-differs          | http://a/b?c=d                 | http://a/b                              | /log/entries/0/request/queryString",
    "cookies-differ         | \"name\":\"A\",\"value\":\"1\" | \"name\":\"Cookie\",\"value\":\"a=b\"   | /log/entries/0/request/cookies",
    "post-text-and-params   | \"bodySize\":0}                | \"bodySize\":0,\"postData\":{\"mimeType\":\"\",\"text\":\"a\",\"params\":[{\"name\":\"a\"}]}} | /log/entries/0/request/postData",
    "status-invalid         | \"status\":200                 | \"status\":-1                           | /log/entries/0/response/status",
    "failure-without-reason | \"status\":200                 | \"status\":0                            | /log/entries/0/response",
    "http09-as-success      | \"statusText\":\"\",\"httpVersion\":\"HTTP/1.1\" | \"statusText\":\"\",\"httpVersion\":\"http/0.9\" | /log/entries/0/response/httpVersion",
    "header-name            | \"name\":\"A\"                 | \"name\":\"A B\"                        | /log/entries/0/request/headers/0/name",
    "header-value           | \"value\":\"1\"                | \"value\":\"1\\n2\"                     | /log/entries/0/request/headers/0/value",
    "base64-invalid         | \"text\":\"ok\"                | \"text\":\"o*k\",\"encoding\":\"base64\"| /log/entries/0/response/content/text",
    "content-size           | \"size\":2                     | \"size\":5000                           | /log/entries/0/response/content/size",
    "content-where-none     | \"status\":200                 | \"status\":204                          | /log/entries/0/response/content/text",
    "har-broken             | \"wait\":1                     | \"wait\":                               | /log/entries/0"
  })
  void eachRuleHasItsPlace(String rule, String sound, String broken, String pointer)
      throws IOException {
    assertThat(SOUND).contains(sound);
    String har = SOUND.replace(sound, broken == null ? "" : broken);
    List<Note> notes =
        check(har).notes().stream().filter(n -> n.rule().slug().equals(rule)).toList();
    assertThat(notes).isNotEmpty();
    assertThat(notes.getFirst().pointer()).isEqualTo(pointer);
  }

  @Test
  void aRedirectNamesItsTarget() throws IOException {
    String entry =
        Hars.entry("http://a/", 302, content(0, "").replace("[]", "[{\"name\":\"location\",\"value\":\"/x\"}]"));
    assertThat(rules(check(Hars.log(entry)))).containsExactly(LintRule.REDIRECT_URL);
  }

  @Test
  void orderAndLengthAreSeen() throws IOException {
    String later = Hars.entry("http://a/", 200, content(2, "ok"));
    String earlier = later.replace("09:15", "09:14");
    assertThat(rules(check(Hars.log(later, earlier)))).containsExactly(LintRule.ENTRIES_UNSORTED);
    String big = Hars.entry("http://a/", 200, content(5 << 20, "x".repeat(5 << 20)));
    assertThat(rules(check(Hars.log(big)))).containsExactly(LintRule.VALUE_TOO_LONG);
  }

  private static Set<LintRule> rules(CheckReport report) {
    return report.counts().keySet();
  }

  static List<Path> corpus() throws IOException {
    return Hars.corpus();
  }

  /// The URLs of notes carry no secret of the corpus.
  @ParameterizedTest
  @MethodSource("corpus")
  void filesOfRealWritersAreReadToTheirEnd(Path file) throws IOException {
    CheckReport report = Check.of(Files.newInputStream(file));
    assertThat(report.whole()).isTrue();
    assertThat(report.entries()).isPositive();
    assertThat(report.creator()).isNotEmpty();
    assertThat(report.notes().toString()).doesNotContain("pa55", "WELCOME5", "ST-112-9f");
  }

  @Test
  void knownHabitsOfWritersAreNamed() throws IOException {
    assertThat(rules(Check.of(Files.newInputStream(Hars.file("playwright")))))
        .contains(LintRule.STATUS_INVALID, LintRule.TIMING_NEGATIVE, LintRule.SSL_OUTSIDE_CONNECT,
            LintRule.PAGEREF_DANGLING);
    assertThat(rules(Check.of(Files.newInputStream(Hars.file("chrome")))))
        .contains(LintRule.UNPREFIXED_FIELD);
    assertThat(rules(Check.of(Files.newInputStream(Hars.file("firefox")))))
        .contains(LintRule.FIELD_MISSING, LintRule.FAILURE_WITHOUT_REASON);
    assertThat(rules(Check.of(Files.newInputStream(Hars.file("mitmproxy")))))
        .contains(LintRule.NULL_VALUE);
    assertThat(rules(Check.of(Files.newInputStream(Hars.file("fiddler")))))
        .contains(LintRule.FIELD_TYPE);
    assertThat(rules(Check.of(Files.newInputStream(Hars.file("charles")))))
        .contains(LintRule.URL_FRAGMENT);
  }

  @Test
  void oneSystematicFaultDoesNotFillTheReport() throws IOException {
    String bad = Hars.entry("http://a/", 200, content(3, "ok"));
    String[] entries = new String[1000];
    java.util.Arrays.fill(entries, bad);
    CheckReport report = check(Hars.log(entries));
    assertThat(report.counts()).containsEntry(LintRule.CONTENT_SIZE, 1000);
    assertThat(report.notes()).hasSize(Notes.MOST_OF_A_RULE);
  }

  @Test
  void rulesAreManyAndSaySomething() {
    assertThat(EnumSet.allOf(LintRule.class)).hasSizeGreaterThanOrEqualTo(25)
        .allSatisfy(rule -> assertThat(rule.sentence()).hasSizeGreaterThan(20).doesNotEndWith("."));
  }
}
