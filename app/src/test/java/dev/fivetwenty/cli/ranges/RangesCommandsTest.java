package dev.fivetwenty.cli.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Goldens;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.ranges.render.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `ranges list`, `render` and `update`: what they print and keep, and their exit codes.
class RangesCommandsTest {

  private static final String LIST =
      "{\"addresses\":[\"23.235.32.0/20\"],\"ipv6_addresses\":[\"2a04:4e40::/32\"]}";

  private final Terminal terminal = new Terminal();

  @TempDir Path data;

  @ParameterizedTest
  @EnumSource
  void eachFormIsAsItWas(Target target) throws IOException {
    assertThat(terminal.run("ranges", "render", target.slug(), "--data", data.toString()))
        .isEqualTo(Exit.OK);
    Goldens.check("ranges/" + target.slug(), terminal.out());
    assertThat(terminal.err()).isEqualTo(target.takesComments() ? "" : notes(target));
  }

  private static String notes(Target target) {
    return String.join("", target.traps().stream().map(t -> "note: " + t + "\n").toList());
  }

  @Test
  void portsAndFileAreTheUsers() throws IOException {
    Path file = data.resolve("rules.nft");
    assertThat(
            terminal.run(
                "ranges", "render", "nftables", "--port", "8443,8080", "--port", "8443", "-o", file.toString()))
        .isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEmpty();
    assertThat(Files.readString(file)).contains("tcp dport { 8443, 8080 } drop");
  }

