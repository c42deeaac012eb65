package dev.fivetwenty.rules.request;

import dev.fivetwenty.rules.value.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fields of the language that this edge knows, and what they are called in plain words.
public enum Field {
  HOST("http.host", Type.STRING, "the host"),
  METHOD("http.request.method", Type.STRING, "the method"),
  VERSION("http.request.version", Type.STRING, "the version of HTTP"),
  URI("http.request.uri", Type.STRING, "the path with its query"),
  PATH("http.request.uri.path", Type.STRING, "the path"),
  EXTENSION("http.request.uri.path.extension", Type.STRING, "the extension of the path"),
  QUERY("http.request.uri.query", Type.STRING, "the query"),
  FULL_URI("http.request.full_uri", Type.STRING, "the whole URI"),
  RAW_URI("raw.http.request.uri", Type.STRING, "the path with its query, as received"),
  RAW_PATH("raw.http.request.uri.path", Type.STRING, "the path as received"),
  RAW_EXTENSION(
      "raw.http.request.uri.path.extension", Type.STRING, "the extension of the path as received"),
  RAW_QUERY("raw.http.request.uri.query", Type.STRING, "the query as received"),
  RAW_FULL_URI("raw.http.request.full_uri", Type.STRING, "the whole URI as received"),
  ARGS("http.request.uri.args", Type.MAP, "query argument"),
  ARG_NAMES("http.request.uri.args.names", Type.STRINGS, "the names of query arguments"),
  ARG_VALUES("http.request.uri.args.values", Type.STRINGS, "the values of query arguments"),
  RAW_ARGS("raw.http.request.uri.args", Type.MAP, "query argument as received"),
  USER_AGENT("http.user_agent", Type.STRING, "the User-Agent"),
  REFERER("http.referer", Type.STRING, "the Referer"),
  COOKIE("http.cookie", Type.STRING, "the Cookie field"),
  FORWARDED_FOR("http.x_forwarded_for", Type.STRING, "X-Forwarded-For"),
  HEADERS("http.request.headers", Type.MAP, "request field"),
  HEADER_NAMES("http.request.headers.names", Type.STRINGS, "the names of request fields"),
  HEADER_VALUES("http.request.headers.values", Type.STRINGS, "the values of request fields"),
  COOKIES("http.request.cookies", Type.MAP, "cookie"),
  SECONDS("http.request.timestamp.sec", Type.INTEGER, "the time in seconds since 1970"),
  MILLISECONDS("http.request.timestamp.msec", Type.INTEGER, "the milliseconds of the time"),
  CLIENT("ip.src", Type.ADDRESS, "the client's address"),
  TLS("ssl", Type.BOOLEAN, "the client speaks TLS"),
  RAY_ID("cf.ray_id", Type.STRING, "the Ray ID"),
  SITE("cf.colo.name", Type.STRING, "the site of the edge"),
  TLS_VERSION("cf.tls_version", Type.STRING, "the version of TLS"),
  TLS_CIPHER("cf.tls_cipher", Type.STRING, "the TLS cipher"),
  RANDOM_SEED("cf.random_seed", Type.STRING, "random bytes"),
  STATUS("http.response.code", Type.INTEGER, "the status of the response"),
  RESPONSE_HEADERS("http.response.headers", Type.MAP, "response field"),
  RESPONSE_HEADER_NAMES(
      "http.response.headers.names", Type.STRINGS, "the names of response fields"),
  RESPONSE_HEADER_VALUES(
      "http.response.headers.values", Type.STRINGS, "the values of response fields"),
  ERROR_TYPE("cf.response.error_type", Type.STRING, "the kind of the edge's own answer"),
  ORIGIN_TIME(
      "cf.timings.origin_ttfb_msec", Type.INTEGER,
      "the milliseconds until the origin's reply began");

  private static final Map<String, Field> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Field::label, Function.identity()));

  private static final Set<Field> OF_RESPONSE =
      Set.of(
          STATUS, RESPONSE_HEADERS, RESPONSE_HEADER_NAMES, RESPONSE_HEADER_VALUES, ERROR_TYPE,
          ORIGIN_TIME);

  private final String label;
  private final Type type;
  private final String words;

  Field(String label, Type type, String words) {
    this.label = label;
    this.type = type;
    this.words = words;
  }

  /// Returns the field with that name, empty where this edge knows none.
  public static Optional<Field> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// Returns the names of all.
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /// Returns its name in expressions.
  public String label() {
    return label;
  }

  public Type type() {
    return type;
  }

  public String words() {
    return words;
  }

  /// Returns whether it is known only when there is a response.
  public boolean isOfResponse() {
    return OF_RESPONSE.contains(this);
  }

  /// Returns whether the keys of this map are names of fields, which are in lower case here.
  public boolean hasFieldNames() {
    return this == HEADERS || this == RESPONSE_HEADERS;
  }
}
