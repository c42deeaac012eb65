package dev.fivetwenty.cli.incident;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.lab.LabCommand;
import dev.fivetwenty.cli.lab.LabIncident;
import dev.fivetwenty.cli.service.EdgeService;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.incident.sqlite.SqliteIncidents;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every scenario of the lab through an edge that records: the Ray ID of the response finds what the
/// edge's log says of it, and what was recorded shows the same fault again.
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class WhyThroughEdgeTest {

  /// Leads to the address of a real network, which no test may ask.
  private static final Set<String> OUTSIDE = Set.of("behind-cdn");

  /// What becomes of these depends on chance, on a race, or on how often they were asked.
  private static final Set<String> CHANCE =
      Set.of(
          "time-header-drip", "intermittent", "fails-under-concurrency", "rate-limited",
          "rate-limited-reset", "rate-limited-silence", "limit-header-section-growing",
          "conn-rst-before-request", "conn-fin-before-request", "conn-rst-during-request",
          "conn-early-response", "differs-through-proxy");

  /// These end as they do because of TLS, of the request's content, or of what was never answered:
  /// not because of the reply's bytes and ending alone.
  private static final Set<Cause> NOT_OF_BYTES =
      Set.of(
          Cause.WRITE_TIMEOUT_ACKED, Cause.WRITE_TIMEOUT_UNACKED, Cause.TIME_FIRST_BYTE_UNACKED);

  private static final Pattern RAY = Pattern.compile("\r\nRay-Id: ([0-9a-f]{16}-LOC)\r\n");

  /// A request that an edge does not send twice.
  private static final List<String> NO_CONTENT = List.of("Content-Length: 0");

  @TempDir Path folder;

  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger shownAgain = new AtomicInteger();
  private final AtomicInteger tlsShownAgain = new AtomicInteger();

  /// What was answered to a request of a scenario.
  private record Asked(Scenario scenario, String terms, String ray) {}

  @Test
  void everyScenarioIsFoundAndShownAgain() throws Exception {
    List<Scenario> scenarios =
        Scenarios.all().stream().filter(WhyThroughEdgeTest::canBeAsked).toList();
    var wrong = new ArrayList<String>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder));
        var threads = Executors.newFixedThreadPool(16)) {
      lab.certificatesWritten().get();
      List<Asked> asked = asked(scenarios, lab, threads::submit);
      var answers = new ArrayList<Future<List<String>>>();
      Map<String, Map<String, JsonNode>> logs = logs(asked);
      for (Asked one : asked) {
        JsonNode logged = logs.get(one.terms).get(one.ray);
        Callable<List<String>> look = () -> differences(one, logged);
        answers.add(threads.submit(look));
      }
      for (var answer : answers) wrong.addAll(answer.get());
    }
    assertThat(wrong).isEmpty();
    assertThat(failed).hasValueGreaterThan(130);
    assertThat(shownAgain).hasValueGreaterThan(80);
    assertThat(tlsShownAgain).hasValueGreaterThan(15);
  }

  @Test
  void aReplayOfWhatFailsNowAndThenContainsTheTruth() throws Exception {
    Scenario scenario = Scenarios.named("intermittent").orElseThrow();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      EdgeService edge = start("classic patient", List.of(scenario), lab);
      URI url = URI.create(lab.urlOf(scenario) + "?n=20&seed=520");
      String failed = "";
      for (int i = 0; i < 40 && failed.isEmpty(); i++) {
        String reply = exchange(address(edge), head("POST", url, scenario, NO_CONTENT), 0);
        if (reply.startsWith("HTTP/1.1 520 ")) failed = reply;
      }
      Matcher ray = RAY.matcher(failed);
      assertThat(ray.find()).isTrue();
      awaitStored("classic patient", ray.group(1));
      edge.stop();
      var terminal = new Terminal();
      int code =
          terminal.run(
              "replay", ray.group(1), "-n", "100", "--rate", "50", "--unsafe", "--json", "--query",
              "n=20&seed=521", "--data", data("classic patient").toString());
      assertThat(code).isEqualTo(Exit.FAULT);
      JsonNode replay = JsonMapper.shared().readTree(terminal.out());
      assertThat(replay.at("/likelihood/failed").asInt()).isEqualTo(5);
      assertThat(replay.at("/likelihood/low").asDouble()).isLessThan(0.05);
      assertThat(replay.at("/likelihood/high").asDouble()).isGreaterThan(0.05);
    }
  }

  /// The header section is over the limit of this edge; by a built-in profile something else is wrong.
  @Test
  void whatAnOwnProfileRefusedIsRefusedAgain() throws Exception {
    Scenario scenario = Scenarios.named("body-short-fin").orElseThrow();
    var wrong = new ArrayList<String>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      EdgeService edge = start("tight patient", List.of(scenario), lab);
      var asked = new Asked(scenario, "tight patient", ray(scenario, lab.urlOf(scenario), edge));
      awaitStored(asked.terms, asked.ray);
      edge.stop();
      JsonNode why = why(asked, wrong);
      assertThat(why.at("/incidents/0/profile").asString()).isEqualTo("tight");
      assertThat(why.at("/incidents/0/verdict/cause").asString()).isEqualTo("limit-header-section");
      again(asked, "limit-header-section", wrong);
    }
    assertThat(wrong).isEmpty();
  }

  /// An edge that stops waits for its store for some seconds only, which a machine without time to spare exceeds.
  private void awaitStored(String terms, String ray) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (true) {
      try (var incidents = SqliteIncidents.open(data(terms))) {
        if (!incidents.byRay(ray, 1).isEmpty()) return;
      }
      assertThat(System.nanoTime()).as("it was never stored").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private interface Threads {
    Future<String> submit(Callable<String> task);
  }

  private static boolean canBeAsked(Scenario scenario) {
    boolean elsewhere =
        scenario.kind() == Scenario.Kind.DNS || scenario.kind() == Scenario.Kind.BY_HAND;
    return !elsewhere && !OUTSIDE.contains(scenario.slug());
  }

  // Through the edges, one for each profile and patience.

  private List<Asked> asked(List<Scenario> scenarios, Lab lab, Threads threads) throws Exception {
    var byTerms = new LinkedHashMap<String, List<Scenario>>();
    scenarios.forEach(s -> byTerms.computeIfAbsent(terms(s), _ -> new ArrayList<>()).add(s));
    var asked = new ArrayList<Asked>();
    for (var entry : byTerms.entrySet()) {
      EdgeService edge = start(entry.getKey(), entry.getValue(), lab);
      var rays = new LinkedHashMap<Scenario, Future<String>>();
      for (Scenario one : entry.getValue()) {
        rays.put(one, threads.submit(() -> ray(one, lab.urlOf(one), edge)));
      }
      for (var ray : rays.entrySet()) {
        asked.add(new Asked(ray.getKey(), entry.getKey(), ray.getValue().get()));
      }
      edge.stop();
    }
    return asked;
  }

  private EdgeService start(String terms, List<Scenario> scenarios, Lab lab) throws IOException {
    var text = new StringBuilder();
    String limit = terms.endsWith("brief") ? "2s" : "20s";
    text.append("listen: [\"127.0.0.1:0\"]\nadmin: none\nworkers: 1\n")
        .append("profile: ").append(terms.replaceFirst(" .*", "")).append('\n')
        .append("profiles: {tight: {limits: {header_section: 30}}}\n")
        .append("access_log: {format: json, path: \"").append(log(terms)).append("\"}\n")
        .append("recorder: {per_minute: 100000}\n")
        .append("timeouts: {connect: LIMIT, tls: LIMIT, write: LIMIT, request_unacked: LIMIT, "
            .replace("LIMIT", limit))
        .append("response_head: LIMIT, between_bytes: LIMIT}\nroutes:\n".replace("LIMIT", limit));
    for (Scenario scenario : scenarios) text.append(route(scenario, lab.urlOf(scenario)));
    var source =
        Source.of("test", folder, new ByteArrayInputStream(text.toString().getBytes(ISO_8859_1)));
    EdgeConfig config = EdgeYaml.read(source, Overrides.NONE, Surroundings.ofProcess(Map.of()));
    return EdgeService.start(
        config, () -> config, data(terms), Map.of(), "1.2.3", line -> {});
  }

  /// An origin of its own for each scenario: no connection is shared with another.
  private String route(Scenario scenario, URI url) {
    boolean secure = url.getScheme().equals("https");
    String host = secure ? url.getHost() : host(scenario);
    boolean full = scenario.hints().contains("--tls full");
    String tls =
        !secure
            ? ""
            : full
                ? "    tls: {trust: full}\n"
                : "    tls: {trust: strict, authorities: lab-ca.pem}\n";
    return """
          - host: "%s"
            keep_host: false
            origins: [{url: "%s://%s:%d", address: "127.0.0.1:%d"}]
        %s""".formatted(host(scenario), url.getScheme(), host, url.getPort(), url.getPort(), tls);
  }

  /// Returns the Ray ID of the answer.
  private static String ray(Scenario scenario, URI url, EdgeService edge) throws IOException {
    InetSocketAddress address = address(edge);
    Ask ask = scenario.ask();
    boolean reused = scenario.cause() == Cause.CONN_STALE_REUSE;
    if (reused) exchange(address, head("GET", url, scenario, List.of()), 0);
    var fields = new ArrayList<>(ask.fields().stream().filter(f -> !f.endsWith(":")).toList());
    if (reused || ask.content() > 0) fields.add("Content-Length: " + ask.content());
    String head = head(reused ? "POST" : ask.method(), url, scenario, fields);
    String reply = exchange(address, head, ask.content());
    Matcher ray = RAY.matcher(reply);
    assertThat(ray.find()).as("%s: %s", scenario.slug(), reply).isTrue();
    return ray.group(1);
  }

  private static InetSocketAddress address(EdgeService edge) {
    String place = edge.addresses().getFirst();
    int colon = place.lastIndexOf(':');
    return new InetSocketAddress(
        place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
  }

  private static String head(String method, URI url, Scenario scenario, List<String> fields) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    var head = new StringBuilder(method + " " + url.getRawPath() + query + " HTTP/1.1\r\nHost: ");
    head.append(host(scenario)).append("\r\n");
    boolean upgrades = fields.stream().anyMatch(f -> f.startsWith("Connection:"));
    if (!upgrades) head.append("Connection: close\r\n");
    for (String field : fields) head.append(field).append("\r\n");
    return head.append("\r\n").toString();
  }

  private static String exchange(InetSocketAddress address, String head, int content)
      throws IOException {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      var reply = new StringBuilder();
      Thread sender = Thread.startVirtualThread(() -> send(socket, content));
      try {
        byte[] some = new byte[8192];
        for (int n; (n = socket.getInputStream().read(some)) >= 0; ) {
          if (reply.length() < 65_536) reply.append(new String(some, 0, n, ISO_8859_1));
          if (reply.indexOf("HTTP/1.1 101") == 0 && reply.indexOf("\r\n\r\n") > 0) break;
        }
      } catch (IOException cut) {
        // A reply that is cut short ends with a reset; its head has come.
      }
      sender.interrupt();
      return reply.toString();
    }
  }

  private static void send(Socket socket, int content) {
    try {
      byte[] part = new byte[64 << 10];
      for (int sent = 0; sent < content; sent += part.length) {
        socket.getOutputStream().write(part, 0, Math.min(part.length, content - sent));
      }
    } catch (IOException refused) {
      // Answered before all of it was wanted.
    }
  }

  // What is said afterwards.

  private List<String> differences(Asked asked, JsonNode logged) {
    var wrong = new ArrayList<String>();
    String slug = asked.scenario.slug();
    JsonNode why = why(asked, wrong);
    if (!logged.has("cause")) return wrong;
    JsonNode verdict = why.at("/incidents/0/verdict");
    String cause = logged.get("cause").asString();
    if (!verdict.path("cause").asString("").equals(cause)) {
      wrong.add(slug + ": logged " + cause + ", why says " + verdict.path("cause") + " found "
          + why.get("found"));
      return wrong;
    }
    failed.incrementAndGet();
    long offset = logged.has("offset") ? logged.get("offset").asLong() : -1;
    if (verdict.get("offset").asLong(-1) != offset) {
      wrong.add(slug + ": logged offset " + offset + ", why says " + verdict.get("offset"));
    }
    String again = why.at("/incidents/0/reproduce/0").asString();
    if (cause.contains("time") && !again.contains(" --max-time ")) {
      wrong.add(slug + ": whoever pastes this waits for ever: " + again);
    }
    if (CHANCE.contains(slug)) return wrong;
    boolean meant = asked.scenario.cause().slug().equals(cause);
    if (!meant && asked.scenario.cause().isFault()) wrong.add(slug + ": " + cause);
    if (isShownByBytes(asked.scenario, why)) again(asked, cause, wrong);
    if (asked.scenario.cause().family() == Family.TLS && meant) tlsAgain(asked, wrong);
    return wrong;
  }

  private JsonNode why(Asked asked, List<String> wrong) {
    var terminal = new Terminal();
    int code = terminal.run("why", asked.ray, "--json", "--data", data(asked.terms).toString());
    JsonNode why = JsonMapper.shared().readTree(terminal.out());
    JsonNode verdict = why.at("/incidents/0/verdict");
    boolean isFault = !verdict.isMissingNode() && !verdict.isNull();
    String slug = asked.scenario.slug();
    if (why.get("found").asString().equals("nothing")) wrong.add(slug + ": never seen");
    if (code != (isFault ? Exit.FAULT : Exit.OK)) wrong.add(slug + ": exit code " + code);
    return why;
  }

  private static boolean isShownByBytes(Scenario scenario, JsonNode why) {
    if (NOT_OF_BYTES.contains(scenario.cause())) return false;
    if (why.at("/incidents/0/answer/origin").asString().startsWith("https://")) return false;
    for (JsonNode command : why.at("/incidents/0/reproduce")) {
      if (command.asString().startsWith("fivetwenty lab --incident ")) return true;
    }
    return false;
  }

  /// Of TLS the scenario is shown again, or another one of its cause.
  private void tlsAgain(Asked asked, List<String> wrong) {
    var store = Wiring.stores();
    var values = new LabCommand(store).options().read("lab", "--data", data(asked.terms).toString());
    Optional<Scenario> again = LabIncident.of(asked.ray, store, values, null).scenario();
    if (again.filter(s -> s.cause() == asked.scenario.cause()).isEmpty()) {
      wrong.add(asked.scenario.slug() + ": shown again by " + again.map(Scenario::slug));
    }
    tlsShownAgain.incrementAndGet();
  }

  /// Sends the recorded request to a lab that answers as was recorded.
  private void again(Asked asked, String cause, List<String> wrong) {
    shownAgain.incrementAndGet();
    String data = data(asked.terms).toString();
    var store = Wiring.stores();
    var values = new LabCommand(store).options().read("lab", "--data", data);
    LabIncident incident = LabIncident.of(asked.ray, store, values, null);
    try (Lab again = Lab.open(LabOptions.ANYWHERE.replaying(incident.reply()))) {
      var terminal = new Terminal();
      int port = again.addresses().http().getPort();
      terminal.run(
          "replay", asked.ray, "-n", "1", "--unsafe", "--json", "--data", data, "--origin",
          "127.0.0.1:" + port);
      JsonNode replay = JsonMapper.shared().readTree(terminal.out());
      if (replay.at("/outcomes/" + cause).asInt(0) != 1) {
        wrong.add(asked.scenario.slug() + ": " + cause + ", again: " + replay.path("outcomes")
            + terminal.err());
      }
    } catch (IOException e) {
      wrong.add(asked.scenario.slug() + ": " + e);
    }
  }

  private Map<String, Map<String, JsonNode>> logs(List<Asked> asked) throws IOException {
    var logs = new LinkedHashMap<String, Map<String, JsonNode>>();
    for (Asked one : asked) {
      if (logs.containsKey(one.terms)) continue;
      var lines = new LinkedHashMap<String, JsonNode>();
      for (String line : Files.readAllLines(log(one.terms))) {
        JsonNode entry = JsonMapper.shared().readTree(line);
        lines.put(entry.get("ray").asString(), entry);
      }
      logs.put(one.terms, lines);
    }
    return logs;
  }

  private Path data(String terms) {
    return folder.resolve("data-" + terms.replace(' ', '-'));
  }

  private Path log(String terms) {
    return folder.resolve("log-" + terms.replace(' ', '-'));
  }

  private static String host(Scenario scenario) {
    return scenario.slug() + ".test";
  }

  private static String terms(Scenario scenario) {
    boolean waits =
        scenario.cause().slug().contains("time") || scenario.slug().endsWith("-drip");
    String profile = scenario.hints().contains("--profile current") ? "current" : "classic";
    return profile + (waits ? " brief" : " patient");
  }
}
