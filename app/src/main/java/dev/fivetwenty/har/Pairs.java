package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;

/// Lists of objects with `name` and `value`, as HAR has them for fields, cookies and parameters.
public final class Pairs {

  public static Json pair(String name, String value) {
    return Json.object("name", Json.of(name), "value", Json.of(value));
  }

  /// Returns the parameters of a URL, undecoded.
  public static Json.Arr query(URI url) {
    String query = url.getRawQuery();
    return query == null || query.isEmpty() ? Json.Arr.EMPTY : split(query, "&");
  }

  /// Returns the cookies of a `Cookie` field.
  public static Json.Arr cookies(String field) {
    return split(field, ";");
  }

  /// Returns the cookies of `Set-Cookie` fields, one each, without attributes.
  public static Json.Arr setCookies(Iterable<String> fields) {
    var cookies = new ArrayList<Json>();
    for (String field : fields) cookies.addAll(split(field.split(";", 2)[0], ";").values());
    return new Json.Arr(cookies);
  }

  private static Json.Arr split(String text, String separator) {
    return new Json.Arr(
        Arrays.stream(text.split(separator)).filter(part -> !part.isBlank()).map(Pairs::one).toList());
  }

  private static Json one(String part) {
    int equals = part.indexOf('=');
    String name = (equals < 0 ? part : part.substring(0, equals)).strip();
    return pair(name, equals < 0 ? "" : part.substring(equals + 1).strip());
  }

  private Pairs() {}
}
