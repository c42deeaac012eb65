package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.value.Slice;
import java.util.function.Function;

/// The names, or the values, of all fields of a message.
record SectionTexts(Function<RequestView, FieldSection> section, boolean names) implements TextArray {

  @Override
  public int size(RequestView view) {
    return section.apply(view).count();
  }

  @Override
  public boolean get(RequestView view, int item, Slice out) {
    FieldSection fields = section.apply(view);
    if (item >= fields.count()) return false;
    if (names) fields.name(item, out);
    else fields.value(item, out);
    return true;
  }
}
