package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Slice;

/// The parts of a string between separators; the last of at most so many parts has the rest.
record Split(TextSource source, byte[] separator, int most) implements TextArray {

  @Override
  public int size(RequestView view) {
    Slice text = view.scratch().take();
    int size = source.get(view, text) ? 1 : MISSING;
    if (size == 1) {
      int at = text.indexOf(separator, 0);
      while (at >= 0 && size < most) {
        size++;
        at = text.indexOf(separator, at + separator.length);
      }
    }
    view.scratch().give();
    return size;
  }

  @Override
  public boolean get(RequestView view, int item, Slice out) {
    if (item >= most || !source.get(view, out)) return false;
    int from = 0;
    for (int i = 0; i < item; i++) {
      int at = out.indexOf(separator, from);
      if (at < 0) return false;
      from = at + separator.length;
    }
    int end = item == most - 1 ? -1 : out.indexOf(separator, from);
    out.set(out.bytes(), out.from() + from, end < 0 ? out.to() : out.from() + end);
    return true;
  }
}
