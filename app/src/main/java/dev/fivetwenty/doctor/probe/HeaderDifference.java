package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the fields of two responses to the same request differ: names and sizes, never values.
///
/// @param grown `name: 20 to 400 bytes`
record HeaderDifference(List<String> added, List<String> removed, List<String> grown) {

  static HeaderDifference between(ResponseHead direct, ResponseHead through) {
    Map<String, Integer> before = sizes(direct);
    Map<String, Integer> after = sizes(through);
    var added = new ArrayList<String>();
    var grown = new ArrayList<String>();
    after.forEach((name, bytes) -> {
      Integer was = before.get(name);
      if (was == null) added.add(name);
      else if (bytes > was) grown.add("%s: %d to %d bytes".formatted(name, was, bytes));
    });
    List<String> removed = before.keySet().stream().filter(n -> !after.containsKey(n)).toList();
    return new HeaderDifference(added, removed, grown);
  }

  private static Map<String, Integer> sizes(ResponseHead head) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (Field field : head.fields()) {
      sizes.merge(field.name().toLowerCase(Locale.ROOT), field.lineBytes(), Integer::sum);
    }
    return sizes;
  }
}
