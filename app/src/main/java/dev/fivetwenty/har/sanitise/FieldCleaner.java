package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Secrets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hides the values of field lines and cookies. [Secrets] knows which names are harmless.
final class FieldCleaner {

  private static final Set<String> URLS =
      Set.of("location", "referer", "origin", "content-location", ":path", "refresh");

  /// Pseudo-header fields of HTTP/2 that say what the request line says.
  private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":status", ":authority");

  /// Fields with the addresses of clients and of proxies on the way.
  private static final Set<String> ADDRESSES =
      Set.of(
          "x-forwarded-for", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "cf-connecting-ip",
          "cf-connecting-ipv6", "true-client-ip", "fastly-client-ip");

  private static final Set<String> SCHEMES =
      Set.of("basic", "bearer", "digest", "negotiate", "ntlm", "aws4-hmac-sha256", "hoba");

  /// Attributes of Set-Cookie, RFC 6265 §4.1.
  private static final Set<String> ATTRIBUTES =
      Set.of("expires", "max-age", "domain", "path", "secure", "httponly", "samesite",
          "partitioned", "priority");

  /// Absolute, or relative with a query, as in `Link`.
  private static final Pattern URL_IN_TEXT =
      Pattern.compile(
          "https?://[^\\s<>\"',;]{1,4096}|/[^\\s<>\"',;?]{0,2048}\\?[^\\s<>\"',;]{1,4096}");

  private final Hider hider;
  private final UrlCleaner urls;

  FieldCleaner(Hider hider, UrlCleaner urls) {
    this.hider = hider;
    this.urls = urls;
  }

  String clean(String name, String value, String parent) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    String place = parent + "." + UrlCleaner.shown(key);
    if (hider.keeps("header", key) || PSEUDO.contains(key)) return value;
    return switch (key) {
      case "cookie" -> cookies(value, place);
      case "set-cookie" -> setCookies(value, place);
      case "authorization", "proxy-authorization" -> credentials(value, place);
      default -> {
        if (ADDRESSES.contains(key)) yield addresses(value, place);
        if (URLS.contains(key)) yield urls.clean(value, place);
        yield Secrets.isHarmless(key)
            ? harmless(key, value, place)
            : hider.hide(value, place, Reason.FIELD);
      }
    };
  }

  /// A harmless field may still carry a URL with a key in it, and what follows a stray line end.
  private String harmless(String name, String value, String place) {
    String shown = Secrets.value(name, value);
    boolean latin = value.chars().allMatch(c -> c <= 0xFF);
    if (!latin) return hider.hide(value, place, Reason.FIELD);
    if (!shown.equals(value)) hider.count(place, Reason.FIELD);
    return URL_IN_TEXT.matcher(shown)
        .replaceAll(hit -> Matcher.quoteReplacement(urls.clean(hit.group(), place)));
  }

  /// Who is on the way stays told apart; a CDN's own addresses stay.
  private String addresses(String value, String place) {
    var clean = new StringBuilder();
    String separator = "";
    for (String part : value.split(",", -1)) {
      String address = part.strip();
      boolean kept = hider.keepsAddress(address);
      clean.append(separator).append(part, 0, part.indexOf(address))
          .append(kept ? address : hider.hide(address, place, Reason.ADDRESS));
      separator = ",";
    }
    return clean.toString();
  }

  private String credentials(String value, String place) {
    int space = value.indexOf(' ');
    boolean scheme =
        space > 0 && SCHEMES.contains(value.substring(0, space).toLowerCase(Locale.ROOT));
    int from = scheme ? space + 1 : 0;
    return value.substring(0, from) + hider.hide(value.substring(from), place, Reason.FIELD);
  }

  private String cookies(String value, String place) {
    var clean = new StringBuilder();
    String separator = "";
    for (String pair : value.split(";", -1)) {
      clean.append(separator).append(cookie(pair, place));
      separator = ";";
    }
    return clean.toString();
  }

  private String cookie(String pair, String place) {
    int start = 0;
    while (start < pair.length() && pair.charAt(start) == ' ') start++;
    int equals = pair.indexOf('=');
    if (equals < 0) return pair.substring(0, start) + hider.hide(pair.substring(start), place, Reason.COOKIE);
    String name = pair.substring(start, equals);
    return pair.substring(0, start) + hider.name(name, place) + "="
        + value(name, pair.substring(equals + 1), place);
  }

  private String value(String name, String value, String place) {
    boolean kept = hider.keeps("cookie", name);
    return kept ? value : hider.hide(value, place + "." + UrlCleaner.shown(name), Reason.COOKIE);
  }

  /// Chrome joins several Set-Cookie fields with LF.
  private String setCookies(String value, String place) {
    var clean = new StringBuilder();
    String separator = "";
    for (String line : value.split("\n", -1)) {
      clean.append(separator).append(setCookie(line, place));
      separator = "\n";
    }
    return clean.toString();
  }

  private String setCookie(String line, String place) {
    String[] parts = line.split(";", -1);
    var clean = new StringBuilder(cookie(parts[0], place));
    for (int i = 1; i < parts.length; i++) clean.append(';').append(attribute(parts[i], place));
    return clean.toString();
  }

  private String attribute(String part, String place) {
    String name = part.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean harmless = ATTRIBUTES.contains(name) && Harmless.isPlain(part);
    return harmless || part.isBlank() ? part : " " + hider.hide(part.strip(), place, Reason.COOKIE);
  }

  /// Cleans an object with `name` and `value` of a list of cookies.
  Json.Obj cookie(Json.Obj cookie, String place) {
    String name = cookie.text("name");
    Json.Obj clean =
        cookie.has("name") ? cookie.with("name", Json.of(hider.name(name, place))) : cookie;
    if (!cookie.has("value")) return clean;
    return clean.with("value", Json.of(value(name, cookie.text("value"), place)));
  }
}
