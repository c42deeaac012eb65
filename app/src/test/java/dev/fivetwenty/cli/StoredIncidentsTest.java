package dev.fivetwenty.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Use;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.sqlite.SqliteStore;
import dev.fivetwenty.wire.Ending;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    terminal.run("why", Stories.RAY, "--data", there.toString());
    assertThat(terminal.out().replace(there.toString(), data.toString())).isEqualTo(here);
  }

  @Test
  void anEmptyStoreHasNothing() {
    store();
    assertThat(run("incidents")).isZero();
    assertThat(terminal.out()).isEqualTo("no incident is stored\n");
    assertThat(run("why", "8f2c")).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.out()).startsWith("never seen: 8f2c\n");
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
  void aNewOneIsShownByTailWhileItIsStored() throws Exception {
    store(Stories.of("", Ending.FIN, Use.NEW));
    var shown = new ByteArrayOutputStream();
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(shown, true, UTF_8),
            new PrintStream(new ByteArrayOutputStream()), Map.of(), false,
            false);
    Thread tail =
        Thread.ofPlatform().start(
            () -> new Main(console).run("incidents", "tail", "--data", data.toString()));
    await(() -> shown.toString(UTF_8).contains("resp-empty-fin"));
    store(Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "00ff1d3a4b5c6d7e-AMS"));
    await(() -> shown.toString(UTF_8).contains("resp-empty-rst"));
    tail.interrupt();
    tail.join();
    assertThat(shown.toString(UTF_8).lines()).hasSize(2);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
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
    try (IncidentStore store =
        SqliteStore.open(data, OPTIONS, InstantSource.system(), line -> {})) {
      for (Incident incident : incidents) assertThat(store.offer(incident)).isTrue();
      store.pulse();
    }
  }

  private int run(String... words) {
    var arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--data", data.toString()));
    return terminal.run(arguments.toArray(String[]::new));
  }
}
