package dev.fivetwenty.cli.har.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.incident.MemoryIncidents;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.incident.Stories;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarWitnesses;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HARs of what an edge recorded.
class HarRayTest {

  private static final String SERVER = "HTTP/1.1 200 OK\r\nServer: nginx\r\n";

  @TempDir Path folder;

  private final MemoryIncidents incidents = new MemoryIncidents();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void makeStore() throws IOException {
    Files.createFile(folder.resolve("incidents.db"));
  }

  private int run(String... words) {
    var access =
        new StoreAccess(
            _ -> incidents, _ -> { throw new AssertionError("nothing is written"); }, () -> Stories.NOW);
    var arguments = new ArrayList<>(List.of("har", "--data", folder.toString()));
    arguments.addAll(List.of(words));
    return terminal.run(
        Map.of(), false, new HarCaptureCommand(access), arguments.toArray(String[]::new));
  }

  private List<HarEntry> captured(Incident incident, int code) throws Exception {
    incidents.stored.add(Stories.stored(incident));
    assertThat(run("--ray", Stories.RAY)).as(terminal.err()).isEqualTo(code);
    return HarWitnesses.accept(terminal.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bothAttemptsOfARetryAreEntries() throws Exception {
    List<HarEntry> entries =
        captured(
            Stories.of(
                List.of(
                    Stories.attempt("", Ending.RST, Stories.reused(), 0),
                    Stories.attempt(SERVER + "Content-Length: 2\r\n\r\nok", Ending.OPEN, Use.NEW, 6))),
            Exit.OK);
    assertThat(entries).hasSize(2);
    assertThat(entries.getFirst().status()).isZero();
    assertThat(entries.getFirst().own().text("cause")).isEqualTo("conn-stale-reuse");
    assertThat(entries.getLast().status()).isEqualTo(200);
    assertThat(entries.getLast().content().number("size", -1)).isEqualTo(2);
    assertThat(entries.getLast().own().text("ray")).isEqualTo(Stories.RAY);
    assertThat(entries.getLast().own().text("attempt")).isEqualTo("2");
    assertThat(entries.getFirst().url()).startsWith("http://shop.example/cart?token=").contains("page=");
    assertThat(entries.getFirst().requestHeaders()).anyMatch(f -> f.name().equals("Cookie"));
    assertThat(terminal.err()).contains(Stories.RAY + ", 2 attempts");
  }

  /// On a connection that had carried others, verdicts count from its first byte, and bytes from the reply's.
  @Test
  void theBytesProveTheCauseWhereverTheReplyBegan() throws Exception {
    HarEntry entry =
        captured(Stories.of(SERVER + "X-A: a\0b\r\n\r\n", Ending.OPEN, Stories.reused()), Exit.FAULT)
            .getFirst();
    byte[] raw = Base64.getDecoder().decode(entry.own().text("replyBase64"));
    Verdict again =
        Replay.of(raw, Ending.OPEN, Request.GET, Profile.CLASSIC).judgement().verdict().orElseThrow();
    assertThat(entry.own().text("cause")).isEqualTo(again.cause().slug()).isEqualTo("hdr-nul-value");
    assertThat(entry.own().number("offset", -1)).isEqualTo(again.offset().orElseThrow());
    assertThat(raw[(int) again.offset().orElseThrow()]).isZero();
  }

  @Test
  void valuesThatTheRecorderKeptAreHiddenUnlessAskedFor() throws Exception {
    List<HarEntry> entries = captured(Stories.withValues("topsecret"), Exit.FAULT);
    assertThat(terminal.out()).doesNotContain("topsecret");
    assertThat(entries.getFirst().requestHeaders()).anyMatch(f -> f.name().equals("Cookie"));
    run("--ray", Stories.RAY, "--show-secrets");
    assertThat(terminal.out()).contains("topsecret");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("--ray", "8f2c")).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.err()).contains("nothing is known of 8f2c");
    assertThat(terminal.out()).isEmpty();
    incidents.stored.add(Stories.stored(Stories.of("", Ending.FIN, Use.NEW)));
    incidents.stored.add(Stories.stored(Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "8f2cffff00000000-AMS")));
    assertThat(run("--ray", "8f2c")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("several Ray IDs begin with 8f2c");
    assertThat(run("--ray", Stories.RAY, "http://shop.example/")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("--ray asks nobody");
  }
}
