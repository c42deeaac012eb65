package dev.fivetwenty.cause;

import java.util.Locale;

/// Groups of causes: the five that the documented 520 names, then the rest.
public enum Family {
  RESET_AFTER_HANDSHAKE("The connection was reset after the TCP handshake"),
  HEADER_SECTION_TOO_LARGE("The response headers are over the limit"),
  EMPTY_REPLY("The origin sent no reply"),
  INVALID_RESPONSE("The reply is not a valid HTTP response"),
  HEADERS_MISSING("The response has no headers"),
  NAME_RESOLUTION("The origin's name does not resolve"),
  CONNECT("No TCP connection to the origin"),
  TLS("TLS with the origin failed"),
  TIMEOUT("The origin took too long"),
  INCOMPLETE_CONTENT("The content ended early"),
  UPGRADE("The protocol upgrade failed"),
  HTTP2("The origin's HTTP/2 is broken"),
  EDGE("The edge itself, or its configuration"),
  /// Lawful but fragile: only findings.
  FRAGILE("Works, but not for long or not for everybody");

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String title;

  Family(String title) {
    this.title = title;
  }

  public String slug() {
    return slug;
  }

  public String title() {
    return title;
  }
}
