package dev.fivetwenty.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Goldens;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.lab.LabCommand;
import dev.fivetwenty.cli.lab.LabIncident;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `replay` of what was stored, against the lab.
@Timeout(60)
class ReplayCommandTest {

  private static final List<String> REQUESTS = new ArrayList<>();

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
  }

  @Test
  void saysHowOftenItFailsAgain() throws IOException {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /intermittent?n=20&seed=11 HTTP/1.1\r\n", "");
    assertThat(run("-n", "40", "--rate", "50")).isEqualTo(Exit.FAULT);
    assertThat(terminal.err()).isEmpty();
    Goldens.check("replay-intermittent", Goldens.normal(terminal.out()));
  }

  @Test
  void saysThatItWasNotSeenAgain() {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /ok HTTP/1.1\r\n", "");
    assertThat(run("-n", "3", "--rate", "50")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).startsWith("resp-empty-fin not seen again: in 0 of 3 (0 % to 56 %)\n");
  }

  @Test
  void leavesOutWhatWasCoveredAndTakesWhatIsSupplied() {
    keep(
        Stories.of("", Ending.FIN, Use.NEW),
        "GET /varies-by-request-field?field=X-Key&answer=reset&t=*** HTTP/1.1\r\n", "X-Key: ****\r\n");
    assertThat(run("-n", "1")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("left out   ?t (3 bytes), X-Key (4 bytes): covered");
    assertThat(
            run("-n", "1", "-H", "X-Key: 1", "--query", "field=X-Key&answer=reset&t=abc"))
        .isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).doesNotContain("left out").contains("ended in   resp-empty-rst (1)\n");
    assertThat(REQUESTS).noneMatch(line -> line.contains("*"));
  }

  @Test
  void asksForThePathThatWasRecordedOrForNone() {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /" + "*".repeat(32) + "?a=b HTTP/1.1\r\n", "");
    assertThat(run("-n", "1")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("a part of the path was covered", "--path /... supplies it");
    assertThat(run("-n", "1", "--path", "ok")).isEqualTo(Exit.USAGE);
    assertThat(run("-n", "1", "--path", "/ok")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("GET /ok?a=*").doesNotContain("left out");
  }

  @Test
  void sendsNothingThatMayChangeSomethingUnlessToldTo() {
    keep(
        Stories.of("", Ending.FIN, Use.NEW), "POST /ok HTTP/1.1\r\n", "Content-Length: 3\r\n");
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo("fivetwenty: POST may change something at the origin: --unsafe sends it again\n");
    assertThat(run("--unsafe", "-n", "1", "-d", "abc")).isEqualTo(Exit.OK);
  }

  @Test
  void aFaultOfAKeptConnectionIsLookedForOnOne() {
    keep(
        Stories.of("", Ending.FIN, new Use(1, Duration.ofMillis(20))),
        "GET /conn-stale-reuse HTTP/1.1\r\n", "");
    assertThat(run("-n", "2")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out())
        .startsWith("conn-stale-reuse again in 2 of 2 ")
        .contains("each on a connection that another request had opened 20 ms before");
    assertThat(run("-n", "2", "--new-connections")).isEqualTo(Exit.OK);
  }

  @Test
  void asksForConsentBeyondFiftyRequests() {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /ok HTTP/1.1\r\n", "");
    assertThat(run("--origin", "192.0.2.1", "-n", "51")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo("fivetwenty: 51 requests to 192.0.2.1 need --yes-this-is-my-origin\n");
  }

  @Test
  void saysWhatItCouldNotReach() {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /ok HTTP/1.1\r\n", "");
    String closed = "127.0.0.1:" + lab.addresses().ports().get("tcp-refused");
    assertThat(run("-n", "1", "--origin", closed)).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.out()).contains("ended in   tcp-refused (1)\n");
  }

  @Test
  void itsJsonIsWhatTheSchemaSays() throws IOException {
    keep(Stories.of("", Ending.FIN, Use.NEW), "GET /resp-empty-fin HTTP/1.1\r\n", "");
    assertThat(run("-n", "2", "--json")).isEqualTo(Exit.FAULT);
    String schema = Files.readString(Path.of("../docs/schema/incidents.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON).validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    JsonNode document = JsonMapper.shared().readTree(terminal.out());
    assertThat(document.at("/likelihood/failed").asInt()).isEqualTo(2);
    assertThat(document.at("/outcomes/resp-empty-fin").asInt()).isEqualTo(2);
  }

  @Test
  void theLabAnswersAsTheOriginDid() throws IOException {
    String reply =
        "HTTP/1.1 200 OK\r\nServer: s\r\nTransfer-Encoding: chunked\r\n\r\n"
            + ("400\r\n" + "c".repeat(0x400) + "\r\n").repeat(5) + "zz\r\n";
    keep(Stories.of(reply, Ending.OPEN, Use.NEW), "GET /a/b?c=d HTTP/1.1\r\n", "");
    var values =
        new LabCommand(store()).options().read("lab", "--data", folder.toString());
    LabIncident incident = LabIncident.of(Stories.RAY, store(), values, null);
    try (Lab again = Lab.open(LabOptions.ANYWHERE.replaying(incident.reply()))) {
      String said = incident.said(again.addresses());
      assertThat(said)
          .contains("chunk-non-hex at byte 5213: ", " were not kept; asterisks stand for them")
          .contains("\n  curl -sv -o /dev/null --http1.1 ", "/a/b?c=d'\n")
          .doesNotContain("could not");
      terminal.run("probe", "-s", again.addresses().index() + "anything");
      assertThat(terminal.out()).startsWith("520 chunk-non-hex: ").contains(" at byte 5213: 'z'");
    }
  }

  private void keep(Incident incident, String requestLine, String fields) {
    int port = lab.addresses().http().getPort();
    String request = requestLine + "Host: shop.example\r\n" + fields + "\r\n";
    incidents.stored.add(
        new Stored(1, "a", Stories.asking(incident, "http://127.0.0.1:" + port, request)));
  }

  private int run(String... words) {
    var arguments = new ArrayList<>(List.of("replay", "--data", folder.toString(), Stories.RAY));
    arguments.addAll(List.of(words));
    // So wide that no line is broken where a port of another length would not break it.
    return terminal.run(
        Map.of("COLUMNS", "120"), false, new ReplayCommand(store()), arguments.toArray(String[]::new));
  }

  private StoreAccess store() {
    return new StoreAccess(
        _ -> incidents, _ -> { throw new AssertionError("nothing is written"); },
        () -> Stories.NOW);
  }
}
