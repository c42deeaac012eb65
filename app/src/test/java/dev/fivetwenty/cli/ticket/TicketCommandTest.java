package dev.fivetwenty.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Goldens;
import dev.fivetwenty.cli.Json64;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.doctor.Unhurried;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tickets of the lab: all that a host and the support of a CDN ask for is there, and nothing secret.
@Timeout(120)
class TicketCommandTest {

  private static Lab lab;

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();

  @BeforeAll
  static void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  /// What is asked for in a ticket about a 520, by heading or name.
  private static final List<String> ASKED_BY_ALL =
      List.of(
          " UTC |", "**Request:** `GET http://127.0.0.1:", "Seen in ", "**Expected:** ", "**Actual:** ",
          "**Error text:** ", "## Steps to reproduce", "curl -sv", "fivetwenty lab ",
          "## What was ruled out", "`direct.har`", "`verdict.json`", "`transcript.txt`");

  private static final List<String> ASKED_BY_CDNS =
      List.of(
          "Zone name or ID | `shop-zone`", "Priority and impact | `all of checkout`", "| Attach |",
          "Ray IDs", "The proxy's trace", "Origin logs", "supports of CDNs refuse a HAR within an archive");

  @ParameterizedTest(name = "{0} for the {1}")
  @CsvSource({
    "resp-empty-fin, host", "resp-empty-rst, cdn", "hdr-none, host", "sl-status-alpha, cdn",
    "limit-header-section?size=9000, host"
  })
  void hasWhatIsAskedFor(String scenario, String audience) throws IOException {
    int code =
        ticket(url(scenario), "--rate", "50", "--for", audience, "--zone", "shop-zone", "--impact", "all of checkout");
    assertThat(terminal.err()).isEmpty();
    assertThat(code).isEqualTo(Exit.OK);
    String text = read("TICKET.md");
    assertThat(text).contains(ASKED_BY_ALL);
    boolean cdn = audience.equals("cdn");
    assertThat(text).contains(cdn ? ASKED_BY_CDNS : List.of("## Where to look", "## What helps", "## Proof"));
    assertThat(folder.resolve("t.zip").toFile().exists()).isEqualTo(!cdn);
    golden(scenario.replaceAll("\\?.*", "") + "-" + audience, text);
    isComplete();
  }

