package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;

/// How each field of type string is got from a request. A header field that is not there is an empty
/// string here; it is missing in `http.request.headers`.
final class FieldTexts {

  static TextSource of(Field field) {
    return switch (field) {
      case HOST -> FieldTexts::host;
      case METHOD -> part(Part.METHOD);
      case VERSION -> part(Part.VERSION);
      case PATH -> FieldTexts::path;
      case RAW_PATH -> part(Part.PATH);
      case EXTENSION -> (view, out) -> path(view, out) && extension(view, out, true);
      case RAW_EXTENSION -> (view, out) -> view.part(Part.PATH, out) && extension(view, out, false);
      case QUERY, RAW_QUERY -> FieldTexts::query;
      case URI -> (view, out) -> uri(view, false, FieldTexts::path, out);
      case RAW_URI -> (view, out) -> uri(view, false, part(Part.PATH), out);
      case FULL_URI -> (view, out) -> uri(view, true, FieldTexts::path, out);
      case RAW_FULL_URI -> (view, out) -> uri(view, true, part(Part.PATH), out);
      case USER_AGENT -> header("user-agent");
      case REFERER -> header("referer");
      case COOKIE -> new Joined("cookie", "; ");
      case FORWARDED_FOR -> new Joined("x-forwarded-for", ", ");
      case RAY_ID -> part(Part.RAY_ID);
      case SITE -> part(Part.SITE);
      case TLS_VERSION -> orEmpty(part(Part.TLS_VERSION));
      case TLS_CIPHER -> orEmpty(part(Part.TLS_CIPHER));
      case RANDOM_SEED -> part(Part.RANDOM_SEED);
      case ERROR_TYPE -> orEmpty(part(Part.ERROR_TYPE));
      default -> throw new IllegalArgumentException(field + " is no string");
    };
  }

  private static final byte[] HTTP = "http://".getBytes(US_ASCII);
  private static final byte[] HTTPS = "https://".getBytes(US_ASCII);

  private static TextSource part(Part part) {
    return (view, out) -> view.part(part, out);
  }

  private static TextSource orEmpty(TextSource source) {
    return (view, out) -> {
      if (!source.get(view, out)) out.setEmpty();
      return true;
    };
  }

  /// Without the port.
  private static boolean host(RequestView view, Slice out) {
    if (!view.part(Part.AUTHORITY, out)) return false;
    int end = out.to();
    for (int i = out.to() - 1; i >= out.from() && out.bytes()[i] != ']'; i--) {
      if (out.bytes()[i] == ':') end = i;
    }
    out.set(out.bytes(), out.from(), end);
    return true;
  }

  private static boolean path(RequestView view, Slice out) {
    Slice raw = view.scratch().take();
    boolean known = view.part(Part.PATH, raw) && UriText.normal(raw, view.scratch(), out);
    view.scratch().give();
    return known;
  }

  private static boolean query(RequestView view, Slice out) {
    if (!view.part(Part.QUERY, out)) out.setEmpty();
    return true;
  }

  /// Takes the path in `out`, and leaves its extension there.
  private static boolean extension(RequestView view, Slice out, boolean lower) {
    int dot = out.to() - 1;
    while (dot >= out.from() && out.bytes()[dot] != '.' && out.bytes()[dot] != '/') dot--;
    if (dot < out.from() || out.bytes()[dot] == '/') {
      out.setEmpty();
      return true;
    }
    out.set(out.bytes(), dot + 1, out.to());
    return !lower || Letters.lower(out, view.scratch(), out);
  }

  private static boolean uri(RequestView view, boolean full, TextSource path, Slice out) {
    Scratch scratch = view.scratch();
    int lent = scratch.taken();
    Slice authority = scratch.take();
    Slice way = scratch.take();
    Slice query = scratch.take();
    authority.setEmpty();
    boolean known = (!full || view.part(Part.AUTHORITY, authority)) && path.get(view, way);
    boolean queried = view.part(Part.QUERY, query);
    int most = HTTPS.length + authority.length() + way.length() + 1 + (queried ? query.length() : 0);
    if (known && !full && !queried) {
      out.set(way);
    } else if (known && scratch.begin(most)) {
      byte[] scheme = view.isTls() ? HTTPS : HTTP;
      if (full) scratch.add(scheme, 0, scheme.length);
      scratch.add(authority);
      scratch.add(way);
      if (queried) scratch.add((byte) '?');
      if (queried) scratch.add(query);
      scratch.end(out);
    } else {
      known = false;
    }
    scratch.giveBack(lent);
    return known;
  }

  /// The first field of that name, an empty string where there is none.
  private static TextSource header(String name) {
    byte[] lower = name.getBytes(US_ASCII);
    return (view, out) -> {
      FieldSection fields = view.fields();
      int at = Named.find(fields, lower, 0, out);
      if (at < 0) out.setEmpty();
      else fields.value(at, out);
      return true;
    };
  }

  /// All fields of that name as one string; an empty one where there is none.
  private record Joined(byte[] name, byte[] between) implements TextSource {

    Joined(String name, String between) {
      this(name.getBytes(US_ASCII), between.getBytes(US_ASCII));
    }

    @Override
    public boolean get(RequestView view, Slice out) {
      FieldSection fields = view.fields();
      int first = Named.find(fields, name, 0, out);
      if (first < 0) {
        out.setEmpty();
        return true;
      }
      if (Named.find(fields, name, first + 1, out) >= 0) return join(fields, first, view.scratch(), out);
      fields.value(first, out);
      return true;
    }

    private boolean join(FieldSection fields, int first, Scratch scratch, Slice out) {
      int most = 0;
      for (int i = first; i >= 0; i = Named.find(fields, name, i + 1, out)) {
        fields.value(i, out);
        most += out.length() + between.length;
      }
      if (!scratch.begin(most)) return false;
      for (int i = first; i >= 0; i = Named.find(fields, name, i + 1, out)) {
        if (i > first) scratch.add(between, 0, between.length);
        fields.value(i, out);
        scratch.add(out);
      }
      scratch.end(out);
      return true;
    }
  }

  private FieldTexts() {}
}
