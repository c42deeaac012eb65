package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.RulesYaml;
import dev.fivetwenty.recorder.accesslog.AccessLog;
import dev.fivetwenty.recorder.accesslog.LogOutput;
import dev.fivetwenty.recorder.accesslog.QueryValues;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.traffic.Outcome;
import dev.fivetwenty.traffic.Replay;
import dev.fivetwenty.traffic.RuleHits;
import dev.fivetwenty.traffic.log.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same traffic, once through rules in shadow mode and once as the log of the edge through `rules test`: the same
/// rules hold as often.
class ReplayedShadowTest {

  private static final int REQUESTS = 120;

  private static final List<String> PATHS = List.of("/", "/login", "/login?next=/a%20b", "/api/v1/items?id=7", "/static/a.css");
  private static final List<String> AGENTS = List.of("Mozilla/5.0 (X11; Linux)", "curl/8.5.0", "Googlebot/2.1");

  /// The periods outlast any test, so that it does not matter when a request comes.
  private static final String RULES =
      """
      rules:
        - {id: login, expression: 'http.request.uri.path eq "/login"', mode: shadow}
        - {id: tools, expression: 'http.user_agent contains "curl" and not ip.src in {203.0.113.0/30}', mode: shadow}
        - {id: items, expression: 'any(http.request.uri.args["id"][*] eq "7")', action: log}
        - id: few
          mode: shadow
          rate_limit: {characteristics: [ip.src], period: 1d, requests_per_period: 7}
        - id: few-failures
          mode: shadow
          rate_limit:
            characteristics: [ip.src, http.request.uri.path]
            period: 1d
            requests_per_period: 2
            counting_expression: 'http.response.code eq 200'
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReplayOfItsLogNotesWhatTheEdgeNoted(boolean combined, @TempDir Path folder) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    Filters filters =
        RulesYaml.read(
            new Source("rules.yaml", Path.of(""), RULES), new Surroundings(Map.of(), 1, FileLook.NONE));
    Path file = folder.resolve("access.log");
    var output = LogOutput.file(file);
    AccessLog log =
        combined
            ? AccessLog.combined(output, QueryValues.KEPT, System.err::println)
            : AccessLog.json(output, QueryValues.KEPT, System.err::println);
    Map<String, Long> atTheEdge = new TreeMap<>();
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port(), log);
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < REQUESTS; i++) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        // A name for this request, which no rule looks at.
        String target = path + (path.contains("?") ? "&" : "?") + "n=" + i;
        caller.ask("GET", "a.example", target, client(random), "User-Agent: " + AGENTS.get(random.nextInt(AGENTS.size())));
        String noted = edge.seen(seen -> seen.target().equals(target)).notedRules();
        if (noted == null || noted.isEmpty()) continue;
        for (String id : noted.split(" ")) atTheEdge.merge(id, 1L, Long::sum);
      }
    }
    assertThat(replayed(filters, file)).as("rerun with -Dseed=%d", seed).isEqualTo(atTheEdge);
    assertThat(atTheEdge).containsKeys("login", "tools", "items", "few", "few-failures");
  }

  /// Returns the field by which the trusted peer names the client, which wrote something itself now and then.
  private static String client(Random random) {
    String client = "203.0.113." + random.nextInt(8);
    return switch (random.nextInt(3)) {
      case 0 -> "CF-Connecting-IP: " + client;
      case 1 -> "X-Forwarded-For: 198.51.100.1, " + client + ", 10.0.0.1";
      default -> "X-Forwarded-For: " + client;
    };
  }

  private static Map<String, Long> replayed(Filters filters, Path log) throws IOException {
    try (LogFile file = LogFile.open("log", Files.newInputStream(log))) {
      Outcome outcome = new Replay(filters.rules(), AddressTrie.EMPTY, false).of(List.of(file), 1);
      assertThat(outcome.requests()).isEqualTo(REQUESTS);
      return outcome.rules().stream().filter(hits -> hits.noted() > 0)
          .collect(Collectors.toMap(RuleHits::id, RuleHits::noted, Long::sum, TreeMap::new));
    }
  }
}
