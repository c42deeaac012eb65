package dev.fivetwenty.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Real reports are what the schema says, each is one document, and no secret is in it.
class ReportSchemaTest {

  private static Schema schema;
  private static Lab lab;

  @BeforeAll
  static void open() throws IOException {
    String text = Files.readString(Path.of("../docs/schema/report.schema.json"));
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
    lab = Lab.open(LabOptions.ANYWHERE);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "ok", "resp-empty-fin", "resp-empty-rst", "hdr-nul-value", "limit-header-section", "hdr-none",
    "body-short-fin", "body-chunk-eof-rst", "nonhttp-tls", "interim-only-then-close", "sl-bare-lf",
    "time-first-byte", "headers-near-limit"
  })
  void probesFollowTheSchema(String scenario) {
    var terminal = new Terminal();
    int code =
        terminal.run(
            "probe", "--json", "--timeout", "0.5", "-H", "Authorization: Bearer topsecret",
            lab.addresses().index() + scenario);
    JsonNode report = valid(terminal.out());
    boolean fault = !report.get("verdict").isNull();
    assertThat(code).isEqualTo(fault ? Exit.FAULT : Exit.OK);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out()).doesNotContain("topsecret");
    if (fault) {
      assertThat(report.at("/verdict/cause").asString()).isEqualTo(scenario.replaceFirst("-eof-rst$", "-eof"));
      assertThat(report.at("/verdict/reproduce/curl").asString()).startsWith("curl ").contains(scenario);
      assertThat(report.at("/verdict/remedy")).isNotEmpty();
    }
  }

  @Test
  void whatCouldNotBeReachedFollowsTheSchema() {
    var terminal = new Terminal();
    int code = terminal.run("probe", "--json", "http://127.0.0.1:" + lab.addresses().ports().get("tcp-refused") + "/");
    assertThat(code).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(valid(terminal.out()).at("/verdict/cause").asString()).isEqualTo("tcp-refused");
    assertThat(terminal.err().lines()).hasSize(1);
  }

  @Test
  void aProbeSaysThatAClientCertificateIsDemanded() {
    var terminal = new Terminal();
    int port = lab.addresses().ports().get("tls-alert-after-handshake");
    int code = terminal.run("probe", "--json", "-k", "https://127.0.0.1:" + port + "/");
    assertThat(code).isEqualTo(Exit.FAULT);
    assertThat(valid(terminal.out()).at("/findings/0/summary").asString())
        .isEqualTo("the origin demands a client certificate, and was shown none");
  }

  @Test
  void repliesFromAFileFollowTheSchema() {
    var terminal = new Terminal().input("HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n");
    terminal.run("judge", "--json", "-");
    valid(terminal.out());
  }

  @Test
  void examinationsFollowTheSchema() {
    var terminal = new Terminal();
    int code =
        terminal.run("diagnose", "--json", "--repeat", "1", lab.addresses().index() + "resp-empty-fin");
    JsonNode report = valid(terminal.out());
    assertThat(code).isEqualTo(Exit.FAULT);
    assertThat(report.at("/verdict/cause").asString()).isEqualTo("resp-empty-fin");
    assertThat(report.get("probes").size()).isGreaterThan(10);
  }

  private static JsonNode valid(String json) {
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(json);
  }
}
