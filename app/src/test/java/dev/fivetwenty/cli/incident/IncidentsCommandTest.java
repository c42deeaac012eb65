package dev.fivetwenty.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Goldens;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.HeaderBudget.Biggest;
import dev.fivetwenty.incident.HeaderBudget.Point;
import dev.fivetwenty.incident.HeaderBudget.Warning;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.incident.codec.IncidentJson;
import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `incidents` prints, to the letter, and how it ends.
class IncidentsCommandTest {

  @TempDir Path folder;

  private final MemoryIncidents incidents = new MemoryIncidents();
  private final MemoryStore written = new MemoryStore();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void makeStore() throws IOException {
    Files.createFile(folder.resolve("incidents.db"));
  }

  @Test
  void groupsWhatIsAlike() throws IOException {
    incidents.groups.add(Stories.group("conn-stale-reuse"));
    incidents.groups.add(Stories.group("hdr-none"));
    incidents.loss = new Loss(Map.of("surplus", 40L), 0, Optional.of(Stories.BEGAN));
    check("incidents-groups");
  }

  @Test
  void listsOnesOneByOne() throws IOException {
    keepTwo();
    check("incidents-list", "--list");
    assertThat(run("--list", "--cause", "resp-empty-rst")).isZero();
    assertThat(terminal.out().lines()).hasSize(1);
    assertThat(run("--path", "/nowhere")).isZero();
    assertThat(terminal.out()).isEqualTo("no such incident is stored\n");
  }

  @Test
  void anEmptyStoreHasNoIncident() {
    assertThat(run()).isZero();
    assertThat(terminal.out()).isEqualTo("no incident is stored\n");
    assertThat(run("--since", "2h")).isZero();
    assertThat(terminal.out()).isEqualTo("no incident since then\n");
  }

  @Test
  void showsWhatRoomHeadersTake() throws IOException {
    var trend = new ArrayList<Point>();
    for (int i = 0; i < 30; i++) {
      trend.add(new Point(Stories.BEGAN.plus(Duration.ofHours(i)), 10, i * 260, i * 200));
    }
    incidents.budgets.add(
        new HeaderBudget(
            "shop.example/", 300, 7540, 5900,
            List.of(new Biggest("set-cookie", 4100), new Biggest("content-security-policy", 2200)),
            trend, List.of(new Warning("classic", 8192, 92, true))));
    incidents.budgets.add(
        new HeaderBudget(
            "shop.example/static", 4000, 412, 400, List.of(new Biggest("etag", 60)),
            trend.subList(0, 1), List.of()));
    check("incidents-headers", "headers");
  }

  @Test
  void warnsOfTheProfilesOfAConfigurationToo() throws IOException {
    incidents.budgets.add(
        new HeaderBudget("shop.example/", 300, 3000, 2900, List.of(), List.of(), List.of()));
    assertThat(run("headers")).isZero();
    assertThat(terminal.out()).doesNotContain("note").doesNotContain("WARNING");

    Path file = folder.resolve("edge.yaml");
    Files.writeString(
        file,
        """
        profiles: {small: {base: classic, limits: {header_section: 4KiB}}}
        profile: small
        routes: [{origins: ["http://127.0.0.1:9"]}]
        """);
    assertThat(run("headers", "--config", file.toString())).isZero();
    assertThat(terminal.out()).contains("note       73 % of the 4,096 bytes that small allows")
        .contains("classic 37 %");
  }

  @Test
  void showsTheHeadersOfOneRoute() {
    for (String route : List.of("shop.example/", "shop.example/static")) {
      incidents.budgets.add(new HeaderBudget(route, 300, 3000, 2900, List.of(), List.of(), List.of()));
    }
    assertThat(run("headers", "--route", "shop.example/static")).isZero();
    assertThat(terminal.out()).containsOnlyOnce("shop.example/");
  }

