package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.value.Slice;
import java.util.function.Function;

/// The values of the fields that have a name.
final class Named implements TextArray {

  private final Function<RequestView, FieldSection> section;
  private final byte[] name;

  /// @param name in lower case
  Named(Function<RequestView, FieldSection> section, byte[] name) {
    this.section = section;
    this.name = name;
  }

  /// Returns the first field of that name at `from` or later, or -1. Uses `scratch` to look at names.
  static int find(FieldSection fields, byte[] lower, int from, Slice scratch) {
    for (int i = from; i < fields.count(); i++) {
      fields.name(i, scratch);
      if (scratch.isIgnoringCase(lower)) return i;
    }
    return -1;
  }

  @Override
  public int size(RequestView view) {
    FieldSection fields = section.apply(view);
    Slice seen = view.scratch().take();
    int size = 0;
    for (int i = find(fields, name, 0, seen); i >= 0; i = find(fields, name, i + 1, seen)) size++;
    view.scratch().give();
    return size == 0 ? MISSING : size;
  }

  @Override
  public boolean get(RequestView view, int item, Slice out) {
    FieldSection fields = section.apply(view);
    int at = find(fields, name, 0, out);
    for (int i = 0; i < item && at >= 0; i++) at = find(fields, name, at + 1, out);
    if (at < 0) return false;
    fields.value(at, out);
    return true;
  }
}
