package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.source.Sized;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;

/// Conditions that are made of others.
final class Conditions {

  record Not(Condition term) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      return !term.holds(view);
    }
  }

  record And(Condition[] terms) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      for (Condition term : terms) {
        if (!term.holds(view)) return false;
      }
      return true;
    }
  }

  record Or(Condition[] terms) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      for (Condition term : terms) {
        if (term.holds(view)) return true;
      }
      return false;
    }
  }

  record Xor(Condition[] terms) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      boolean holds = false;
      for (Condition term : terms) holds ^= term.holds(view);
      return holds;
    }
  }

  /// One item of an array.
  record At(Sized array, Condition item, int place) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      if (place >= array.size(view)) return false;
      int before = view.index(place);
      boolean holds = item.holds(view);
      view.index(before);
      return holds;
    }
  }

  /// Any item of an array; there is none in one that is missing.
  record Any(Sized array, Condition item) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      int size = array.size(view);
      int before = view.index(0);
      boolean holds = false;
      for (int i = 0; i < size && !holds; i++) {
        view.index(i);
        holds = item.holds(view);
      }
      view.index(before);
      return holds;
    }
  }

  /// Every item of an array; of an empty one it holds, of a missing one it does not.
  record All(Sized array, Condition item) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      int size = array.size(view);
      int before = view.index(0);
      boolean holds = size != Sized.MISSING;
      for (int i = 0; i < size && holds; i++) {
        view.index(i);
        holds = item.holds(view);
      }
      view.index(before);
      return holds;
    }
  }

  /// Whether one of an array's strings is that one.
  record Has(TextArray array, TextSource value) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      Scratch scratch = view.scratch();
      Slice wanted = scratch.take();
      Slice item = scratch.take();
      int size = value.get(view, wanted) ? array.size(view) : 0;
      boolean holds = false;
      for (int i = 0; i < size && !holds; i++) holds = array.get(view, i, item) && item.is(wanted);
      scratch.give();
      scratch.give();
      return holds;
    }
  }

  private Conditions() {}
}
