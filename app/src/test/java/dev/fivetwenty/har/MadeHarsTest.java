package dev.fivetwenty.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.har.check.Check;
import dev.fivetwenty.har.check.LintRule.Severity;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.sanitise.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that real writers made of broken replies of the lab, by `./dev har-fixtures`.
class MadeHarsTest {

  private static byte[] file(String name) throws Exception {
    return Files.readAllBytes(Path.of("../corpus/har/made", name + ".har"));
  }

  private static List<HarEntry> entries(String name) throws Exception {
    return Hars.entries(new ByteArrayInputStream(file(name)));
  }

  private static DiffReport diff(String direct, String proxied) throws Exception {
    return Diff.between(
        Diff.read(new ByteArrayInputStream(file(direct))), Diff.read(new ByteArrayInputStream(file(proxied))),
        new HostMap());
  }

  @ParameterizedTest
  @ValueSource(strings = {"playwright", "chrome-har", "own", "own-browser"})
  void areReadCheckedSanitisedAndCompared(String name) throws Exception {
    assertThat(entries(name)).isNotEmpty();
    var report = Check.of(new ByteArrayInputStream(file(name)));
    assertThat(report.whole()).isTrue();
    assertThat(report.count(Severity.ERROR)).as(report.notes().toString()).isZero();
    var again = new ByteArrayOutputStream();
    var removals = new Sanitiser(new Tokens(), Keep.NOTHING).sanitise(new ByteArrayInputStream(file(name)), again);
    assertThat(removals.all()).isEmpty();
    assertThat(again.toByteArray()).isEqualTo(Hars.rewritten(new ByteArrayInputStream(file(name))));
    assertThat(diff(name, name).differs()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "own-browser"})
  void oursPassWithEveryWitness(String name) throws Exception {
    HarWitnesses.accept(file(name));
  }

  /// Its recorder writes -1 where no reply came, and keeps the reason.
  @Test
  void playwrightNamesWhatFailed() throws Exception {
    HarEntry empty = named("playwright", "/resp-empty-fin");
    assertThat(empty.status()).isZero();
    assertThat(empty.error()).contains("net::ERR_EMPTY_RESPONSE");
    HarEntry cut = named("playwright", "/body-short-fin");
    assertThat(cut.status()).isEqualTo(200);
    assertThat(cut.error()).contains("net::ERR_CONTENT_LENGTH_MISMATCH");
  }

  private static HarEntry named(String file, String path) throws Exception {
    return entries(file).stream().filter(e -> e.url().endsWith(path)).findFirst().orElseThrow();
  }

  /// Every browser shows a reply without a status code as 200; what our own attempt proves does not.
  @Test
  void whatBrowsersHideIsProvenBesideThem() throws Exception {
    for (String browser : List.of("playwright", "chrome-har")) {
      assertThat(named(browser, "/sl-status-missing").status()).isEqualTo(200);
      assertThat(named(browser, "/sl-status-missing").error()).isEmpty();
      DiffReport report = diff("own-browser", browser);
      assertThat(report.verdict().cause()).contains(Cause.SL_STATUS_MISSING);
    }
    HarEntry merged = named("own-browser", "/sl-status-missing");
    assertThat(merged.status()).isEqualTo(200);
    assertThat(merged.error()).contains("net::ERR_INVALID_HTTP_RESPONSE");
  }
}
