package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.HeaderBudget.Biggest;
import dev.fivetwenty.incident.HeaderBudget.Warning;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.incident.sqlite.SqliteIncidents;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From a client's request to what the store says of it afterwards.
@Timeout(120)
class RecordedExchangesTest {

  private static final String FOREIGN = "8f2c1d00aa55ee77-FRA";
  private static final Pattern OWN = Pattern.compile("Ray-Id: ([0-9a-f]{16}-LOC)\r\n");

  @TempDir Path folder;

  private RawOrigin origin;
  private EdgeService service;

  @BeforeEach
  void openOrigin() {
    origin =
        RawOrigin.doing(
            peer -> {
              peer.readHead();
              peer.fin();
              peer.awaitClose();
            });
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void behindACdnItsRayIdFindsTheExchange() throws Exception {
    start("trusted_proxies: [127.0.0.0/8]\n");
    String reply =
        ask("CF-Ray: " + FOREIGN + "\r\nCF-Connecting-IP: 198.51.100.7\r\n");
    assertThat(reply).startsWith("HTTP/1.1 520 ").contains("Ray-Id: " + FOREIGN + "\r\n");
    service.stop();

    try (Incidents incidents = SqliteIncidents.open(data())) {
      var found = incidents.byRay("8f2c1d", 10);
      assertThat(found).hasSize(1);
      Visit visit = found.getFirst().incident().visit();
      assertThat(found.getFirst().incident().ray()).isEqualTo(FOREIGN);
      assertThat(visit.peer()).isEqualTo("127.0.0.1");
      assertThat(visit.client()).matches("#[0-9a-f]{8}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "8f2c1d3a4b5c6d7e-FRA'; id", "$(id)", "--unsafe", "../../x", "8f2c1d3a, 8f2c1d3b", "8f2c\u00e9",
    "00000000000000000000000000000000000000000000000000000000000000000"
  })
  void whatNobodyCouldAskForIsNoRayId(String sent) throws Exception {
    start("trusted_proxies: [127.0.0.0/8]\n");
    String reply = ask("CF-Ray: " + sent + "\r\n");
    Matcher own = OWN.matcher(reply);
    assertThat(own.find()).as(reply).isTrue();
    service.stop();

    try (Incidents incidents = SqliteIncidents.open(data())) {
      assertThat(incidents.byRay(own.group(1), 10)).hasSize(1);
    }
  }

  @Test
  void fromAnywhereElseARayIdIsIgnored() throws Exception {
    start("");
    String reply = ask("CF-Ray: " + FOREIGN + "\r\nCF-Connecting-IP: 198.51.100.7\r\n");
    Matcher own = OWN.matcher(reply);
    assertThat(own.find()).as(reply).isTrue();
    service.stop();

    try (Incidents incidents = SqliteIncidents.open(data())) {
      assertThat(incidents.byRay("8f2c1d", 10)).isEmpty();
      var found = incidents.byRay(own.group(1), 10);
      assertThat(found).hasSize(1);
      Visit visit = found.getFirst().incident().visit();
      assertThat(visit.peer()).matches("#[0-9a-f]{8}").isEqualTo(visit.client());
    }
  }

  @Test
  void ofAFloodSomeAreKeptWholeAndTheRestIsCounted() throws Exception {
    start("recorder: {per_minute: 3}\n");
    int asked = 40;
    for (int i = 0; i < asked; i++) assertThat(ask("")).startsWith("HTTP/1.1 520 ");
    String metrics = metrics(asked);
    service.stop();

    try (Incidents incidents = SqliteIncidents.open(data())) {
      int kept = incidents.list(Query.ALL).size();
      // Some more come into the bucket while a slow machine asks.
      assertThat(kept).isBetween(3, 10);
      assertThat(incidents.losses().incidents()).containsEntry("surplus", (long) asked - kept);
      assertThat(metrics)
          .contains("fivetwenty_incidents_dropped_total{reason=\"surplus\"} " + (asked - kept) + ".0");
    }
  }

  @Test
  void withoutARecorderNothingIsWritten() throws Exception {
    start("recorder: {enabled: false}\n");
    assertThat(ask("")).startsWith("HTTP/1.1 520 ");
    assertThat(service.watches()).isEmpty();
    service.stop();
    assertThat(Files.exists(data())).isFalse();
  }

  @Test
  void valuesAreKeptOnlyWhereTheConfigurationSaysSo() throws Exception {
    start("recorder: {values: kept}\n");
    ask("X-Api-Key: hunter2\r\n");
    service.stop();
    try (Incidents incidents = SqliteIncidents.open(data())) {
      var stored = incidents.byId(incidents.list(Query.ALL).getFirst().id()).orElseThrow().incident();
      byte[] request = stored.kept().request().pieces().getFirst().bytes();
      assertThat(new String(request, ISO_8859_1)).contains("GET /a?b=c HTTP/1.1", "hunter2");
      assertThat(stored.visit().query()).isEqualTo("b=c");
      assertThat(stored.visit().client()).isEqualTo("127.0.0.1");
    }
  }

  /// Limits of the usual profile: 8,192 bytes of a section and as many of a field.
  @ParameterizedTest
  @CsvSource({"30, 100, x-pad-29", "300, 40, x-pad-299", "1, 9000, x-pad-0", "2, 40000, x-pad-1"})
  void aHeadThatIsRefusedForItsSizeCountsInTheHeaderBudget(int fields, int each, String biggest)
      throws Exception {
    String section = section(fields, each);
    origin.close();
    origin = RawOrigin.doing(peer -> answer(peer, section));
    start("");
    assertThat(ask("X-Small: 1\r\n")).startsWith("HTTP/1.1 200 ");
    String refused = ask("");
    boolean fits = section.length() <= Profile.CLASSIC.limits().headerSection();
    assertThat(refused).startsWith(fits ? "HTTP/1.1 200 " : "HTTP/1.1 520 ");
    service.stop();

    try (Incidents incidents = SqliteIncidents.open(data())) {
      HeaderBudget room = incidents.headerBudgets(Instant.EPOCH).getFirst();
      assertThat(room.responses()).isEqualTo(2);
      assertThat(room.maxBytes()).isEqualTo(section.length());
      if (!fits) {
        assertThat(room.biggest()).extracting(Biggest::name).contains(biggest);
        assertThat(room.warnings()).extracting(Warning::profile).contains("classic");
      }
    }
  }

  /// Returns field lines of about that size each, the last one the longest, with their ends.
  private static String section(int fields, int each) {
    var section = new StringBuilder();
    for (int i = 0; i < fields; i++) {
      section.append("X-Pad-").append(i).append(": ").append("a".repeat(each - 20 + i)).append("\r\n");
    }
    return section.append("Content-Length: 0\r\n").toString();
  }

  private static void answer(RawOrigin.Peer peer, String section) throws IOException {
    boolean small = peer.readHead().contains("X-Small");
    peer.write("HTTP/1.1 200 OK\r\n" + (small ? "Content-Length: 0\r\n" : section) + "\r\n");
    peer.fin();
    peer.awaitClose();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void start(String more) throws IOException {
    String text =
        """
        listen: ["127.0.0.1:0"]
        admin: none
        workers: 1
        access_log: {path: none}
        routes: [{origins: ["http://127.0.0.1:%d"]}]
        """.formatted(origin.port()) + more;
    var source = Source.of("test", folder, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    EdgeConfig config =
        EdgeYaml.read(source, Overrides.NONE, Surroundings.ofProcess(Map.of()));
    service = EdgeService.start(config, () -> config, data(), Map.of(), "1.2.3", line -> {});
  }

  private String ask(String fields) throws IOException {
    String place = service.addresses().getFirst();
    int colon = place.lastIndexOf(':');
    int port = Integer.parseInt(place.substring(colon + 1));
    try (var socket = new Socket(place.substring(0, colon), port)) {
      String head = "GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\n" + fields + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /// Returns the metrics once the recorder has seen so many exchanges.
  private String metrics(int exchanges) throws IOException {
    while (true) {
      var out = new ByteArrayOutputStream();
      service.writeMetrics("", out);
      String text = out.toString(ISO_8859_1);
      long dropped = number(text, "fivetwenty_incidents_dropped_total\\{reason=\"surplus\"\\}");
      if (dropped + number(text, "fivetwenty_incidents_stored_total") == exchanges) return text;
      Thread.onSpinWait();
    }
  }

  private static long number(String metrics, String series) {
    Matcher line = Pattern.compile(series + " ([0-9.]+)").matcher(metrics);
    return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
  }
}
