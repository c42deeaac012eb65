package dev.fivetwenty.policy.errorpage;

import java.time.Instant;

/// Who asked, and when: what differs between two answers to the same failure.
///
/// Ray ID, host and address come from a peer. What cannot be part of such a value is replaced and
/// what is too long is cut, so that no markup, control character or change of writing direction
/// can be in them, whatever a template does with them.
///
/// @param scheme  of the request, `http` or `https`
/// @param host    the value of `Host`, or empty; names in Unicode stay as they are
/// @param address the client's address as text
/// @param trusted this client may see details in `Proxy-Status`
public record Visitor(
    String rayId, Instant time, String scheme, String host, String address, boolean trusted) {

  /// A name has at most 253 characters (RFC 1035 §2.3.4), then a colon and a port.
  static final int MAX_HOST = 260;

  /// Ours has 16 digits and a site; one taken over from a CDN may be longer.
  static final int MAX_RAY_ID = 64;

  /// The longest IPv6 text with an embedded IPv4 address has 45, a zone may follow.
  static final int MAX_ADDRESS = 64;

  private static final String HOST_MARKS = "-._:[]";

  public Visitor {
    rayId = isPlain(rayId, MAX_RAY_ID, "-") ? rayId : ascii(rayId, MAX_RAY_ID, "-");
    scheme = scheme.equals("https") ? scheme : "http";
    host = isPlain(host, MAX_HOST, HOST_MARKS) ? host : name(host);
    address =
        isPlain(address, MAX_ADDRESS, HOST_MARKS) ? address : ascii(address, MAX_ADDRESS, HOST_MARKS);
  }

  private static boolean isPlain(String text, int max, String marks) {
    boolean plain = text.length() <= max;
    for (int i = 0; plain && i < text.length(); i++) plain = isPlain(text.charAt(i), marks);
    return plain;
  }

  private static boolean isPlain(char c, String marks) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
        || marks.indexOf(c) >= 0;
  }

  private static String ascii(String text, int max, String marks) {
    var clean = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), max); i++) {
      clean.append(isPlain(text.charAt(i), marks) ? text.charAt(i) : '_');
    }
    return clean.toString();
  }

  private static String name(String text) {
    var clean = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (clean.length() + Character.charCount(c) > MAX_HOST) return clean.append('…').toString();
      boolean fine = Character.isLetterOrDigit(c) || isCombining(c) || HOST_MARKS.indexOf(c) >= 0;
      clean.appendCodePoint(fine ? c : '\uFFFD');
      i += Character.charCount(c);
    }
    return clean.toString();
  }

  /// True for the marks without which names in some scripts cannot be written.
  private static boolean isCombining(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /// Returns a URL that is safe in a shell, or the word `URL`. Brackets are patterns there.
  String url() {
    boolean safe = isPlain(host, MAX_HOST, HOST_MARKS) && host.indexOf('[') < 0;
    return safe && !host.isEmpty() ? scheme + "://" + host + "/" : "URL";
  }
}
