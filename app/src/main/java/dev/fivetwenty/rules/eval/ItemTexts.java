package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.Sized;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Slice;

/// Strings of arrays: one at a place, the one that is looked at, and the array that a function makes
/// of another one, item by item.
final class ItemTexts {

  /// `array[place]`.
  record At(TextArray array, int place) implements TextSource {
    @Override
    public boolean get(RequestView view, Slice out) {
      return array.get(view, place, out);
    }
  }

  /// `array[*]`.
  record Current(TextArray array) implements TextSource {
    @Override
    public boolean get(RequestView view, Slice out) {
      return array.get(view, view.index(), out);
    }
  }

  /// `function(array[*], …)`.
  record Mapped(Sized array, TextSource item) implements TextArray {
    @Override
    public int size(RequestView view) {
      return array.size(view);
    }

    @Override
    public boolean get(RequestView view, int place, Slice out) {
      if (place >= array.size(view)) return false;
      int before = view.index(place);
      boolean known = item.get(view, out);
      view.index(before);
      return known;
    }
  }

  private ItemTexts() {}
}