  @Test
  void showsOneByItsNumber() {
    keepTwo();
    assertThat(run("show", "4711")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).startsWith("520 resp-empty-fin:\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "show 1            | there is no incident 1",
    "show 8f2c         | 8f2c is no number of an incident (fivetwenty why takes Ray IDs)",
    "show              | which ID? (--help shows how)",
    "shwo 1            | there is no way to show incidents shwo; did you mean show? (fivetwenty incidents --help)",
    "export            | which FILE? (--help shows how)",
    "import /no/where  | there is no file /no/where",
    "--since yesterday | --since takes how long ago, or a time like 2026-11-25T14:00:00Z: yesterday is not a duration, which is for example 250ms, 5s, 2m, 1h or 14d",
    "--cause resp-empty-fn | there is no cause resp-empty-fn; did you mean resp-empty-fin? (fivetwenty causes)",
    "headers --path /cart | incidents headers does not take --path (--help shows what it takes)",
    "show --since 2h 1 | incidents show does not take --since (--help shows what it takes)",
    "--limit 0         | --limit takes a number from 1, not 0"
  })
  void saysWhatIsWrongWithTheCommandLine(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).isEqualTo("fivetwenty: " + message + "\n");
  }

  @Test
  void withoutAStoreItSaysWhereItLooked() {
    assertThat(terminal.run(Map.of(), false, command(), "incidents", "--data", "/no/where"))
        .isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "fivetwenty: there is no store in /no/where: no edge has recorded there yet (--data DIR "
                + "names another folder)\n");
    assertThat(
            terminal.run(
                Map.of("XDG_STATE_HOME", "/state"), false, command(), "incidents"))
        .isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains(" in /state/fivetwenty:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.jsonl", "export.jsonl.gz"})
  void whatIsExportedCanBeImportedAndIsEqual(String name) throws IOException {
    keepTwo();
    Path file = folder.resolve(name);
    assertThat(run("export", file.toString())).isZero();
    assertThat(terminal.err()).isEqualTo("fivetwenty: wrote 2 incidents\n");
    assertThat(run("import", file.toString())).isZero();
    assertThat(terminal.err()).startsWith("fivetwenty: stored 2 incidents in ");
    assertThat(written.taken.stream().map(i -> new String(IncidentJson.write(i))))
        .containsExactlyElementsOf(
            incidents.stored.reversed().stream()
                .map(s -> new String(IncidentJson.write(s.incident()))).toList());
  }

  @Test
  void anExportSaysWhatItIsThenOneIncidentALine() {
    keepTwo();
    assertThat(run("export", "-", "--limit", "1")).isZero();
    assertThat(terminal.out().lines().toList())
        .satisfiesExactly(
            first ->
                assertThat(first).isEqualTo("{\"format\":\"fivetwenty-incidents\",\"version\":1}"),
            second -> assertThat(second).startsWith("{\"ray\":\"00ff1d3a4b5c6d7e-AMS\""));
  }

  @Test
  void anExportThatIsCutShortIsSaidToBe() throws IOException {
    keepTwo();
    Path file = folder.resolve("export.jsonl.gz");
    run("export", file.toString());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    assertThat(run("import", file.toString())).isEqualTo(Exit.COULD_NOT_TELL);
    int taken = written.taken.size();
    assertThat(taken).isPositive();
    assertThat(terminal.err())
        .startsWith("fivetwenty: " + file + " could not be read to its end, behind " + taken + " incident")
        .contains("; stored " + taken + " incident");
    assertThat(terminal.err().lines()).hasSize(1);
  }

  @Test
  void whatIsExportedIsCoveredUnlessItIsRevealed() {
    keep(4711, Stories.withValues("hunter2"));
    run("export", "-");
    assertThat(terminal.out()).contains("HDR_NUL_VALUE")
        .doesNotContain("hunter2", "198.51.100.7");
    run("export", "-", "--reveal");
    assertThat(terminal.out()).contains("hunter2", "198.51.100.7");
  }

  @Test
  void aFileThatIsNoExportIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "hello\n");
    assertThat(run("import", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).startsWith("fivetwenty: " + file + ", line 1: no incident");
    assertThat(terminal.err().lines()).hasSize(1);
  }

  private void keepTwo() {
    keep(4711, Stories.of("", Ending.FIN, Use.NEW));
    keep(4712, Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "00ff1d3a4b5c6d7e-AMS"));
  }

  private void keep(long id, Incident incident) {
    incidents.stored.add(new Stored(id, "a1b2c3", incident));
  }

  private void check(String golden, String... words) throws IOException {
    int code = run(words);
    assertThat(terminal.err()).isEmpty();
    Goldens.check(golden, terminal.out() + "exit code " + code + "\n");
  }

  private int run(String... words) {
    var arguments = new ArrayList<>(List.of("incidents", "--data", folder.toString()));
    arguments.addAll(List.of(words));
    return terminal.run(Map.of(), false, command(), arguments.toArray(String[]::new));
  }

  private Command command() {
    return new IncidentsCommand(
        new StoreAccess(_ -> incidents, _ -> written, () -> Stories.NOW));
  }
}
