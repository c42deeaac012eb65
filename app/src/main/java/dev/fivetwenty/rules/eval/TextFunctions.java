package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.Sized;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;
import java.util.Arrays;
import java.util.List;

/// Functions that make one string of others. Where an argument is missing, so is what they return.
final class TextFunctions {

  /// What makes a string of one string.
  @FunctionalInterface
  interface Change {
    /// `out` may be the same slice as `text`.
    boolean make(Slice text, Scratch scratch, Slice out);
  }

  /// A change of a string.
  record Changed(TextSource source, Change change) implements TextSource {
    @Override
    public boolean get(RequestView view, Slice out) {
      return source.get(view, out) && change.make(out, view.scratch(), out);
    }
  }

  /// Strings one behind the other.
  record Concat(List<TextSource> parts) implements TextSource {
    @Override
    public boolean get(RequestView view, Slice out) {
      Scratch scratch = view.scratch();
      int lent = scratch.taken();
      Slice[] texts = new Slice[parts.size()];
      long most = 0;
      for (int i = 0; i < texts.length; i++) {
        texts[i] = scratch.take();
        if (!parts.get(i).get(view, texts[i])) {
          scratch.giveBack(lent);
          return false;
        }
        most += texts[i].length();
      }
      boolean fits = most <= Scratch.MOST && scratch.begin((int) most);
      if (fits) {
        for (Slice text : texts) scratch.add(text);
        scratch.end(out);
      }
      scratch.giveBack(lent);
      return fits;
    }
  }

  /// The items of an array with something between them.
  record Join(TextArray items, byte[] between) implements TextSource {

    /// Items that are joined; with more of them there is no string.
    private static final int MOST_ITEMS = 10_000;

    @Override
    public boolean get(RequestView view, Slice out) {
      int size = items.size(view);
      if (size == Sized.MISSING || size > MOST_ITEMS) return false;
      Scratch scratch = view.scratch();
      int lent = scratch.taken();
      Slice[] texts = new Slice[size];
      long most = (long) between.length * size;
      boolean known = true;
      for (int i = 0; i < size && known; i++) {
        texts[i] = scratch.take();
        known = items.get(view, i, texts[i]);
        most += texts[i].length();
      }
      known = known && most <= Scratch.MOST && scratch.begin((int) most);
      if (known) {
        for (int i = 0; i < size; i++) {
          if (i > 0) scratch.add(between, 0, between.length);
          scratch.add(texts[i]);
        }
        scratch.end(out);
      }
      scratch.giveBack(lent);
      return known;
    }
  }

  /// From one place up to another; places below zero count from the end.
  ///
  /// @param end null for the end of the string
  record Substring(TextSource source, NumberSource start, NumberSource end) implements TextSource {
    @Override
    public boolean get(RequestView view, Slice out) {
      long from = start.get(view);
      long to = end == null ? Long.MAX_VALUE : end.get(view);
      if (from == NumberSource.MISSING || to == NumberSource.MISSING) return false;
      if (!source.get(view, out)) return false;
      int length = out.length();
      int first = place(from, length);
      int last = Math.max(first, place(to, length));
      out.set(out.bytes(), out.from() + first, out.from() + last);
      return true;
    }

    private static int place(long place, int length) {
      return (int) Math.clamp(place < 0 ? length + Math.max(place, -length) : place, 0L, (long) length);
    }
  }

  /// Without every byte that is one of these.
  static Change removeBytes(byte[] removed) {
    boolean[] gone = new boolean[256];
    for (byte octet : removed) gone[octet & 0xFF] = true;
    return (text, scratch, out) -> {
      byte[] bytes = text.bytes();
      int from = text.from();
      int to = text.to();
      if (!scratch.begin(to - from)) return false;
      for (int i = from; i < to; i++) {
        if (!gone[bytes[i] & 0xFF]) scratch.add(bytes[i]);
      }
      scratch.end(out);
      return true;
    };
  }

  /// Without every argument of a query that has one of these names.
  static Change removeArguments(List<byte[]> names) {
    return (text, scratch, out) -> {
      byte[] bytes = text.bytes();
      int from = text.from();
      int to = text.to();
      if (!scratch.begin(to - from + 1)) return false;
      while (from <= to) {
        int end = from;
        while (end < to && bytes[end] != '&') end++;
        if (!isNamed(bytes, from, end, names)) {
          if (scratch.length() > 0) scratch.add((byte) '&');
          scratch.add(bytes, from, end);
        }
        from = end + 1;
      }
      scratch.end(out);
      return true;
    };
  }

  private static boolean isNamed(byte[] bytes, int from, int to, List<byte[]> names) {
    int equals = from;
    while (equals < to && bytes[equals] != '=') equals++;
    for (byte[] name : names) {
      if (Arrays.equals(bytes, from, equals, name, 0, name.length)) return true;
    }
    return false;
  }

  private TextFunctions() {}
}
