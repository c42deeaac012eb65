package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import java.util.Optional;

/// Says whether copies have any part in a request: whether its response could be kept for others,
/// and whether a copy that others caused could be an answer to it. Immutable.
final class RequestRule {

  /// Longer targets are no pages; the longest that browsers agree on is about this.
  static final int MOST_TARGET = 2048;

  /// The longest name (253 characters, RFC 1035 §2.3.4), a colon and a port.
  private static final int MOST_HOST = 259;

  private final Terms terms;

  RequestRule(Terms terms) {
    this.terms = terms;
  }

  Optional<Refusal> refuses(Asked asked) {
    if (!asked.isPage()) return Optional.of(Refusal.METHOD);
    if (asked.content()) return Optional.of(Refusal.CONTENT);
    if (!isHost(asked.host())) return Optional.of(Refusal.HOST);
    if (!isPlain(asked)) return Optional.of(Refusal.TARGET);
    if (!terms.queries() && asked.target().indexOf('?') >= 0) return Optional.of(Refusal.QUERY);
    if (!terms.paths().includes(asked.path())) return Optional.of(Refusal.PATH);
    return fields(asked);
  }

  private static boolean isHost(String host) {
    if (host.isEmpty() || host.length() > MOST_HOST) return false;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean usual =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
              || "-._:[]".indexOf(c) >= 0;
      if (!usual) return false;
    }
    return true;
  }

  /// What no browser sends, and servers understand differently: dot segments, encoded slashes and
  /// dots, backslashes, controls.
  private static boolean isPlain(Asked asked) {
    String target = asked.target();
    if (target.isEmpty() || target.length() > MOST_TARGET || target.charAt(0) != '/') return false;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c > '~' || "#\\\"<>^`{|}".indexOf(c) >= 0) return false;
    }
    return !hasOddOctet(asked.path()) && !hasDotSegment(asked.path());
  }

  private static boolean hasOddOctet(String path) {
    for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
      int octet = Paths.octet(path, at + 1);
      boolean odd = octet < 0 || octet < ' ' || octet == 0x7F || "/\\.%;?#".indexOf(octet) >= 0;
      if (odd) return true;
    }
    return false;
  }

  private static boolean hasDotSegment(String path) {
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      // Some servers cut parameters off before they look.
      int semicolon = path.indexOf(';', start);
      int stop = semicolon < 0 ? end : Math.min(semicolon, end);
      int length = stop - start;
      boolean dots = length > 0 && length <= 2 && path.startsWith("..".substring(0, length), start);
      boolean empty = end == start && slash >= 0;
      if (dots || empty) return true;
      start = end + 1;
    }
    return false;
  }

  private Optional<Refusal> fields(Asked asked) {
    Fields fields = asked.fields();
    for (int i = 0; i < fields.count(); i++) {
      Optional<Refusal> refusal = field(asked, AskedField.of(fields, i), i);
      if (refusal.isPresent()) return refusal;
    }
    return Optional.empty();
  }

  private Optional<Refusal> field(Asked asked, AskedField name, int field) {
    return switch (name) {
      case OTHER -> Optional.empty();
      case AUTHORIZATION, PROXY_AUTHORIZATION, X_AUTHORIZATION, X_API_KEY, X_AUTH_TOKEN, X_ACCESS_TOKEN ->
          Optional.of(Refusal.AUTHORIZATION);
      case UPGRADE -> Optional.of(Refusal.UPGRADE);
      case COOKIE -> when(!areIgnored(asked.fields(), field), Refusal.COOKIE);
      case X_HTTP_METHOD, X_HTTP_METHOD_OVERRIDE, X_METHOD_OVERRIDE, X_ORIGINAL_URL, X_REWRITE_URL,
          X_ORIGINAL_URI, X_ORIGINAL_HOST, X_HOST, X_HTTP_HOST_OVERRIDE ->
          Optional.of(Refusal.OVERRIDE);
      case X_FORWARDED_HOST ->
          when(!asked.fields().value(field).equalsIgnoreCase(asked.host()), Refusal.FORWARDED);
      case X_FORWARDED_PROTO ->
          when(!asked.fields().value(field).equals(asked.scheme()), Refusal.FORWARDED);
      case FORWARDED, X_FORWARDED_PORT, X_FORWARDED_PREFIX, X_FORWARDED_SCHEME,
          X_FORWARDED_SERVER, X_FORWARDED_SSL, X_FORWARDED_PATH, X_FORWARDED_URI, X_FORWARDED_PROTOCOL,
          X_URL_SCHEME, FRONT_END_HTTPS, X_SCRIPT_NAME ->
          when(!asked.trusted(), Refusal.FORWARDED);
    };
  }

  private static Optional<Refusal> when(boolean refused, Refusal why) {
    return refused ? Optional.of(why) : Optional.empty();
  }

  /// Returns whether the operator said of every cookie that it changes no page.
  private boolean areIgnored(Fields fields, int cookies) {
    if (terms.ignoredCookies().isEmpty()) return false;
    // Not by quoted strings: what some take for a quoted cookie, others take for several.
    for (String pair : fields.value(cookies).split(";")) {
      int equals = pair.indexOf('=');
      String name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
      if (!name.isEmpty() && !isIgnored(name)) return false;
    }
    return true;
  }

  private boolean isIgnored(String name) {
    for (String ignored : terms.ignoredCookies()) {
      boolean fits =
          ignored.endsWith("*")
              ? name.startsWith(ignored.substring(0, ignored.length() - 1))
              : name.equals(ignored);
      if (fits) return true;
    }
    return false;
  }
}
