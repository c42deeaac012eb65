package dev.fivetwenty.cli.ticket.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.har.sanitise.Forms;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hides in the texts of a ticket the values that are known to be nobody else's business: those of
/// the request's query, cookies, credentials and content, and what the replies set.
///
/// Each becomes the token that it has in the HAR files. The same values are what the finished files
/// are searched for.
public final class Hiding {

  /// Values this short stand for many things; they are hidden where they are known to be, and no more.
  private static final int SHORTEST = 8;

  /// Content as long as this is hidden as a whole, and searched for.
  private static final int MOST_CONTENT = 64 << 10;

  private static final Pattern ENCODED = Pattern.compile("(\"base64\" : \")([A-Za-z0-9+/]+={0,2})\"");

  private final Sanitiser sanitiser;
  private final Tokens tokens;
  private final Map<String, String> urls = new LinkedHashMap<>();
  private final Map<String, String> paths = new LinkedHashMap<>();
  private String asked = "";
  private final Set<String> values = new LinkedHashSet<>();

  public Hiding(Sanitiser sanitiser, Tokens tokens) {
    this.sanitiser = sanitiser;
    this.tokens = tokens;
  }

  /// Returns a URL as it may be shown.
  public String url(String url) {
    return Forms.without(sanitiser.url(url), this::token);
  }

  public Tokens tokens() {
    return tokens;
  }

  /// Learns the secrets of a URL.
  public Hiding url(URI url) {
    String whole = url.toString();
    replace(urls, whole, url(whole));
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String query = url.getRawQuery();
    String authority = url.getScheme() + "://" + url.getRawAuthority();
    String cleanPath = sanitiser.url(authority + path).substring(sanitiser.url(authority).length());
    if (query != null) {
      replace(urls, path + "?" + query, sanitiser.url(authority + path + "?" + query)
          .substring(sanitiser.url(authority).length()));
      for (String part : query.split("&")) value(part.substring(part.indexOf('=') + 1));
    }
    if (!path.equals(cleanPath)) {
      replace(paths, path, cleanPath);
      for (String part : path.split("/")) if (!cleanPath.contains(part)) value(part);
    }
    asked = path;
    if (url.getRawUserInfo() != null) value(url.getRawUserInfo());
    return this;
  }

  /// Returns the path that was asked for, as logs have it; empty where none is known.
  public String path() {
    return asked;
  }

  private static void replace(Map<String, String> all, String raw, String clean) {
    if (!raw.equals(clean)) all.put(raw, clean);
  }

  /// Learns the secrets of a request.
  public Hiding request(RequestBytes request) {
    request.lines().forEach(line -> field(line.name(), line.value()));
    byte[] content = request.content();
    boolean readable = content.length > 0 && content.length <= MOST_CONTENT;
    if (readable) value(new String(content, StandardCharsets.UTF_8));
    int query = request.target().indexOf('?');
    if (query >= 0) {
      for (String part : request.target().substring(query + 1).split("&")) {
        value(part.substring(part.indexOf('=') + 1));
      }
    }
    return this;
  }

  /// Learns what a reply set, and the keys in the path that it led to; also of one that was refused.
  public Hiding reply(WireReport reply) {
    for (Field field : reply.head().map(ResponseHead::fields).orElse(reply.partialHead())) {
      if (field.name().equalsIgnoreCase("Set-Cookie")) field("Cookie", field.value().split(";", 2)[0]);
      if (Secrets.isLocation(field.name())) path(field.value().split("[?#]", 2)[0]);
    }
    return this;
  }

  private void path(String location) {
    String clean = sanitiser.url(location);
    for (String part : location.split("/")) if (!clean.contains(part)) value(part);
  }

  private void field(String name, String text) {
    if (Secrets.isHarmless(name)) return;
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("cookie")) {
      for (String part : text.split("; ?")) value(part.substring(part.indexOf('=') + 1).strip());
    } else if (lower.equals("referer") || lower.equals("origin")) {
      int query = text.indexOf('?');
      if (query >= 0) value(text.substring(query + 1));
    } else {
      value(text);
      value(text.substring(text.lastIndexOf(' ') + 1));
    }
  }

  private void value(String value) {
    if (value.length() >= SHORTEST && !Tokens.isInFile(value)) {
      values.add(value);
      String decoded = decoded(value);
      if (decoded.length() >= SHORTEST) values.add(decoded);
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value;
    }
  }

  /// Returns the values that may stand nowhere: but for those that are a part of what is shown.
  public List<String> secrets() {
    var shown = new ArrayList<>(urls.values());
    shown.addAll(paths.values());
    return values.stream().filter(v -> shown.stream().noneMatch(s -> s.contains(v))).toList();
  }

  /// Returns a text of our own without them.
  public String text(String text) {
    String hidden = text;
    for (var url : urls.entrySet()) hidden = hidden.replace(url.getKey(), url.getValue());
    for (var path : paths.entrySet()) hidden = hidden.replace(path.getKey(), path.getValue());
    for (String value : longestFirst()) hidden = hidden.replace(value, token(value));
    return Forms.without(hidden, this::token);
  }

  private List<String> longestFirst() {
    return secrets().stream().sorted((a, b) -> b.length() - a.length()).toList();
  }

  private String token(String value) {
    return Tokens.isInFile(value) ? value : tokens.inFile(value, value.length());
  }

  /// Returns a report of our own without them, also within bytes in base64.
  public String json(String json) {
    Matcher encoded = ENCODED.matcher(text(json));
    return encoded.replaceAll(
        hit -> {
          byte[] octets = octets(Base64.getDecoder().decode(hit.group(2)));
          return Matcher.quoteReplacement(
              hit.group(1) + Base64.getEncoder().encodeToString(octets) + "\"");
        });
  }

  /// Returns bytes of a message whose values are covered, without what is left of them in it; all
  /// stays where it was.
  public byte[] octets(byte[] message) {
    String text = new String(message, ISO_8859_1);
    String hidden = text;
    for (String path : paths.keySet()) hidden = hidden.replace(path, "/" + "*".repeat(path.length() - 1));
    for (String value : longestFirst()) hidden = hidden.replace(value, "*".repeat(value.length()));
    return hidden.getBytes(ISO_8859_1);
  }
}
