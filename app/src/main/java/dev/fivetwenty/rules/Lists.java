package dev.fivetwenty.rules;

import dev.fivetwenty.rules.syntax.Parser;
import dev.fivetwenty.rules.value.NamedList;
import dev.fivetwenty.rules.value.Type;
import java.util.List;
import java.util.Map;

/// The lists that expressions may name as `$name`.
public record Lists(Map<String, NamedList> byName) implements Parser.ListTypes {

  public static final Lists NONE = new Lists(Map.of());

  public Lists {
    byName = Map.copyOf(byName);
  }

  @Override
  public Type of(String name) {
    NamedList list = byName.get(name);
    return list == null ? null : list.type();
  }

  @Override
  public List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }
}
