package dev.fivetwenty.recorder.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lines, schema and page name the same fields.
class AccessLogSchemaTest {

  private static final Path SCHEMA = Path.of("../docs/schema/access-log.schema.json");
  private static final Path PAGE = Path.of("../docs/operations/logs-and-metrics.md");

  @Test
  void linesFollowTheSchemaAndTogetherHaveEveryFieldOfIt() throws IOException {
    String text = Files.readString(SCHEMA);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
    Set<String> seen = new HashSet<>();
    for (ExchangeRecord record : records()) {
      String line = line(record);
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
      seen.addAll(JsonMapper.shared().readTree(line).propertyNames());
    }

    JsonNode described = JsonMapper.shared().readTree(text).get("properties");
    assertThat(seen).isEqualTo(Set.copyOf(described.propertyNames()));
  }

  @Test
  void thePageExplainsEveryFieldInTheSchemasWords() throws IOException {
    JsonNode described = JsonMapper.shared().readTree(Files.readString(SCHEMA)).get("properties");
    List<String> expected = new ArrayList<>();
    described.properties().forEach(
        field -> expected.add(
            "| `%s` | %s |".formatted(field.getKey(), field.getValue().get("description").stringValue())));

    Matcher table =
        Pattern.compile("\\| Field \\| Meaning \\|\n.*\n((?:\\|.*\n)+)").matcher(Files.readString(PAGE));

    assertThat(table.find()).isTrue();
    assertThat(table.group(1).lines()).containsExactlyElementsOf(expected);
  }

  private static List<ExchangeRecord> records() {
    return List.of(
        Records.usual(),
        Records.with(AccessLogSchemaTest::failed),
        Records.with(AccessLogSchemaTest::refused));
  }

  private static void failed(ExchangeRecord record) {
    record.tlsVersion = "TLSv1.3";
    record.tlsCipher = "TLS_AES_128_GCM_SHA256";
    record.alpn = "http/1.1";
    record.requestBody = 1000;
    record.clientGone = true;
    record.cause = Cause.BODY_SHORT_FIN;
    record.stage = Stage.BODY;
    record.offset = 0;
    record.statusIfUncommitted = 520;
    record.glitches = 1;
    record.cacheStatus = "fivetwenty; fwd=miss";
    record.ruleId = "slow-down";
    record.notedRules = "bots scanners";
    Records.text(record, Text.REFERER, "https://a/");
    Records.text(record, Text.FORWARDED_FOR, "x".repeat(1000));
    Records.text(record, Text.FOREIGN_RAY, "8f2c1d00aa55ff01-FRA");
  }

  private static void refused(ExchangeRecord record) {
    Records.withoutTexts(record);
    Records.text(record, Text.VISITOR, "203.0.113.7");
    record.status = 400;
    record.edgeMade = true;
    record.refusal = "req-host";
    record.route = null;
    record.origin = null;
    record.attempts = 0;
  }

  private static String line(ExchangeRecord record) {
    var line = new Line(16);
    new JsonFormat(QueryValues.HIDDEN).write(record, line);
    return new String(line.bytes(), 0, line.length(), US_ASCII);
  }
}
