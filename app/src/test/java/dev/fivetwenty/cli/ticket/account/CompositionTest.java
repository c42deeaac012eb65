package dev.fivetwenty.cli.ticket.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.ticket.Audience;
import dev.fivetwenty.ticket.MarkdownForm;
import dev.fivetwenty.ticket.log.LogFindings;
import dev.fivetwenty.wire.Profile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How an account is worded for its reader.
class CompositionTest {

  private static final Instant AT = Instant.parse("2026-11-25T14:03:12.412Z");

  private static Account account(Cause cause, List<String> software, String url) {
    var matter =
        new Account.Matter(
            "GET", url, "203.0.113.7:443", Optional.of(Profile.CLASSIC), Optional.of(cause), Optional.empty(),
            "520 " + cause.slug(), cause.summary());
    return new Account(
        "examination", matter, List.of(new Occurrence(AT, "direct", cause.slug(), "")), "seen once",
        List.of(), List.of(), "", List.of(), List.of(), List.of(), "", software, List.of());
  }

  private static String text(Account account, Audience audience, LogFindings... logs) {
    var addressed =
        new Addressed(audience, "", "", AT, List.of(logs), ZoneOffset.UTC, Optional.empty(), List.of());
    return MarkdownForm.of(Composition.of(account, addressed, List.of()));
  }

  /// Every cause can be told of to both, with something to expect in its place.
  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseHasItsWords(Cause cause) {
    for (Audience audience : Audience.values()) {
      assertThat(text(account(cause, List.of(), "https://shop.example/"), audience))
          .contains("# 520 " + cause.slug() + " at ", "**Expected:** ", "2026-11-25 14:03:12.412 UTC");
    }
  }

  @Test
  void whereTheSoftwareIsKnownNobodyElsesLogsAreNamed() {
    String nginx = text(account(Cause.RESP_EMPTY_FIN, List.of("nginx", "PHP-FPM"), "https://a/"), Audience.HOST);
    assertThat(nginx).contains("/var/log/nginx/error.log", "php*-fpm.log", "Out of memory", "| It means |")
        .doesNotContain("apache2", "haproxy.log");
    String unknown = text(account(Cause.RESP_EMPTY_FIN, List.of(), "https://a/"), Audience.HOST);
    assertThat(unknown).contains("/var/log/nginx/error.log", "apache2", "haproxy.log");
  }

  @Test
  void aLogThatWasWrittenButHasNothingOfTheTimeSaysSo() {
    var gap =
        new LogFindings(
            "access.log", 900, 900, Optional.of(AT.minusSeconds(600)), Optional.of(AT.plusSeconds(600)),
            List.of(), 0, true);
    assertThat(text(account(Cause.RESP_EMPTY_FIN, List.of(), "https://a/"), Audience.HOST, gap))
        .contains("the request left no trace here");
    var elsewhere =
        new LogFindings(
            "access.log", 9, 9, Optional.of(AT.plusSeconds(60)), Optional.of(AT.plusSeconds(600)),
            List.of(), 0, true);
    assertThat(text(account(Cause.RESP_EMPTY_FIN, List.of(), "https://a/"), Audience.HOST, elsewhere))
        .contains("that time is not in it");
  }

  @Test
  void hostileNamesStayText() {
    var log =
        new LogFindings("<b>`x`|[a](b)</b>.log", 1, 0, Optional.empty(), Optional.empty(), List.of(), 0, true);
    String text = text(account(Cause.HDR_NONE, List.of("<i>nginx`"), "http://a/`<script>"), Audience.CDN, log);
    assertThat(text.replaceAll("`[^`\n]*`", "")).doesNotContain("<b>", "<i>", "<script>", "[a](b)");
  }
}
