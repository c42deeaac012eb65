package dev.fivetwenty.config.node;

import dev.fivetwenty.config.text.Unfit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Shapes that are made of others.
public final class Shapes {

  public static <T> Shape<T> section(Function<Section, T> body) {
    return value -> {
      Section section = value.section();
      T read = body.apply(section);
      section.close();
      return read;
    };
  }

  public static <T> Shape<List<T>> list(Shape<T> item) {
    return value -> {
      var items = new ArrayList<T>();
      for (Value each : value.items()) each.as(item).ifPresent(items::add);
      return items;
    };
  }

  /// A list with at least one item, in which no two share what `same` returns.
  public static <T> Shape<List<T>> several(Shape<T> item, Function<T, Object> same, String what) {
    return value -> {
      if (value.items().isEmpty()) throw new Unfit("expected at least one " + what);
      var items = new ArrayList<T>();
      var seen = new HashSet<Object>();
      for (Value each : value.items()) {
        int problems = each.reading().count();
        Optional<T> read = each.as(item);
        read.ifPresent(items::add);
        // One that is wrong has defaults in it, and may seem to be another one.
        boolean sound = each.reading().count() == problems;
        if (sound && read.isPresent() && !seen.add(same.apply(read.get()))) {
          each.report("the same " + what + " stands here twice: " + same.apply(read.get()));
        }
      }
      return items;
    };
  }

  private Shapes() {}
}
