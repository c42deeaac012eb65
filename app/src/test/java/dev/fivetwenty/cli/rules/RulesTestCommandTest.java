package dev.fivetwenty.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `rules test` and `rules suggest`: what they print and write, and their exit codes.
class RulesTestCommandTest {

  private static final String RULES =
      """
      rules:
        - id: curl-login
          expression: http.request.uri.path eq "/login" and http.user_agent contains "curl"
        - id: busy
          rate_limit: {characteristics: [ip.src], period: 1m, requests_per_period: 2}
      """;

  private static final String CASES =
      """
      cases:
        - name: curl may not log in
          given: [{url: "https://shop.example/login", headers: {User-Agent: curl/8}}]
          expect: {decision: block, rule: curl-login}
        - name: the third of a minute is too many
          given: [{url: /, times: 3, every: 10s}]
          expect: {decision: block, rule: busy}
        - name: three in two minutes are not
          given: [{url: /, times: 3, every: 40s}]
          expect: {decision: pass}
      """;

  private final Terminal terminal = new Terminal();

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("cases.yaml"), CASES);
    var log = new StringBuilder();
    for (int second = 0; second < 9; second++) {
      log.append("192.0.2.1 - - [25/Nov/2026:19:47:0%d +0000] \"GET /<b> HTTP/1.1\" 200 1 \"-\" \"Mozilla/5.0\"%n".formatted(second));
    }
    Files.writeString(folder.resolve("access.log"), log);
  }

  private int run(String... more) {
    var words = new java.util.ArrayList<>(java.util.List.of("rules", "test", path("rules.yaml"), "--data", path("data")));
    words.addAll(java.util.List.of(more));
    return terminal.run(words.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void testsOfRulesPassOrSayWhatCame() throws IOException {
    assertThat(run("--cases", path("cases.yaml"))).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("ok      the third of a minute is too many", "3 of 3 tests pass");
    Files.writeString(folder.resolve("cases.yaml"), CASES.replace("every: 40s", "every: 1s"));
    assertThat(run("--cases", path("cases.yaml"))).isEqualTo(Exit.FAULT);
    assertThat(terminal.out())
        .contains("FAILED  three in two minutes are not: expected pass, got block by busy", "2 of 3 tests pass");
  }

  @Test
  void logsAreReplayedInTheirTime() throws IOException {
    assertThat(run("--log", path("access.log"), "--what-if", "--html", path("page.html"))).isEqualTo(Exit.OK);
    assertThat(terminal.out())
        .contains("9 requests from 2026-11-25T19:47:00Z to 2026-11-25T19:47:08Z", "busy: would have denied 7 of 1 client",
            "ordinary browsers 7 (78 % of theirs)", "what if busy had another limit", "as it is", "curl-login: met no request");
    assertThat(Files.readString(folder.resolve("page.html")))
        .contains("<svg", "busy: would have denied 7 of 1 client").doesNotContain("<b>", "<script", "src=", "http://");
    assertThat(run("--log", path("access.log"), "--fail-on", "finding")).isEqualTo(Exit.FAULT);
  }

  @Test
  void theDocumentFollowsItsSchema() throws IOException {
    assertThat(run("--log", path("access.log"), "--cases", path("cases.yaml"), "--what-if", "--json")).isEqualTo(Exit.OK);
    String schema = Files.readString(Path.of("../docs/schema/rules-test.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON).validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    JsonNode report = JsonMapper.shared().readTree(terminal.out());
    assertThat(report.at("/replay/perRule/1/denied").asInt()).isEqualTo(7);
    assertThat(report.at("/cases/2/passed").asBoolean()).isTrue();
  }

  @Test
  void whatIsSuggestedIsAlsoADocumentAndAPage() throws IOException {
    assertThat(
            terminal.run(
                "rules", "suggest", "--log", path("access.log"), "--period", "1m", "--json", "--html", path("page.html")))
        .isEqualTo(Exit.OK);
    String schema = Files.readString(Path.of("../docs/schema/rules-suggest.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON).validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    JsonNode report = JsonMapper.shared().readTree(terminal.out());
    assertThat(report.at("/suggestions/0/requesters/browser/percentiles/3/requests").asInt()).isEqualTo(9);
    assertThat(report.at("/suggestions/0/proposed/requestsPerPeriod").asInt()).isEqualTo(14);
    assertThat(Files.readString(folder.resolve("page.html")))
        .contains("in 1m, by ip.src", "requests_per_period: 14", "<polyline").doesNotContain("<script", "http:", "https:");
  }

  /// All of what is printed; `-Dgolden.update=true` writes it anew.
  @Test
  void whatIsSuggestedIsAsItWas() throws IOException {
    var log = new StringBuilder();
    for (int second = 0; second < 3600; second++) {
      String time = "[25/Nov/2026:19:%02d:%02d +0000]".formatted(second / 60, second % 60);
      log.append("192.0.2.%d - - %s \"GET / HTTP/1.1\" 200 1 \"-\" \"Mozilla/5.0\"%n".formatted(second % 40, time));
      if (second / 60 % 7 == 3) log.append("198.51.100.9 - - %s \"GET / HTTP/1.1\" 200 1 \"-\" \"curl/8\"%n".formatted(time));
    }
    Files.writeString(folder.resolve("access.log"), log);
    terminal.run("rules", "suggest", "--log", path("access.log"), "--expression", "http.request.uri.path eq \"/\"");
    Path golden = Path.of("src/test/resources/golden/suggest.yaml");
    if (Boolean.getBoolean("golden.update")) Files.writeString(golden, terminal.out());
    assertThat(terminal.out()).isEqualTo(Files.readString(golden));
  }

  @Test
  void nothingIsSaidOfAnEmptyLog() throws IOException {
    Files.writeString(folder.resolve("access.log"), "");
    assertThat(run("--log", path("access.log"))).isEqualTo(Exit.OK);
    assertThat(terminal.out()).startsWith("no requests: nothing was tried").doesNotContain("1970");
    assertThat(terminal.run("rules", "suggest", "--log", path("access.log"))).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("none is proposed", "rules: []").doesNotContain("requests_per_period");
  }

  /// What is suggested is a file of rules, and does what is said of it.
  @Test
  void whatIsSuggestedIsRead() throws IOException {
    assertThat(terminal.run("rules", "suggest", "--log", path("access.log"), "--period", "1m")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("requests_per_period: 14", "it would have denied 0 requests");
    Files.writeString(folder.resolve("rules.yaml"), terminal.out());
    assertThat(run("--log", path("access.log"))).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("limit-1m: met no request");
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("on what? --log FILE");
    Files.writeString(folder.resolve("cases.yaml"), CASES.replace("decision: pass", "decision: maybe"));
    assertThat(run("--cases", path("cases.yaml"))).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("cases.yaml:10:24");
    assertThat(run("--log", path("rules.yaml"))).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("the lines are neither of the combined format nor JSON");
    assertThat(terminal.run("rules", "suggest", "--log", path("access.log"), "--by", "ip.scr")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("--by ip.scr");
  }

  /// The page's rules are tested by the page's tests.
  @Test
  void theExamplesOfThePageAreTrue() throws IOException {
    String page = Files.readString(Path.of("../docs/rules-test.md"));
    String[] fences = page.split("```yaml\n");
    assertThat(fences).hasSize(3);
    Files.writeString(folder.resolve("rules.yaml"), fences[1].substring(0, fences[1].indexOf("```")));
    Files.writeString(folder.resolve("cases.yaml"), fences[2].substring(0, fences[2].indexOf("```")));
    assertThat(run("--cases", path("cases.yaml"))).as(terminal.out()).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("3 of 3 tests pass");
  }
}
