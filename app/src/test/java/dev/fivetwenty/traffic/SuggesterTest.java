package dev.fivetwenty.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.traffic.log.LogFile;
import dev.fivetwenty.traffic.suggest.Spread;
import dev.fivetwenty.traffic.suggest.Suggester;
import dev.fivetwenty.traffic.suggest.Suggestion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    var suggester = new Suggester(List.of(Characteristic.parse("ip.src")), only, List.of(Duration.ofMinutes(1)));
    try (var log = LogFile.open("log", new ByteArrayInputStream(log().getBytes(StandardCharsets.US_ASCII)))) {
      return suggester.of(List.of(log)).getFirst();
    }
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
