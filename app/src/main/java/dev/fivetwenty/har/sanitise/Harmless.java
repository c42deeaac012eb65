package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.sanitise.Tokens;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells what may stay: members of HAR and its extensions with values of a small alphabet, names that
/// are words, plain phrases.
final class Harmless {

  /// Members whose text stays as long as it is [#isPlain].
  private static final Set<String> TEXTS =
      Set.of(
          "version", "name", "startedDateTime", "id", "pageref", "method", "httpVersion",
          "statusText", "mimeType", "contentType", "encoding", "connection", "expires",
          "path", "domain", "sameSite", "lastAccess", "eTag", "type",
          "_resourceType", "_priority", "_initialPriority", "_connectionId", "_securityState",
          "_fromCache", "_fetchType", "_initiatorType", "_protocol",
          "_error", "_failureText", "_charlesStatus", "protocol", "cipher", "issuer",
          "subjectName", "_responseCacheStorageCacheName", "_serviceWorkerResponseSource");

  /// Members whose number stays; those of timings stay, too.
  private static final Set<String> NUMBERS =
      Set.of(
          "time", "status", "size", "compression", "headersSize", "bodySize", "onContentLoad",
          "onLoad", "hitCount", "opcode", "lineNumber", "columnNumber", "_transferSize",
          "_serverPort", "_index", "validFrom", "validTo", "httpStatus", "port");

  /// Members whose objects are known; in others nothing is.
  private static final Set<String> OBJECTS =
      Set.of(
          "creator", "browser", "pages", "pageTimings", "request", "response", "content", "postData",
          "cache", "beforeRequest", "afterRequest", "timings", "_initiator", "_webSocketMessages",
          "_securityDetails");

  /// Members with the address of a server.
  private static final Set<String> ADDRESSES =
      Set.of("serverIPAddress", "_serverIPAddress", "_remoteIPAddress");

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private static final int MAX_PLAIN = 80;

  private static final int MAX_NAME = 64;

  private static final String PLAIN_SIGNS = " ./:+_;=,()-[]*'!&";

  private static final String NAME_SIGNS = "_-.[]$:";

  /// Letters in a row that make a word; longer ones are keys.
  private static final int MAX_WORD = 32;

  /// Digits in a row that may be a version, a year, a port; longer ones count or name people.
  private static final int MAX_DIGITS = 6;

  /// Digits of a count of bytes or nanoseconds in our own sentences.
  private static final int MAX_FIGURE = 12;

  /// Changes between letters and digits in one run: `h264`, `utf8`, `x86_64`; keys have more.
  private static final int MAX_CHANGES = 3;

  static boolean isText(String member) {
    return TEXTS.contains(member);
  }

  static boolean isAddress(String member) {
    return ADDRESSES.contains(member);
  }

  static boolean isNumber(String member) {
    return NUMBERS.contains(member);
  }

  static boolean isObject(String member) {
    return OBJECTS.contains(member);
  }

  /// Returns whether the text is short, of letters, digits and a few signs, and has no run that looks
  /// like a key. Dates, addresses, versions, media types and phrases are plain.
  static boolean isPlain(String text) {
    if (text.length() > MAX_PLAIN || Forms.of(text).isPresent()) return false;
    return text.chars().allMatch(c -> isAlphanumeric(c) || PLAIN_SIGNS.indexOf(c) >= 0)
        && !hasKey(text);
  }

  static boolean isName(String name) {
    if (name.isEmpty() || Tokens.isInFile(name)) return true;
    return name.length() <= MAX_NAME
        && name.chars().allMatch(c -> isAlphanumeric(c) || NAME_SIGNS.indexOf(c) >= 0)
        && Forms.of(name).isEmpty()
        && !hasKey(name);
  }

  /// Returns whether a part of a path is a word or a small number.
  static boolean isPath(String segment) {
    if (segment.isEmpty() || Tokens.isInFile(segment)) return true;
    boolean plain =
        segment.chars().allMatch(c -> isAlphanumeric(c) || "_-.,%+*:()!'~".indexOf(c) >= 0);
    return plain
        && segment.length() <= MAX_PLAIN
        && !segment.contains("%40")
        && !IPV4.matcher(segment).matches()
        && Forms.of(segment).isEmpty()
        && !hasKey(segment);
  }

  /// Returns whether a text with figures, offsets and signs of bytes has nothing like a key in it.
  static boolean isSentence(String text) {
    return Forms.of(text).isEmpty() && !hasKey(text, MAX_FIGURE);
  }

  private static boolean hasKey(String text) {
    return hasKey(text, MAX_DIGITS);
  }

  /// Returns whether letters and digits stand together as they do not in words.
  private static boolean hasKey(String text, int maxDigits) {
    int run = 0;
    int digits = 0;
    int changes = 0;
    for (int i = 0; i <= text.length(); i++) {
      int c = i < text.length() ? text.charAt(i) : ' ';
      boolean digit = c >= '0' && c <= '9';
      boolean part = isAlphanumeric(c);
      if (!part) {
        run = digits = changes = 0;
        continue;
      }
      boolean wasDigit = run > 0 && digits > 0;
      if (run > 0 && digit != wasDigit) changes++;
      run++;
      digits = digit ? digits + 1 : 0;
      boolean mixed = changes > MAX_CHANGES || changes > 0 && run > 16;
      if (run > MAX_WORD || digits > maxDigits && !isDateOrHash(text) || mixed) return true;
    }
    return false;
  }

  /// Fractions of a second have seven digits in some files.
  private static boolean isDateOrHash(String text) {
    return text.length() > 19 && text.charAt(4) == '-' && text.charAt(10) == 'T'
        && text.charAt(13) == ':';
  }

  private static boolean isAlphanumeric(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private Harmless() {}
}
