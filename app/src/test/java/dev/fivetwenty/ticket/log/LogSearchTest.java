package dev.fivetwenty.ticket.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.sanitise.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Lines around a time, the most telling ones.
class LogSearchTest {

  private static final Instant AT = Instant.parse("2026-11-25T14:03:12.500Z");

  private static final String RAY = "8f2c1d3a4b5c6d7e-LOC";

  private static LogFindings search(String log) throws IOException {
    return search(log.getBytes(StandardCharsets.UTF_8));
  }

  private static LogFindings search(byte[] log) throws IOException {
    var search =
        new LogSearch(
            List.of(AT), Duration.ofSeconds(5), ZoneOffset.UTC, Optional.of(Cause.RESP_EMPTY_FIN),
            List.of(RAY), "/cart", new LogCleaner(new Tokens(), Ranges.published()));
    return search.in("error.log", new ByteArrayInputStream(log));
  }

  @Test
  void keepsWhatIsNearAndSaysWhatTheLogCovers() throws IOException {
    LogFindings found =
        search(
            "2026/11/25 14:03:00 [error] early\n2026/11/25 14:03:10 [error] near\nwith a second line\n"
                + "2026/11/25 14:04:00 [error] late\n");
    assertThat(found.near()).map(LogLine::text)
        .containsExactly("2026/11/25 14:03:10 [error] near", "with a second line");
    assertThat(found.lines()).isEqualTo(4);
    assertThat(found.dated()).isEqualTo(3);
    assertThat(found.covers(AT)).isTrue();
    assertThat(found.whole()).isTrue();
  }

  @Test
  void saysThatTheTimeIsNotInTheLog() throws IOException {
    LogFindings found = search("2026/11/25 15:00:00 [error] a\n2026/11/25 16:00:00 [error] b\n");
    assertThat(found.near()).isEmpty();
    assertThat(found.covers(AT)).isFalse();
    assertThat(search("no time\nat all\n").dated()).isZero();
    assertThat(search("").first()).isEmpty();
  }

  @Test
  void ofManyLinesTheTellingOnesStay() throws IOException {
    var log = new StringBuilder();
    String noise = "2026/11/25 14:03:12 [info] nothing\n";
    log.append(noise.repeat(500)).append("2026/11/25 14:03:12 [info] ").append(RAY).append(" seen\n")
        .append(noise.repeat(500)).append("2026/11/25 14:03:09 [alert] worker process 7 exited on signal 11\n")
        .append(noise.repeat(500));
    LogFindings found = search(log.toString());
    assertThat(found.near()).hasSize(LogSearch.MOST_LINES);
    assertThat(found.more()).isEqualTo(1502 - LogSearch.MOST_LINES);
    assertThat(found.near()).anyMatch(LogLine::isNamed).anyMatch(l -> l.signature().isPresent());
    assertThat(found.near()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @Test
  void journalsAndCompressedLogsAreRead() throws IOException {
    String journal =
        "{\"__REALTIME_TIMESTAMP\":\"1795615392000000\",\"SYSLOG_IDENTIFIER\":\"kernel\",\"MESSAGE\":\"Out of memory: Killed process 7\"}\n"
            + "{\"__REALTIME_TIMESTAMP\":\"1795615392000000\",\"_COMM\":\"x\",\"_PID\":\"7\",\"MESSAGE\":[104,105,255]}\n"
            + "{\"__REALTIME_TIMESTAMP\":\"never\",\"MESSAGE\":\"x\"}\n{\"broken\n";
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(journal.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Instant.ofEpochSecond(1795615392L)).isEqualTo(AT.minusMillis(500));
    LogFindings found = search(packed.toByteArray());
    assertThat(found.near().getFirst().text()).isEqualTo("kernel: Out of memory: Killed process 7");
    assertThat(found.near().getFirst().signature()).map(Signature::software).contains("Linux");
    assertThat(found.near().get(1).text()).startsWith("x[7]: hi");
  }

  @Test
  void aLineWithoutAnEndIsCut() throws IOException {
    String line = "2026/11/25 14:03:12 [error] " + "x".repeat(LogLines.MAX_LINE * 3);
    LogFindings found = search(line);
    assertThat(found.near().getFirst().text().length()).isLessThanOrEqualTo(LogLines.MAX_LINE);
  }
}
