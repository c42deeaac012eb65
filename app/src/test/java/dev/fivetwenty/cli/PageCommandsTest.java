package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.Scenario;
import dev.fivetwenty.lab.Scenarios;
import dev.fivetwenty.remedy.CausePage;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the `probe` command of each cause's page against a lab and reads which cause it names.
@Timeout(120)
class PageCommandsTest {

  /// Pages are asked at the same time, since some of them wait for a timeout.
  private static final int AT_ONCE = 6;

  /// Within one machine the kernel may acknowledge a request before the lab's reset goes out, and then
  /// the reset is one that came instead of a reply.
  private static final Map<Cause, Cause> ALSO =
      Map.of(
          Cause.CONN_RST_BEFORE_REQUEST, Cause.RESP_EMPTY_RST,
          Cause.CONN_FIN_BEFORE_REQUEST, Cause.RESP_EMPTY_RST);

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern PIPE = Pattern.compile("head -c (\\d+) /dev/zero \\| ");

  @TempDir Path folder;

  @Test
  void the_probe_of_each_page_names_its_cause() throws Exception {
    var failures = new ArrayList<String>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var runs = new ArrayList<Callable<Optional<String>>>();
      for (Cause cause : Cause.values()) {
        command(cause).ifPresent(line -> runs.add(() -> run(cause, line, lab)));
      }
      assertThat(runs).hasSizeGreaterThan(100);
      for (Future<Optional<String>> run : threads.invokeAll(runs)) run.get().ifPresent(failures::add);
    }
    assertThat(failures).isEmpty();
  }

  private static Optional<String> command(Cause cause) {
    boolean unseen =
        Arrays.stream(Rule.values())
            .filter(r -> r.slug().equals(cause.slug()))
            .anyMatch(r -> Profile.CLASSIC.decision(r) == Decision.ACCEPT);
    if (unseen || scenario(cause).kind() == Scenario.Kind.BY_HAND) return Optional.empty();
    return CausePage.of(cause).reproduce().stream()
        .filter(l -> l.contains("./fivetwenty probe "))
        .findFirst();
  }

  private static Scenario scenario(Cause cause) {
    return Scenarios.named(cause.slug()).orElseThrow();
  }

  private Optional<String> run(Cause cause, String line, Lab shared) throws IOException {
    if (scenario(cause).kind() != Scenario.Kind.PORT) return run(cause, line, shared, shared);
    try (Lab alone = Lab.open(LabOptions.ANYWHERE.only(scenario(cause)))) {
      return run(cause, line, alone, shared);
    }
  }

  /// Returns what is wrong, if anything is.
  private Optional<String> run(Cause cause, String line, Lab lab, Lab names) throws IOException {
    Path authority = folder.resolve(cause.slug() + ".pem");
    if (line.contains("lab-ca.pem")) Files.writeString(authority, lab.authorityPem());
    String here =
        line.replace(":8580", ":" + lab.addresses().http().getPort())
            .replace(":8581", ":" + names.addresses().dns().getPort())
            .replace("lab-ca.pem", authority.toString());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = new Main(console(input(here), out, err)).run(arguments(here));
    Set<String> named = new HashSet<>();
    if (out.size() > 0) named = named(JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8)));
    if (named.contains(cause.slug())) return Optional.empty();
    if (named.contains(ALSO.getOrDefault(cause, cause).slug())) return Optional.empty();
    return Optional.of(
        cause.slug() + ": " + named + ", exit code " + code + " of " + here + " "
            + err.toString(StandardCharsets.UTF_8).strip());
  }

  private static Set<String> named(JsonNode report) {
    var named = new HashSet<String>();
    JsonNode verdict = report.path("verdict");
    if (verdict.isObject()) return Set.of(verdict.path("cause").asString());
    report.path("glitches").forEach(g -> named.add(g.path("rule").asString()));
    report.path("findings").forEach(f -> named.add(f.path("cause").asString()));
    return named;
  }

  private static String[] arguments(String line) {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(line.substring(line.indexOf("./fivetwenty ") + "./fivetwenty ".length()));
    while (word.find()) words.add(word.group(1) != null ? word.group(1) : word.group(2));
    words.add(1, "--json");
    return words.toArray(String[]::new);
  }

  private static InputStream input(String line) {
    Matcher pipe = PIPE.matcher(line);
    int bytes = pipe.lookingAt() ? Integer.parseInt(pipe.group(1)) : 0;
    return new ByteArrayInputStream(new byte[bytes]);
  }

  private static Console console(
      InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Console(
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }
}
