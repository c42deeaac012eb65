package dev.fivetwenty.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `why` and `incidents` print with `--json` is what the schema says.
class IncidentSchemaTest {

  @TempDir Path folder;

  private final MemoryIncidents incidents = new MemoryIncidents();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void makeStore() throws IOException {
    Files.createFile(folder.resolve("incidents.db"));
    incidents.stored.add(Stories.stored(Stories.of("", Ending.FIN, Stories.reused())));
    incidents.groups.add(Stories.group("conn-stale-reuse"));
    incidents.loss = new Loss(Map.of("lane-full", 3L), 1, Optional.of(Stories.BEGAN));
  }

  @Test
  void anIncident() throws IOException {
    JsonNode document = valid(Exit.FAULT, "why", Stories.RAY);
    assertThat(document.get("found").asString()).isEqualTo("incident");
    JsonNode incident = document.at("/incidents/0");
    assertThat(incident.at("/verdict/cause").asString()).isEqualTo("conn-stale-reuse");
    assertThat(incident.at("/attempts/0/use/exchanges").asInt()).isEqualTo(7);
    assertThat(incident.at("/leftOut/1/name").asString()).isEqualTo("Cookie");
    assertThat(incident.at("/timeline/0/who").asString()).isEqualTo("client -> edge");
    JsonNode report =
        JsonMapper.shared().readTree(Files.readString(Path.of("../docs/schema/report.schema.json")));
    String reportsVerdict =
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$ref\":\"#/$defs/verdict\","
            + "\"$defs\":" + report.get("$defs") + "}";
    assertThat(schema(reportsVerdict).validate(incident.get("verdict").toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void candidatesAndWhatTheLedgerKnows() throws IOException {
    incidents.stored.add(
        new Stored(
            4712, "b", Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "8f2cffff00000000-AMS")));
    assertThat(valid(Exit.USAGE, "why", "8f2c").get("candidates")).hasSize(2);
    incidents.ledger.put("00aa", new Seen(Stories.BEGAN, 200, "", Fate.SUCCEEDED, ""));
    assertThat(valid(Exit.OK, "why", "00aa").at("/ledger/0/fate").asString()).isEqualTo("succeeded");
    assertThat(valid(Exit.COULD_NOT_TELL, "why", "00bb").get("found").asString()).isEqualTo("nothing");
  }

  @Test
  void groupsRowsAndHeaders() throws IOException {
    assertThat(valid(Exit.OK, "incidents").at("/groups/0/count").asInt()).isEqualTo(12);
    assertThat(valid(Exit.OK, "incidents", "--list").at("/rows/0/id").asInt()).isEqualTo(4711);
    assertThat(valid(Exit.FAULT, "incidents", "show", "4711").get("incidents")).hasSize(1);
    incidents.budgets.add(
        new HeaderBudget(
            "shop.example/", 10, 7000, 6000, List.of(new HeaderBudget.Biggest("set-cookie", 5000)),
            List.of(new HeaderBudget.Point(Stories.BEGAN, 10, 7000, 6000)),
            List.of(new HeaderBudget.Warning("classic", 8192, 85, true))));
    assertThat(valid(Exit.OK, "incidents", "headers").at("/headers/0/warnings/0/grave").asBoolean())
        .isTrue();
  }

  private JsonNode valid(int code, String... words) throws IOException {
    var arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--json", "--data", folder.toString()));
    var store =
        new StoreAccess(
            _ -> incidents, _ -> { throw new AssertionError("nothing is written"); },
            () -> Stories.NOW);
    Command command = words[0].equals("why") ? new WhyCommand(store) : new IncidentsCommand(store);
    assertThat(terminal.run(Map.of(), false, command, arguments.toArray(String[]::new)))
        .isEqualTo(code);
    assertThat(terminal.err()).isEmpty();
    String text = Files.readString(Path.of("../docs/schema/incidents.schema.json"));
    assertThat(schema(text).validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text, InputFormat.JSON);
  }
}
