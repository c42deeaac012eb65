package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.value.Slice;

/// Names with values in one string, as queries and cookies have them: all names, all values, or the
/// values of one name. Nothing is decoded.
final class Pairs implements TextArray {

  private static final byte[] COOKIE = "cookie".getBytes(US_ASCII);

  private final boolean cookies;
  private final byte[] name;
  private final boolean names;

  private Pairs(boolean cookies, byte[] name, boolean names) {
    this.cookies = cookies;
    this.name = name;
    this.names = names;
  }

  static Pairs cookies(byte[] name) {
    return new Pairs(true, name, false);
  }

  static Pairs arguments(byte[] name) {
    return new Pairs(false, name, false);
  }

  static Pairs argumentNames() {
    return new Pairs(false, null, true);
  }

  static Pairs argumentValues() {
    return new Pairs(false, null, false);
  }

  @Override
  public int size(RequestView view) {
    int size = walk(view, Integer.MAX_VALUE, null);
    return size == 0 && name != null ? MISSING : size;
  }

  @Override
  public boolean get(RequestView view, int item, Slice out) {
    return walk(view, item, out) < 0;
  }

  /// Returns how many there are, or -1 when the one asked for was found.
  private int walk(RequestView view, int item, Slice out) {
    Slice text = view.scratch().take();
    int seen = 0;
    if (!cookies) {
      if (view.part(Part.QUERY, text)) seen = walk(text, (byte) '&', 0, item, out);
    } else {
      FieldSection fields = view.fields();
      int field = Named.find(fields, COOKIE, 0, text);
      while (field >= 0 && seen >= 0) {
        fields.value(field, text);
        seen = walk(text, (byte) ';', seen, item, out);
        field = Named.find(fields, COOKIE, field + 1, text);
      }
    }
    view.scratch().give();
    return seen;
  }

  private int walk(Slice text, byte separator, int before, int item, Slice out) {
    int seen = before;
    byte[] bytes = text.bytes();
    int from = text.from();
    while (from <= text.to()) {
      int to = from;
      while (to < text.to() && bytes[to] != separator) to++;
      int start = from;
      while (start < to && bytes[start] == ' ') start++;
      if (start < to && isAsked(bytes, start, to) && seen++ == item) {
        lay(bytes, start, to, out);
        return -1;
      }
      from = to + 1;
    }
    return seen;
  }

  private boolean isAsked(byte[] bytes, int from, int to) {
    if (name == null) return true;
    int end = from + name.length;
    if (end > to || end < to && bytes[end] != '=') return false;
    for (int i = 0; i < name.length; i++) {
      if (bytes[from + i] != name[i]) return false;
    }
    return true;
  }

  private void lay(byte[] bytes, int from, int to, Slice out) {
    int equals = from;
    while (equals < to && bytes[equals] != '=') equals++;
    if (names) out.set(bytes, from, equals);
    else out.set(bytes, Math.min(equals + 1, to), to);
  }
}
