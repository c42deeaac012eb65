package dev.fivetwenty.cli.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Main;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.sqlite.SqliteStore;
import dev.fivetwenty.wire.Ending;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands on a store as an edge leaves it: sound, empty, damaged, of another version.
@Timeout(60)
class StoredIncidentsTest {

  private static final StoreOptions OPTIONS =
      new StoreOptions(Duration.ofDays(36_500), 1000, 1 << 30, 1 << 20);

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();
  private Path data;

  @BeforeEach
  void place() {
    data = folder.resolve("data");
  }

  @Test
  void whatAnEdgeStoredIsFound() {
    store(
        Stories.of("", Ending.FIN, Stories.reused()),
        Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "00ff1d3a4b5c6d7e-AMS"));
    assertThat(run("why", "8f2c")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).startsWith("520 conn-stale-reuse:\n").contains("\n  often      once");
    assertThat(run("incidents")).isZero();
    assertThat(terminal.out()).contains("conn-stale-reuse", "resp-empty-rst");
    assertThat(run("incidents", "--list", "--cause", "resp-empty-rst")).isZero();
    assertThat(terminal.out().lines()).hasSize(1);
    assertThat(run("incidents", "headers")).isZero();
  }

  @Test
  void anExportIsTheSameInAnotherStore() throws IOException {
    store(
        Stories.of("HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n", Ending.OPEN, Use.NEW),
        Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "00ff1d3a4b5c6d7e-AMS"));
    run("why", Stories.RAY);
    String here = terminal.out();
    Path file = folder.resolve("export.jsonl");
    assertThat(run("incidents", "export", file.toString())).isZero();
    Path there = folder.resolve("there");
    assertThat(terminal.run("incidents", "import", file.toString(), "--data", there.toString()))
        .isZero();
    assertThat(terminal.err()).endsWith("fivetwenty: stored 2 incidents in " + there + "\n");
    terminal.run("incidents", "import", file.toString(), "--data", there.toString());
    assertThat(terminal.err()).endsWith("fivetwenty: stored 0 incidents in " + there + "; 2 were there already\n");
    terminal.run("why", Stories.RAY, "--data", there.toString());
    assertThat(terminal.out().replace(there.toString(), data.toString())).isEqualTo(here);
  }

  @Test
  void anEmptyStoreHasNothing() {
    store();
    assertThat(run("incidents")).isZero();
    assertThat(terminal.out()).isEqualTo("no incident is stored\n");
    assertThat(run("why", "8f2c")).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.out()).startsWith("no incident's Ray ID begins with 8f2c\n");
  }

  @Test
  void aFileThatIsNoStoreIsSaidInOneLine() throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("incidents.db"), "hello, this is no database\n".repeat(1000));
    complains("why", "8f2c");
    complains("incidents");
    complains("replay", "8f2c");
    complains("lab", "--incident", "8f2c");
  }

  @Test
  void aStoreThatWasCutShortIsSaidInOneLine() throws IOException {
    var many = new ArrayList<Incident>();
    for (int i = 0; i < 200; i++) {
      many.add(Stories.withRay(Stories.of("", Ending.FIN, Use.NEW), "%016x-LOC".formatted(i)));
    }
    store(many.toArray(Incident[]::new));
    byte[] whole = Files.readAllBytes(data.resolve("incidents.db"));
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 4096, damaged.length, (byte) 0x55);
    Files.write(data.resolve("incidents.db"), damaged);
    complains("incidents", "--list");
  }

  @Test
  void jsonIsADocumentAlsoThen() throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("incidents.db"), "hello, this is no database\n".repeat(1000));
    assertThat(run("incidents", "--json")).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.out()).contains("\"exitCode\" : 3", "\"message\" : ");
  }

  @Test
  void aStoreOfANewerProgramIsSaidInOneLine() throws SQLException {
    store(Stories.of("", Ending.FIN, Use.NEW));
    change("INSERT INTO schema_version VALUES (99, 'later', '', 0)");
    complains("why", "8f2c");
    assertThat(terminal.err()).contains("has schema 99", "use a newer one");
    complains("incidents", "tail");
  }

  /// A program that has the whole file for itself, as some that make backups do.
  @Test
  void aStoreThatAnotherProgramHasLockedIsSaidInOneLine() throws SQLException {
    store(Stories.of("", Ending.FIN, Use.NEW));
    try (Connection other = DriverManager.getConnection(url());
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN IMMEDIATE");
      complains("incidents");
    }
    assertThat(terminal.err()).contains("is locked by another program");
    assertThat(run("incidents")).isZero();
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String url() {
    return "jdbc:sqlite:" + data.resolve("incidents.db");
  }

  @Test
  void aNewOneIsShownByTailWhileItIsStored() throws Exception {
    List<String> lines = tailed();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).contains("resp-empty-fin");
    assertThat(lines.getLast()).contains("resp-empty-rst");
  }

  @Test
  void tailPrintsADocumentALine() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("../docs/schema/incidents.schema.json")), InputFormat.JSON);
    List<String> lines = tailed("--json");
    assertThat(lines).hasSize(2);
    for (String line : lines) assertThat(schema.validate(line, InputFormat.JSON)).isEmpty();
    assertThat(lines.getLast()).startsWith("{\"schemaVersion\":1,").contains("\"cause\":\"resp-empty-rst\"");
  }

  /// Follows a store in which there is one incident, to which one is added, until it is interrupted.
  private List<String> tailed(String... options) throws Exception {
    store(Stories.of("", Ending.FIN, Use.NEW));
    var shown = new ByteArrayOutputStream();
    var said = new ByteArrayOutputStream();
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]), new PrintStream(shown, true, UTF_8),
            new PrintStream(said, true, UTF_8), Map.of(), false, false);
    var words = new ArrayList<>(List.of("incidents", "tail", "--data", data.toString()));
    words.addAll(List.of(options));
    var code = new CompletableFuture<Integer>();
    Thread tail =
        Thread.ofPlatform().start(
            () -> code.complete(new Main(console).run(words.toArray(String[]::new))));
    await(() -> shown.toString(UTF_8).contains("resp-empty-fin"));
    try (IncidentStore store = open()) {
      store.lost(LossReason.LANE_FULL, 3);
      store.offer(Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "00ff1d3a4b5c6d7e-AMS"));
    }
    await(() -> shown.toString(UTF_8).contains("resp-empty-rst"));
    await(() -> said.toString(UTF_8).contains("lost: 3 incidents (lane-full 3)"));
    tail.interrupt();
    assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(Exit.INTERRUPTED);
    return shown.toString(UTF_8).lines().toList();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void complains(String... words) {
    assertThat(run(words)).as(List.of(words).toString()).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.err()).startsWith("fivetwenty: ").contains(data.toString());
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).doesNotContain("Exception", "\tat ");
  }

  private void store(Incident... incidents) {
    try (IncidentStore store = open()) {
      for (Incident incident : incidents) assertThat(store.offer(incident)).isTrue();
      store.pulse();
    }
  }

  private IncidentStore open() {
    return SqliteStore.open(data, OPTIONS, InstantSource.system(), line -> {});
  }

  private int run(String... words) {
    var arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--data", data.toString()));
    return terminal.run(arguments.toArray(String[]::new));
  }
}
