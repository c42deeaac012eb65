package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.function.Function;

/// Lists of objects with `name` and `value`, as HAR has them for fields, cookies and parameters.
public final class Pairs {

  public static Json pair(String name, String value) {
    return Json.object("name", Json.of(name), "value", Json.of(value));
  }

  /// Returns the parameters of a URL, undecoded.
  public static Json.Arr query(URI url) {
    String query = url.getRawQuery();
    if (query == null || query.isEmpty()) return Json.Arr.EMPTY;
    return split(query, "&", part -> pair(part, ""));
  }

  /// Returns the cookies of a `Cookie` field; one without a name has an empty one.
  public static Json.Arr cookies(String field) {
    return split(field, ";", part -> pair("", part));
  }

  /// Returns the cookies of `Set-Cookie` fields, one each, without attributes.
  public static Json.Arr setCookies(Iterable<String> fields) {
    var cookies = new ArrayList<Json>();
    for (String field : fields) cookies.addAll(cookies(field.split(";", 2)[0]).values());
    return new Json.Arr(cookies);
  }

  /// @param single makes a pair of a part without an equals sign
  private static Json.Arr split(String text, String separator, Function<String, Json> single) {
    var pairs = new ArrayList<Json>();
    for (String part : text.split(separator)) {
      if (part.isBlank()) continue;
      int equals = part.indexOf('=');
      pairs.add(
          equals < 0
              ? single.apply(part.strip())
              : pair(part.substring(0, equals).strip(), part.substring(equals + 1).strip()));
    }
    return new Json.Arr(pairs);
  }

  private Pairs() {}
}
