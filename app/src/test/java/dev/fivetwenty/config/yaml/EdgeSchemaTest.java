package dev.fivetwenty.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.config.node.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schema, the binding, the sample and the documentation know the same keys, and the first two refuse the
/// same structure.
class EdgeSchemaTest {

  private static final Path DOCS = Path.of("../docs");

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(EdgeYaml.schema(), InputFormat.JSON);

  static Stream<Path> good() {
    return ConfigFiles.good().stream();
  }

  static Stream<Path> shape() {
    return bad("shape-");
  }

  static Stream<Path> meaning() {
    return bad("meaning-");
  }

  private static Stream<Path> bad(String prefix) {
    return ConfigFiles.bad().stream().filter(f -> f.getFileName().toString().startsWith(prefix));
  }

  @ParameterizedTest
  @MethodSource("good")
  void accepts_what_is_right(Path file) {
    assertThat(SCHEMA.validate(json(ConfigFiles.text(file)), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("good")
  void accepts_what_is_printed(Path file) {
    String printed = EdgeYaml.print(ConfigFiles.read(file));
    assertThat(SCHEMA.validate(json(printed), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shape")
  void refuses_what_has_the_wrong_structure(Path file) {
    assertThat(SCHEMA.validate(json(ConfigFiles.text(file)), InputFormat.JSON)).isNotEmpty();
  }

  /// An editor cannot know what only the whole, or the world, makes wrong.
  @ParameterizedTest
  @MethodSource("meaning")
  void leaves_to_the_binding_what_structure_does_not_tell(Path file) {
    assertThat(SCHEMA.validate(json(ConfigFiles.text(file)), InputFormat.JSON)).isEmpty();
  }

  @Test
  void schema_and_binding_know_the_same_keys() {
    Reading reading = ConfigFiles.reading(everything());
    EdgeYaml.read(reading);
    assertThat(schemaKeys()).isEqualTo(reading.keys());
  }

  @Test
  void the_sample_means_the_defaults() {
    String sample = ConfigFiles.text(DOCS.resolve("operations/edge.sample.yaml"));
    var defaults = ConfigFiles.parse("routes: [{origins: ['http://127.0.0.1:8080']}]");
    assertThat(ConfigFiles.parse(sample)).isEqualTo(defaults);
    assertThat(SCHEMA.validate(json(sample), InputFormat.JSON)).isEmpty();
    assertThat(ConfigFiles.parse(withDefaultsUncommented(sample))).isEqualTo(defaults);
  }

  @Test
  void the_sample_shows_every_key() {
    String sample = ConfigFiles.text(DOCS.resolve("operations/edge.sample.yaml"));
    Set<String> shown =
        Pattern.compile("(?m)(?:^[ #-]*|[{] *|, )([a-z0-9_]+):").matcher(sample).results().map(r -> r.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    var known = new TreeSet<String>();
    schemaKeys().forEach((path, keys) -> {
      // An own profile has the keys of timeouts again, and more limits than a sample should show.
      if (!path.startsWith("profiles.*.")) known.addAll(keys);
    });
    known.remove("*");
    assertThat(shown).containsAll(known);
  }

  @Test
  void the_documentation_explains_every_key() {
    String page = ConfigFiles.text(DOCS.resolve("operations/edge-configuration.md"));
    schemaKeys().forEach((path, keys) -> keys.stream().filter(key -> !key.equals("*")).forEach(key ->
        assertThat(page).as("%s of %s", key, path).contains("`" + key + "`")));
  }

  @Test
  void the_schema_is_the_one_of_the_documentation() {
    assertThat(Files.exists(DOCS.resolve("schema/edge.schema.json"))).isTrue();
    assertThat(EdgeYaml.schema()).isEqualTo(ConfigFiles.text(DOCS.resolve("schema/edge.schema.json")));
  }

  /// Takes the comment sign off top-level keys whose commented values are defaults: not examples, not the machine's.
  private static String withDefaultsUncommented(String sample) {
    var text = new StringBuilder();
    boolean uncomment = false;
    for (String line : sample.lines().toList()) {
      boolean key = line.matches("# [a-z_]+:( .*)?") && !line.startsWith("# yaml-");
      if (key) uncomment = !line.matches("# (profiles|lists|access|rules|notify|error_pages|workers):.*");
      boolean belongs = key || line.startsWith("#   ");
      text.append(uncomment && belongs ? line.substring(2) : line).append('\n');
    }
    assertThat(text).contains("\nadmin: 127.0.0.1:8521\n", "\n  client_idle: 400s ", "\n  keep_for: 14d\n");
    return text.toString();
  }

  private static Path everything() {
    return ConfigFiles.good().stream().filter(f -> f.endsWith("everything.yaml")).findFirst().orElseThrow();
  }

  private static String json(String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return JsonMapper.shared().writeValueAsString(value);
  }

  /// Returns the keys of each mapping of the schema, by the path that a [Reading] has for it.
  private static Map<String, Set<String>> schemaKeys() {
    JsonNode root = JsonMapper.shared().readTree(EdgeYaml.schema());
    var keys = new TreeMap<String, Set<String>>();
    collect(root, root, "", keys);
    return keys;
  }

  private static void collect(JsonNode root, JsonNode schema, String path, Map<String, Set<String>> keys) {
    if (schema.has("$ref")) collect(root, root.at(schema.get("$ref").asString().substring(1)), path, keys);
    for (JsonNode choice : schema.path("anyOf")) collect(root, choice, path, keys);
    if (schema.has("items")) collect(root, schema.get("items"), path + "[]", keys);
    String below = path.isEmpty() ? "" : path + ".";
    for (var property : schema.path("properties").properties()) {
      keys.computeIfAbsent(path, _ -> new TreeSet<>()).add(property.getKey());
      collect(root, property.getValue(), below + property.getKey(), keys);
    }
    if (schema.path("additionalProperties").isObject()) {
      keys.computeIfAbsent(path, _ -> new TreeSet<>()).add("*");
      collect(root, schema.get("additionalProperties"), below + "*", keys);
    }
  }
}
