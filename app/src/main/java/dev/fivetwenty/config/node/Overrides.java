package dev.fivetwenty.config.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// What the command line says instead of the file.
///
/// Each option stands for a path of the file and is read by the same shape, as if it stood there. An option that may be
/// repeated replaces a whole list. `--origin` replaces all routes by one for every host.
public final class Overrides {

  public static final Overrides NONE = of(List.of());

  /// Takes no value: it stands for one.
  private static final String NO_RECORDER = "--no-recorder";

  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("--origin", "routes"),
          Map.entry("--listen", "listen"),
          Map.entry("--admin", "admin"),
          Map.entry("--site", "site"),
          Map.entry("--behind", "behind"),
          Map.entry("--profile", "profile"),
          Map.entry("--presentation", "presentation"),
          Map.entry("--access-log", "access_log.path"),
          Map.entry(NO_RECORDER, "recorder.enabled"),
          Map.entry("--workers", "workers"),
          Map.entry("--transport", "transport"));

  private final Map<String, Given> byPath = new LinkedHashMap<>();

  private record Given(String option, List<String> values) {}

  private Overrides() {}

  /// Returns the names of the options there are.
  public static List<String> options() {
    return PATHS.keySet().stream().sorted().toList();
  }

  /// @param options names with their values, in order; of those that take one value the last one counts
  public static Overrides of(List<Map.Entry<String, String>> options) {
    var overrides = new Overrides();
    for (var each : options) {
      String path = PATHS.get(each.getKey());
      if (path == null) throw new IllegalArgumentException("no such option: " + each.getKey());
      Given given = overrides.byPath.computeIfAbsent(path, _ -> new Given(each.getKey(), new ArrayList<>()));
      given.values.add(given.option.equals(NO_RECORDER) ? "false" : each.getValue());
    }
    return overrides;
  }

  /// Returns the value that the command line gives to a path.
  Optional<Value> value(Reading reading, String path) {
    return Optional.ofNullable(byPath.get(path))
        .map(given -> new Value(reading, node(path, given.values), path, given.option));
  }

  private static Node node(String path, List<String> values) {
    return switch (path) {
      case "listen" -> list(values);
      case "routes" -> sequence(List.of(mapping("origins", list(values))));
      default -> scalar(values.getLast());
    };
  }

  private static Node list(List<String> values) {
    return sequence(values.stream().map(Overrides::scalar).toList());
  }

  private static Node sequence(List<Node> items) {
    return new SequenceNode(Tag.SEQ, items, FlowStyle.FLOW);
  }

  private static Node mapping(String key, Node value) {
    return new MappingNode(Tag.MAP, List.of(new NodeTuple(scalar(key), value)), FlowStyle.FLOW);
  }

  private static Node scalar(String text) {
    return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
  }
}