  /// The server knows the tag: the second time nothing is sent.
  @Test
  void aListIsFetchedOnceAndServesFromThenOn() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/list", exchange -> {
      boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
      exchange.getResponseHeaders().set("ETag", "\"v1\"");
      exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : LIST.length());
      if (!known) exchange.getResponseBody().write(LIST.getBytes());
      exchange.close();
    });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(update(url + "/list")).isEqualTo(Exit.OK);
      assertThat(terminal.out()).startsWith("Fastly: 2 blocks on 20").contains("+ 2a04:4e40::/32");
      assertThat(update(url + "/list")).isEqualTo(Exit.OK);
      assertThat(terminal.out()).startsWith("Fastly: unchanged on 20");
      assertThat(update(url + "/gone")).isEqualTo(Exit.COULD_NOT_TELL);
      assertThat(terminal.err()).contains("the last list stays", "the answer has status 404");
    } finally {
      server.stop(0);
    }
    terminal.run("ranges", "--data", data.toString(), "23.235.33.1", "104.16.0.1");
    assertThat(terminal.out()).contains("23.235.32.0/20 (Fastly", "104.16.0.0/13 (Cloudflare");
    terminal.run("ranges", "render", "nginx-realip", "--provider", "fastly", "--data", data.toString());
    assertThat(terminal.out()).contains("set_real_ip_from 23.235.32.0/20;", "real_ip_header Fastly-Client-IP;");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "200 | 0 | <!DOCTYPE html><title>Just a moment...</title> | this is no block of addresses",
    "200 | 0 | '' | it has no IPv4 block",
    "200 | 9 | {\"addresses\":[\"23.235.32.0/20\"]} | ",
    "503 | 0 | {\"addresses\":[\"23.235.32.0/20\"]} | the answer has status 503",
    "200 | 0 | {\"addresses\":[\"0.0.0.0/0\"]} | 0.0.0.0/0 is not public",
  })
  void whatAServerSendsInPlaceOfAListLeavesTheLastOne(int status, int missing, String body, String why) throws IOException {
    Path kept = data.resolve("ranges/fastly.txt");
    Files.writeString(data.resolve("list"), LIST);
    assertThat(update(data.resolve("list").toString())).isEqualTo(Exit.OK);
    String before = Files.readString(kept);
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length() + missing);
      exchange.getResponseBody().write(body.getBytes());
      exchange.close();
    });
    server.start();
    try {
      assertThat(update("http://127.0.0.1:" + server.getAddress().getPort() + "/")).isEqualTo(Exit.COULD_NOT_TELL);
    } finally {
      server.stop(0);
    }
    assertThat(terminal.err()).contains("the last list stays", why == null ? "" : why);
    assertThat(kept).content().isEqualTo(before);
  }

  private int update(String from) {
    return terminal.run("ranges", "update", "--provider", "fastly", "--from", from, "--data", data.toString());
  }

  @Test
  void aFileWillDo() throws IOException {
    Path file = data.resolve("list file.json");
    Files.writeString(file, LIST);
    assertThat(update(file.toString())).isEqualTo(Exit.OK);
    Files.writeString(file, "nothing");
    assertThat(update(file.toString())).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(update(data.resolve("none").toString())).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.err()).contains("there is no such file");
    terminal.run("ranges", "list", "--data", data.toString());
    assertThat(terminal.out()).contains("# Cloudflare, list of 2026-10-05", "# Fastly, list of 20");
  }

  private static final String RULES =
      """
      *filter
      :INPUT DROP [0:0]
      -A INPUT -s 104.16.0.9 -j DROP
      -A INPUT -p tcp -j ACCEPT
      COMMIT
      """;

  @Test
  void auditsSayWhatIsKeptOutAndWhatMendsIt() throws IOException {
    Path rules = data.resolve("v4");
    Files.writeString(rules, RULES);
    String[] asked = {"ranges", "audit", rules.toString(), "--data", data.toString(), "--port", "443"};
    assertThat(terminal.run(asked)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out())
        .contains(
            "22 ranges to ports 443: kept out, at least in part",
            "banned      104.16.0.9 of 104.16.0.0/13 to 443: a rule is against it",
            "line 3: -A INPUT -s 104.16.0.9 -j DROP",
            "mend: iptables -I INPUT 1 -s 104.16.0.0/13 -p tcp -m multiport --dports 443 -j ACCEPT",
            "allowed     14 of 15 ranges whole",
            "not-shown   2400:cb00::/32");
    Files.writeString(rules, RULES.replace("-s 104.16.0.9", "-s 192.0.2.9"));
    assertThat(terminal.run(asked)).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.run("ranges", "audit", rules.toString(), "--data", data.toString(), "--family", "ipv4"))
        .isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("15 ranges to ports 80, 443: let in");
  }

  @Test
  void auditsFollowTheirSchema() throws IOException {
    String schema = Files.readString(Path.of("../docs/schema/ranges-audit.schema.json"));
    terminal.input(RULES.replace("-p tcp", "-m geoip"))
        .run("ranges", "audit", "--json", "-", "--data", data.toString());
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON).validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    JsonNode report = JsonMapper.shared().readTree(terminal.out());
    assertThat(report.get("untold").asBoolean()).isTrue();
    assertThat(report.at("/findings/0/kind").asString()).isEqualTo("untold");
  }

  /// What mends a gap mends it: all of the advice is followed, and nothing is left to say.
  @Test
  void whatMendsAGapMendsIt() throws IOException {
    Path rules = data.resolve("rules");
    Files.writeString(rules, RULES.replace("-A INPUT -p tcp -j ACCEPT\n", ""));
    String[] asked = {"ranges", "audit", rules.toString(), "--json", "--family", "ipv4", "--data", data.toString()};
    assertThat(terminal.run(asked)).isEqualTo(Exit.FAULT);
    var mended = new StringBuilder("*filter\n:INPUT DROP [0:0]\n");
    for (JsonNode finding : JsonMapper.shared().readTree(terminal.out()).get("findings")) {
      String mend = finding.at("/mend/0").asString("");
      if (!mend.isEmpty()) mended.append(mend.replace("iptables -I INPUT 1", "-A INPUT")).append('\n');
    }
    Files.writeString(rules, mended + "-A INPUT -s 104.16.0.9 -j DROP\nCOMMIT\n");
    assertThat(terminal.run(asked)).isEqualTo(Exit.OK);
  }
}
