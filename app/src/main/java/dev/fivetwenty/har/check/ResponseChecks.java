package dev.fivetwenty.har.check;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Tokens;
import java.util.Base64;
import java.util.List;

/// Checks of a response: its status, fields and content.
final class ResponseChecks {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final Notes notes;

  ResponseChecks(Notes notes) {
    this.notes = notes;
  }

  void entry(HarEntry entry) {
    String pointer = entry.pointer() + "/response";
    status(entry, pointer);
    fields(entry.requestHeaders(), entry.pointer() + "/request/headers");
    fields(entry.responseHeaders(), pointer + "/headers");
    redirect(entry, pointer);
    content(entry, pointer + "/content");
  }

  private void status(HarEntry entry, String pointer) {
    Json.Obj response = entry.response();
    double status = response.number("status", Double.NaN);
    boolean none = status == 0;
    boolean valid = none || status >= 100 && status <= 599 && status == Math.rint(status);
    if (response.has("status") && !valid) {
      String text = response.text("status");
      notes.add(
          LintRule.STATUS_INVALID, pointer + "/status",
          text.length() <= 20 ? text : text.substring(0, 20) + "...");
    }
    if (entry.status() == 0 && entry.error().isEmpty()) {
      notes.add(LintRule.FAILURE_WITHOUT_REASON, pointer, "neither _error nor _failureText");
    }
    boolean old = response.text("httpVersion").equalsIgnoreCase("http/0.9");
    if (old && entry.status() == 200) {
      notes.add(LintRule.HTTP09_AS_SUCCESS, pointer + "/httpVersion", "http/0.9 200");
    }
  }

  private void fields(List<NameValue> fields, String pointer) {
    for (int i = 0; i < fields.size(); i++) {
      NameValue field = fields.get(i);
      if (!isName(field.name())) {
        notes.add(LintRule.HEADER_NAME, pointer + "/" + i + "/name", "field " + i);
      }
      if (field.value().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        notes.add(LintRule.HEADER_VALUE, pointer + "/" + i + "/value", "in " + field.name());
      }
    }
  }

  /// Pseudo-header fields of HTTP/2 begin with a colon.
  private static boolean isName(String name) {
    String bare = name.startsWith(":") ? name.substring(1) : name;
    return !bare.isEmpty() && bare.chars().allMatch(ResponseChecks::isToken);
  }

  private static boolean isToken(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  private void redirect(HarEntry entry, String pointer) {
    boolean redirects = entry.status() >= 300 && entry.status() < 400;
    String location = entry.responseHeader("Location").orElse("");
    if (redirects && !location.isEmpty() && entry.response().text("redirectURL").isEmpty()) {
      notes.add(LintRule.REDIRECT_URL, pointer + "/redirectURL", "Location is there, this is empty");
    }
  }

  private void content(HarEntry entry, String pointer) {
    Json.Obj content = entry.content();
    if (!(content.get("text").orElse(null) instanceof Json.Text(String text, long dropped))) return;
    int status = entry.status();
    boolean none = status == 204 || status == 304 || entry.method().equals("HEAD");
    if (none && !text.isEmpty()) {
      notes.add(
          LintRule.CONTENT_WHERE_NONE, pointer + "/text",
          entry.method().equals("HEAD") ? "in reply to HEAD" : "with status " + status);
    }
    if (dropped > 0 || Tokens.isInFile(text)) return;
    boolean base64 = content.text("encoding").equalsIgnoreCase("base64");
    long length = base64 ? decodedLength(text) : text.length();
    if (length < 0) {
      notes.add(LintRule.BASE64_INVALID, pointer + "/text", "no base64");
      return;
    }
    size(content, text, length, pointer);
  }

  /// The size is that of the content before it was decoded to text, so other charsets have others.
  private void size(Json.Obj content, String text, long length, String pointer) {
    double size = content.number("size", -1);
    boolean differs = size >= 0 && size != length && !text.isEmpty();
    if (differs && isAscii(text)) {
      notes.add(
          LintRule.CONTENT_SIZE, pointer + "/size",
          "size is %d, the text has %d bytes".formatted((long) size, length));
    }
  }

  private static boolean isAscii(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) < 0x80) at++;
    return at == text.length();
  }

  /// Returns -1 for what is no base64.
  private static long decodedLength(String text) {
    try {
      return Base64.getMimeDecoder().decode(checked(text)).length;
    } catch (IllegalArgumentException _) {
      return -1;
    }
  }

  /// The decoder for MIME skips whatever is not of its alphabet.
  private static String checked(String text) {
    boolean odd = false;
    for (int i = 0; i < text.length() && !odd; i++) odd = !isOfBase64(text.charAt(i));
    if (odd) throw new IllegalArgumentException("no base64");
    return text;
  }

  private static boolean isOfBase64(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+'
        || c == '/' || c == '=' || c == '\r' || c == '\n';
  }
}
