package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One exchange of a HAR, a view of what its writer wrote: nothing is checked, and what is missing is
/// empty, -1 or 0.
///
/// @param index  from 0, in the order of the file
/// @param offset of its first byte in the file, decompressed
/// @param json   as it stands there
public record HarEntry(int index, long offset, Json json) {

  /// Where writers put the reason for a failed exchange: Chrome and mitmproxy, Playwright.
  private static final List<String> REASONS = List.of("_error", "_failureText");

  /// Returns the JSON pointer (RFC 6901) of this entry.
  public String pointer() {
    return "/log/entries/" + index;
  }

  public Json.Obj object() {
    return json instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  public Json.Obj request() {
    return object().object("request");
  }

  public Json.Obj response() {
    return object().object("response");
  }

  public Json.Obj timings() {
    return object().object("timings");
  }

  public Json.Obj content() {
    return response().object("content");
  }

  /// Returns what this program wrote beside what HAR has a place for; empty in files of others.
  public Json.Obj own() {
    return object().object("_fivetwenty");
  }

  public String method() {
    return request().text("method");
  }

  public String url() {
    return request().text("url");
  }

  /// Returns the status, 0 where there was none: some write -1 or a word.
  public int status() {
    return Math.max(0, (int) response().number("status", 0));
  }

  /// Returns why the exchange failed, in the words of the writer.
  public Optional<String> error() {
    return Stream.of(response(), object(), request())
        .flatMap(part -> REASONS.stream().map(part::text))
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  public List<NameValue> requestHeaders() {
    return NameValue.of(request().list("headers"));
  }

  public List<NameValue> responseHeaders() {
    return NameValue.of(response().list("headers"));
  }

  /// Returns the first value of a response field, in any case.
  public Optional<String> responseHeader(String name) {
    return responseHeaders().stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(NameValue::value)
        .findFirst();
  }

  /// Returns the name under which an edge recorded the exchange: its Ray ID, where one is shown.
  public Optional<String> rayId() {
    return responseHeader("CF-Ray").or(() -> responseHeader("Ray-Id"));
  }
}
