package dev.fivetwenty.config.node;

import dev.fivetwenty.spelling.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// The keys of one mapping. A key that nobody asked for when it is closed is reported as unknown.
public final class Section {

  private record Entry(Node key, Value value) {}

  private final Value whole;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  Section(Value whole, MappingNode mapping) {
    this.whole = whole;
    for (NodeTuple tuple : mapping.getValue()) add(tuple.getKeyNode(), tuple.getValueNode());
  }

  private void add(Node key, Node node) {
    if (!(key instanceof ScalarNode name)) {
      whole.reading().report(key, whole.option(), "a key is a single word");
      return;
    }
    var value = new Value(whole.reading(), node, pathOf(name.getValue()), whole.option());
    Entry first = entries.putIfAbsent(name.getValue(), new Entry(key, value));
    if (first != null) {
      String line = first.key.getStartMark().map(Mark::getLine).map(l -> ", first in line " + (l + 1)).orElse("");
      whole.reading().report(key, whole.option(), "the key " + name.getValue() + " stands here twice" + line);
    }
  }

  private String pathOf(String key) {
    return whole.path().isEmpty() ? key : whole.path() + "." + key;
  }

  public boolean has(String key) {
    return find(key).isPresent();
  }

  /// True also for a word that is nearly the key, and will be reported as such.
  public boolean hasLike(String key) {
    return has(key) || entries.keySet().stream().anyMatch(typed -> Spelling.isNear(key, typed));
  }

  /// Returns the value of a key, empty if it is not there, or wrong, which is then reported.
  public <T> Optional<T> ask(String key, Shape<T> shape) {
    asked.add(key);
    whole.reading().note(whole.path(), key);
    return find(key).flatMap(value -> value.as(shape));
  }

  public <T> T get(String key, T otherwise, Shape<T> shape) {
    return ask(key, shape).orElse(otherwise);
  }

  /// Reports a key that is not there. What is returned then, `placeholder`, serves nothing but to read on.
  public <T> T required(String key, T placeholder, Shape<T> shape) {
    if (!hasLike(key)) whole.report("the key " + key + " is missing here");
    return get(key, placeholder, shape);
  }

  /// Reads the section that a key has. `body` finds no keys where there is none, so that defaults stand in one place.
  public <T> T section(String key, Function<Section, T> body) {
    Optional<T> read = ask(key, Shapes.section(body));
    return read.orElseGet(() -> nothing(whole.reading(), pathOf(key)).as(Shapes.section(body)).orElseThrow());
  }

  /// Returns a mapping without keys, which stands nowhere.
  static Value nothing(Reading reading, String path) {
    return new Value(reading, new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK), path, "");
  }

  /// The command line comes first.
  private Optional<Value> find(String key) {
    String path = pathOf(key);
    Optional<Value> override = whole.reading().overrides().value(whole.reading(), path);
    return override.or(() -> Optional.ofNullable(entries.get(key)).map(Entry::value));
  }

  /// Returns all values by key: the keys are names that the operator chose, so all are known.
  public Map<String, Value> chosen() {
    whole.reading().note(whole.path(), "*");
    var values = new LinkedHashMap<String, Value>();
    entries.forEach((key, entry) -> {
      asked.add(key);
      values.put(key, new Value(whole.reading(), entry.value.node(), pathOf("*"), whole.option()));
    });
    return values;
  }

  /// Reports what is wrong with a key, or with its value together with others.
  public void complain(String key, String text) {
    Optional<Value> value = find(key);
    boolean ours = entries.containsKey(key) && value.filter(v -> v.option().isEmpty()).isPresent();
    if (ours) whole.reading().report(entries.get(key).key, "", text);
    else value.orElse(whole).report(text);
  }

  void close() {
    boolean listed = false;
    for (String key : entries.keySet()) {
      if (asked.contains(key)) continue;
      Optional<String> near = Spelling.closest(key, asked);
      String all = listed ? "" : "; keys are " + String.join(", ", asked);
      String hint = near.map(word -> "; did you mean " + word + "?").orElse(all);
      listed |= near.isEmpty();
      whole.reading().report(entries.get(key).key, whole.option(), "there is no key " + key + " here" + hint);
    }
  }
}