  private static void golden(String name, String text) throws IOException {
    String normal =
        Goldens.normal(text)
            .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{3})? UTC", "MOMENT")
            .replaceAll("Look (at MOMENT|from MOMENT to MOMENT)", "Look at MOMENT")
            .replaceAll("~[0-9a-f]{12}~", "~TOKEN~")
            .replaceAll("(?m)(^\\| MOMENT \\| .*\n)+", "| MOMENT ...\n")
            .replaceAll("(?m)^and \\d+ more\\.\n", "")
            .replaceAll("tcp port \\d+", "tcp port N")
            .replaceAll("[\\d,]+ (bytes|kB) \\|", "N |");
    Goldens.check("ticket-" + name, normal);
  }

  /// Every file is in the manifest, HARs pass the check, and the manifest is what its schema says.
  private void isComplete() throws IOException {
    String manifest = read("manifest.json");
    String schema = Files.readString(Path.of("../docs/schema/ticket.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON).validate(manifest, InputFormat.JSON))
        .isEmpty();
    try (Stream<Path> files = Files.walk(folder.resolve("t"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.resolve("t").relativize(file).toString();
        if (!name.equals("manifest.json")) assertThat(manifest).contains("\"name\":\"" + name + "\"");
        if (name.endsWith(".har")) assertThat(new Terminal().run("har", "sanitise", "--check", file.toString())).isZero();
      }
    }
  }

  /// A line without the field that the fault hangs on would show nothing.
  @Test
  void theLineThatExaminesAgainAsksForTheSame() throws IOException {
    ticket(url("varies-by-request-field?field=X-Mode"), "--rate", "50", "--repeat", "1", "-H", "X-Mode: on");
    assertThat(read("TICKET.md"))
        .containsPattern("fivetwenty diagnose 'http://[^']*/varies-by-request-field[^']*' -H 'X-Mode: \\*\\*'\n");
  }

  @Test
  void throughTheProxyBothSidesAreCapturedAndCompared() throws IOException {
    try (TestEdge edge = TestEdge.with(Profile.CLASSIC, lab.addresses().http().getPort())) {
      String proxy = "127.0.0.1:" + edge.address().getPort();
      int code =
          ticket(url("hdr-none"), "--rate", "50", "--repeat", "1", "--through", proxy, "--for", "cdn");
      assertThat(code).isEqualTo(Exit.OK);
    }
    String text = read("TICKET.md");
    assertThat(text).contains("the origin itself fails: hdr-none").contains("through the proxy | `520`")
        .contains("Ask for the same through the proxy.").doesNotContain("| through-proxy |")
        .containsPattern("Asked at .* UTC: `520`, Ray ID `[0-9a-f]{16}-TST`")
        .containsPattern("Ray IDs:\\*\\* `[0-9a-f]{16}-TST`").contains("`proxied.har`", "`diff.html`");
    assertThat(read("diff.html")).contains("through the proxy").contains("<svg");
    assertThat(read("trace.txt")).contains("colo=TST").doesNotContain("ip=");
    isComplete();
  }

  @Test
  void aFaultThatOnlyTheProxyShowsIsWhatTheTicketIsAbout() throws IOException {
    try (TestEdge edge = TestEdge.with(Profile.CLASSIC, lab.addresses().secureIndex().getPort())) {
      String proxy = "127.0.0.1:" + edge.address().getPort();
      assertThat(ticket(url(""), "--rate", "50", "--repeat", "1", "--through", proxy)).isEqualTo(Exit.OK);
    }
    assertThat(read("TICKET.md")).contains(
            "# another answer through the proxy at ", "**Expected:** the same answer direct and through the proxy",
            "**Actual:** through the proxy it ends in 400, direct in 200",
            "Seen the one time that the proxy was asked; not seen direct in ", "curl -sv",
            "## What a CDN's support asks for")
        .doesNotContain("No fault found", "so there is no proxy to ask", "Must act", "by itself");
    isComplete();
  }

  @Test
  void whatFailsOnOneSideOnlyIsNotSaidToBeTheSameOnTheOther() throws IOException {
    String failed = captured("resp-empty-fin");
    String sound = Files.writeString(folder.resolve("sound.har"), """
        {"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[{
          "startedDateTime":"2026-01-02T03:04:05.000Z","time":1,"cache":{},
          "request":{"method":"GET","url":"http://shop.example/resp-empty-fin","httpVersion":"HTTP/1.1",
            "headers":[],"cookies":[],"queryString":[],"headersSize":-1,"bodySize":0},
          "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[],"cookies":[],
            "content":{"size":0,"mimeType":""},"redirectURL":"","headersSize":-1,"bodySize":0},
          "timings":{"send":0,"wait":1,"receive":0}}]}}
        """).toString();
    assertThat(ticket("--har", failed, sound, "--offline", "--for", "cdn")).isEqualTo(Exit.OK);
    assertThat(read("TICKET.md")).contains("ails direct only: resp-empty-fin", "tcpdump -s 0 -w origin.pcap tcp port 80`")
        .doesNotContain("can only say so");
    assertThat(ticket("--har", sound, failed, "--offline")).isEqualTo(Exit.OK);
    assertThat(read("TICKET.md")).contains("Fails through the proxy only: ").doesNotContain("Must act");
  }

  @Test
  void twoFilesWithoutEntriesMakeNoTicket() throws IOException {
    String har = Files.writeString(folder.resolve("none.har"),
        "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\",\"version\":\"1\"},\"entries\":[]}}").toString();
    assertThat(ticket("--har", har, har)).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("there is nothing to make a ticket of");
    assertThat(folder.resolve("t")).doesNotExist();
  }

  @Test
  void nothingThatWasGivenAsASecretIsInAnyFile() throws IOException {
    List<String> secrets =
        List.of("qs3cr3t-query-value", "s3ssion-cookie-value", "b3arer-token-value", "hunter2-content-data",
            "c1a0b2c3d4e5f60718293a4b5c6d7e8f");
    String url = url("hdr-none/" + secrets.get(4) + "?key=" + secrets.get(0));
    int code =
        ticket(url, "--rate", "50", "--repeat", "1", "-b", "sid=" + secrets.get(1), "-H",
            "Authorization: Bearer " + secrets.get(2), "-H", "X-Api-Key: " + secrets.get(2), "-d",
            "password=" + secrets.get(3), "-X", "GET");
    assertThat(terminal.err()).isEmpty();
    assertThat(code).isEqualTo(Exit.OK);
    assertThat(terminal.out()).doesNotContain(secrets);
    try (Stream<Path> files = Files.walk(folder.resolve("t"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content).as(file.toString()).doesNotContain(secrets);
      }
    }
    assertThat(Json64.decoded(read("verdict.json"))).doesNotContain(secrets);
    assertThat(Json64.decoded(read("direct.har"))).doesNotContain(secrets);
  }

  @Test
  void aSecretInAPictureMakesNoTicket() throws IOException {
    Path picture = Files.writeString(folder.resolve("page.png"), "PNG s3ssion-cookie-value");
    String har = captured("resp-empty-fin", "-b", "sid=s3ssion-cookie-value");
    int code = ticket("--har", har, har, "--origin", place(), "--attach", picture.toString());
    assertThat(code).isEqualTo(Exit.FAULT);
    assertThat(terminal.err()).contains("no ticket was made: in attached/page.png, line 1")
        .doesNotContain("s3ssion");
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.out()).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(picture, Path.of(har));
    }
  }

  @Test
  void logsAreReadAttachmentsSanitisedAndCurlIsRunWhereItIsThere() throws IOException {
    Instant now = Instant.now();
    String date = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC).format(now);
    Path log = folder.resolve("error.log");
    Files.writeString(
        log, date + " [alert] 12#12: worker process 4711 exited on signal 11\n" + date
            + " [error] 9#9: *5 upstream prematurely closed connection, client: 198.51.100.23, \u001b[2J request: "
            + "\"GET /resp-empty-fin?card=4111111111111111 HTTP/1.1\"\n");
    Path note = Files.writeString(folder.resolve("no te.txt"), "from 198.51.100.23, mail me@shop.example\n");
    String path = System.getenv().getOrDefault("PATH", "");
    String har = captured("resp-empty-fin");
    int code =
        terminal.run(
            Map.of("PATH", path), false, command(), "ticket", "-o", folder.resolve("t").toString(),
            "--har", har, har, "--origin", place(), "--log", log.toString(), "--log-zone", "UTC",
            "--log-window", "3600", "--attach", note.toString());
    assertThat(terminal.err()).isEmpty();
    assertThat(code).isEqualTo(Exit.OK);
    assertThat(read("TICKET.md")).contains("## What the origin's logs say", "2 lines, 2 of that time",
        "`nginx: exited on signal`", "a worker of nginx crashed", "Times without a zone were read as `UTC`");
    assertThat(read("logs.txt")).contains("! ", "worker process 4711 exited on signal 11", "?card=~", "\\x1b[2J")
        .doesNotContain("\u001b", "198.51.100.23", "4111111111111111");
    assertThat(read("attached/no-te.txt")).doesNotContain("198.51.100.23", "me@shop.example");
    boolean there = Stream.of(path.split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "curl")));
    if (there) assertThat(read("TICKET.md")).contains("exit code 52", "curl says `curl: (52) ");
    isComplete();
  }

  @Test
  void twoHarFilesAreEnough() throws IOException {
    String direct = folder.resolve("direct.har").toString();
    String proxied = folder.resolve("proxied.har").toString();
    terminal.run("har", "capture", "--show-secrets", "-b", "sid=s3ssion-cookie-value", "-o", direct, url("limit-header-section?size=9000"));
    terminal.run("har", "capture", "--show-secrets", "-o", proxied, url("limit-header-section?size=9000"));
    assertThat(ticket("--har", direct, proxied, "--for", "cdn")).isEqualTo(Exit.OK);
    assertThat(read("TICKET.md")).contains("limit-header-section", "over 8,192 (classic)",
        "of 1 request in the files 1 failed direct and 1 through the proxy", "`diff.html`",
        "fivetwenty har capture");
    assertThat(read("direct.har")).doesNotContain("s3ssion");
    isComplete();
  }

  @Test
  void theRequestOfAHarIsSentToAnOriginThatIsNamed() throws IOException {
    String har = captured("resp-empty-fin?key=qs3cr3t-value", "-b", "sid=s3ssion-cookie-value");
    assertThat(ticket("--har", har, har, "--origin", place())).isEqualTo(Exit.OK);
    assertThat(terminal.err()).isEmpty();
    String text = read("TICKET.md");
    assertThat(text).contains("# 520 resp-empty-fin at `http://shop.example/resp-empty-fin`",
            "it ended so again in 3 of 3 tries", "--connect-to shop.example:80:" + place(),
            "direct, sent again | `resp-empty-fin`", "resp-empty-fin?key=~")
        .doesNotContain("s3ssion", "qs3cr3t");
    isComplete();
  }

  @Test
  void theManifestIsPrintedForPrograms() throws IOException {
    String har = "../corpus/har/safari.har";
    assertThat(ticket("--json", "--har", har, har)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo(read("manifest.json"));
  }

  @Test
  void aFolderThatIsNoTicketIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("t"));
    Files.writeString(folder.resolve("t/mine.txt"), "mine");
    assertThat(ticket(url("hdr-none"))).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("it exists and is no ticket");
    assertThat(folder.resolve("t/mine.txt")).hasContent("mine");
  }

  /// Returns a file with what came of that path, secrets included.
  private String captured(String path, String... options) {
    String file = folder.resolve("page.har").toString();
    var line =
        new ArrayList<>(
            List.of("har", "capture", "--show-secrets", "--origin", place(), "-o", file, "http://shop.example/" + path));
    line.addAll(List.of(options));
    terminal.run(line.toArray(String[]::new));
    return file;
  }

  private static String place() {
    return "127.0.0.1:" + lab.addresses().http().getPort();
  }

  private int ticket(String... words) {
    var line = new ArrayList<>(List.of("ticket", "-o", folder.resolve("t").toString()));
    line.addAll(List.of(words));
    return terminal.run(Map.of(), false, command(), line.toArray(String[]::new));
  }

  /// Where a machine is busy, limits of seconds would decide what is seen.
  private static Command command() {
    return new TicketCommand(Wiring.stores(), new Unhurried());
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve("t").resolve(name));
  }

  private static String url(String path) {
    return lab.addresses().index() + path;
  }
}
