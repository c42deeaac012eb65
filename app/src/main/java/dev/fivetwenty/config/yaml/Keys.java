package dev.fivetwenty.config.yaml;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of a mapping to be written, in order. What is empty is left out.
final class Keys {

  private final Map<String, Object> keys = new LinkedHashMap<>();

  Keys put(String key, Optional<?> value) {
    value.ifPresent(v -> put(key, v));
    return this;
  }

  Keys put(String key, Object value) {
    keys.put(key, written(value));
    return this;
  }

  private static Object written(Object value) {
    return switch (value) {
      case Keys section -> section.keys;
      case List<?> items -> items.stream().map(Keys::written).toList();
      // Written as it is, the text would be taken for a variable when it is read.
      case String text -> text.replace("${", "$${");
      case Path path -> written(path.toString());
      default -> value;
    };
  }

  Map<String, Object> toMap() {
    return keys;
  }
}
