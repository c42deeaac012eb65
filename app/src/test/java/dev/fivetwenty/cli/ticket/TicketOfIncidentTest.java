package dev.fivetwenty.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Json64;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.incident.MemoryIncidents;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.incident.Stories;
import dev.fivetwenty.doctor.Unhurried;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A ticket of what an edge has recorded, with the request sent to the origin again.
@Timeout(60)
class TicketOfIncidentTest {

  private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

  private static Lab lab;

  @TempDir Path folder;

  private final MemoryIncidents incidents = new MemoryIncidents();
  private final Terminal terminal = new Terminal();

  @BeforeAll
  static void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE.loggingTo(REQUESTS::add));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @BeforeEach
  void makeStore() throws IOException {
    Files.createFile(folder.resolve("incidents.db"));
    REQUESTS.clear();
  }

  @Test
  void tellsWhatWasRecordedAndWhetherItHappensAgain() throws IOException {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /resp-empty-fin HTTP/1.1\r\n");
    incidents.groups.add(Stories.group("resp-empty-fin"));
    assertThat(run()).isEqualTo(Exit.OK);
    assertThat(terminal.err()).isEmpty();
    assertThat(REQUESTS).hasSize(3);
    assertThat(read("TICKET.md")).contains(
        "# 520 resp-empty-fin at ", "| through the edge | `resp-empty-fin` | `" + Stories.RAY + "` |",
        "2026-11-25 14:03:12.412 UTC", "Recorded 12 times from 2026-11-23 14:03:12 UTC",
        "it ended so again in 3 of 3 tries", "fivetwenty replay " + Stories.RAY,
        "no, it was passed to the origin", "`recorded.har`", "`direct.har`", "`story.txt`");
    assertThat(read("manifest.json")).contains("\"source\":\"incident\"", Stories.RAY);
    assertThat(read("direct.har").split("\"cause\":\"resp-empty-fin\"")).hasSize(4);
    for (String har : List.of("direct.har", "recorded.har")) {
      String file = folder.resolve("t").resolve(har).toString();
      assertThat(new Terminal().run("har", "sanitise", "--check", file)).as(har).isZero();
    }
  }

  @Test
  void asksNobodyWhereThatCouldChangeSomethingOrIsNotWanted() throws IOException {
    keep(Stories.of("", Ending.FIN, Use.NEW), "POST /resp-empty-fin HTTP/1.1\r\nContent-Length: 0\r\n");
    assertThat(run()).isEqualTo(Exit.OK);
    assertThat(read("TICKET.md")).contains("the request was not sent again");
    incidents.stored.clear();
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /resp-empty-fin HTTP/1.1\r\n");
    assertThat(run("--offline")).isEqualTo(Exit.OK);
    assertThat(REQUESTS).isEmpty();
  }

  @Test
  void valuesThatTheRecorderKeptAreInNoFile() throws IOException {
    incidents.stored.add(new Stored(1, "a", Stories.withValues("hunter2-s3cret")));
    assertThat(run("--offline")).isEqualTo(Exit.OK);
    try (Stream<Path> files = Files.walk(folder.resolve("t"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text + Json64.decoded(text)).as(file.toString()).doesNotContain("hunter2", "198.51.100.7");
      }
    }
  }

  @Test
  void whatIsNotKnownMakesNoTicket() {
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("never seen: " + Stories.RAY);
    assertThat(folder.resolve("t")).doesNotExist();
  }

  private void keep(Incident incident, String start) {
    String request = start + "Host: shop.example\r\nCookie: ****\r\n\r\n";
    String origin = "http://127.0.0.1:" + lab.addresses().http().getPort();
    incidents.stored.add(new Stored(1, "a1b2c3", Stories.asking(incident, origin, request)));
  }

  private int run(String... words) {
    var line =
        new ArrayList<>(
            List.of("ticket", "--ray", Stories.RAY, "--data", folder.toString(), "-o", folder.resolve("t").toString()));
    line.addAll(List.of(words));
    var store =
        new StoreAccess(
            _ -> incidents, _ -> { throw new AssertionError("nothing is written"); }, () -> Stories.NOW);
    return terminal.run(
        Map.of(), false, new TicketCommand(store, new Unhurried()), line.toArray(String[]::new));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve("t").resolve(name));
  }
}
