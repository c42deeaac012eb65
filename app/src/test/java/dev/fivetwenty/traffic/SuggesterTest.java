package dev.fivetwenty.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.traffic.log.LogFile;
import dev.fivetwenty.traffic.suggest.Spread;
import dev.fivetwenty.traffic.suggest.Suggester;
import dev.fivetwenty.traffic.suggest.Suggestion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SuggesterTest {

  /// A hundred browsers with ten requests in a minute, one crawler with two hundred.
  private static String log() {
    var text = new StringBuilder();
    for (int n = 0; n < 200; n++) {
      if (n % 20 == 0) {
        for (int client = 0; client < 100; client++) text.append(line("192.0.2." + client, n, "Mozilla/5.0"));
      }
      text.append(line("198.51.100.1", n, "Crawler-bot/1"));
    }
    return text.toString();
  }

  private static String line(String client, int n, String agent) {
    return "%s - - [25/Nov/2026:00:00:%02d +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"%s\"%n".formatted(client, n * 55 / 200, agent);
  }

  private static Suggestion suggestion(Optional<Expression> only) throws Exception {
    return suggester(only).of(List.of(opened(log()))).getFirst();
  }

  private static Suggester suggester(Optional<Expression> only) throws Exception {
    return new Suggester(List.of(Characteristic.parse("ip.src")), only, List.of(Duration.ofMinutes(1)));
  }

  private static LogFile opened(String text) throws IOException {
    return LogFile.open("log", new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aLimitIsProposedThatBrowsersDoNotFeel() throws Exception {
    Suggestion found = suggestion(Optional.empty());
    assertThat(found.all().periods()).isEqualTo(101);
    assertThat(found.all().percentile(50)).isEqualTo(10);
    assertThat(found.all().most()).isEqualTo(200);
    assertThat(found.proposed()).isEqualTo(15);
    assertThat(found.proposedCost()).isEqualTo(new Suggestion.Cost(15, 185, 1, 0));
    assertThat(found.costs()).extracting(Suggestion.Cost::requests).containsExactly(10L, 200L);
  }

  /// Lines come in the order of time in each.
  @Test
  void severalLogsAreCountedAsOne() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var parts = List.of(new StringBuilder(), new StringBuilder(), new StringBuilder());
    log().lines().forEach(line -> parts.get(random.nextInt(parts.size())).append(line).append('\n'));
    var logs = new ArrayList<LogFile>();
    for (StringBuilder part : parts) logs.add(opened(part.toString()));
    Suggestion found = suggester(Optional.empty()).of(logs).getFirst();
    assertThat(found.costs()).as("-Dseed=%d", seed).isEqualTo(suggestion(Optional.empty()).costs());
  }

  @Test
  @Timeout(120)
  void aLogThatCannotBeReadOnEndsItAlthoughAnotherHasNoEnd() throws Exception {
    byte[] line = line("192.0.2.1", 1, "curl/8").getBytes(StandardCharsets.US_ASCII);
    var endless = new InputStream() {
      private int at;

      @Override
      public int read() {
        return line[at++ % line.length];
      }
    };
    var broken = new SequenceInputStream(
        new ByteArrayInputStream(log().getBytes(StandardCharsets.US_ASCII)),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }
        });
    var logs = List.of(LogFile.open("endless", endless), LogFile.open("broken", broken));
    assertThatThrownBy(() -> suggester(Optional.empty()).of(logs)).isInstanceOf(IOException.class).hasMessage("the disk is gone");
  }

  @Test
  void onlyWhatAnExpressionMeansIsCounted() throws Exception {
    Suggestion found = suggestion(Optional.of(Expression.parse("http.user_agent contains \"bot\"")));
    assertThat(found.all().periods()).isOne();
    assertThat(found.all().requests()).isEqualTo(200);
  }

  @Test
  void aSpreadIsExactBelowAndCloseAbove() {
    var spread = new Spread();
    for (int i = 1; i <= 1_000; i++) spread.add(i);
    spread.add(1_000_000);
    assertThat(spread.percentile(50)).isEqualTo(501);
    assertThat(spread.exceeding(990)).isEqualTo(11);
    assertThat(spread.beyond(998)).isBetween(1L + 2 + 988_000, 1L + 2 + 1_010_000);
    assertThat(spread.most()).isEqualTo(1_000_000);
  }
}
