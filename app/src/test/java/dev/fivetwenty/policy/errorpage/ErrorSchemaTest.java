package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every JSON answer is what the schema says, and says the same as the fields.
class ErrorSchemaTest {

  private static final ErrorPages PAGES = new ErrorPages();
  private static Schema schema;

  @BeforeAll
  static void open() throws IOException {
    String text = Files.readString(Path.of("../docs/schema/error.schema.json"));
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
  }

  @Test
  void holdsForEveryFaultInBothPresentations() {
    for (Cause cause : Sample.FAULTS) {
      for (Presentation presentation : Presentation.values()) {
        JsonNode document = valid(Failure.of(cause, presentation, Sample.VISITOR));
        assertThat(document.get("cause").asString()).isEqualTo(cause.slug());
        assertThat(document.get("status").asInt()).isEqualTo(cause.status(presentation));
      }
    }
  }

  @Test
  void holdsForEveryStatus() {
    for (ErrorStatus status : ErrorStatus.values()) {
      JsonNode document = valid(Failure.of(status.code(), Sample.VISITOR));
      assertThat(document.has("cause")).isFalse();
      assertThat(document.get("commands").isEmpty()).isEqualTo(status.place() == Place.VISITOR);
    }
  }

  @Test
  void holdsForHostileValues() {
    var visitor = new Visitor("\"},\u0000<", Sample.TIME, "x", "\"\\\n<script>", "\"", false);
    assertThat(valid(Failure.of(Cause.RESP_EMPTY_FIN, Presentation.EDGE_52X, visitor)).get("host").asString())
        .isEqualTo("\uFFFD\uFFFD\uFFFD\uFFFDscript\uFFFD");
  }

  private static JsonNode valid(Failure failure) {
    JsonNode document = null;
    for (Format format : new Format[] {Format.PROBLEM, Format.JSON}) {
      Answer answer = PAGES.answer(failure, Sample.accept(format));
      String json = Sample.text(answer);
      assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
      document = JsonMapper.shared().readTree(json);
      JsonNode seconds = document.get("retry_after");
      assertThat(seconds.isNull() ? null : seconds.asString())
          .isEqualTo(answer.field("Retry-After").orElse(null));
    }
    return document;
  }

  @Test
  void canFail() {
    String json = Sample.text(PAGES.answer(Sample.failure(Cause.RESP_EMPTY_FIN), "application/json"));
    assertThat(schema.validate(json.replace("\"where\": \"origin\"", "\"where\": \"moon\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema.validate(json.replace("\"summary\"", "\"sumary\""), InputFormat.JSON)).isNotEmpty();
  }
}
