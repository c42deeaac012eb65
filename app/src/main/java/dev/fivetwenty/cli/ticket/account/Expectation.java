package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import java.util.Optional;

/// What an origin is expected to do where it did something else.
final class Expectation {

  static String of(Optional<Cause> cause, Optional<Profile> profile) {
    boolean compared = cause.isEmpty() || cause.get() == Cause.DIFFERS_THROUGH_PROXY;
    if (compared) return "the same answer direct and through the proxy";
    Limits limits = profile.orElse(Profile.CLASSIC).limits();
    return switch (cause.get().family()) {
      case RESET_AFTER_HANDSHAKE ->
          "the origin reads the request and answers it; it does not reset the connection";
      case EMPTY_REPLY -> "the origin answers with a status line, header fields and content, also where "
          + "it declines: 403, 429 and 503 are answers, a closed connection is none";
      case HEADER_SECTION_TOO_LARGE -> "at most " + Amount.bytes(limits.headerSection())
          + " of response header fields, line ends included";
      case HEADERS_MISSING -> "at least one header field between the status line and the empty line";
      case INVALID_RESPONSE -> "a response that keeps to RFC 9112, so that every reader of it sees the "
          + "same message";
      case INCOMPLETE_CONTENT -> "as much content as the header fields announce, or a last chunk";
      case TIMEOUT -> "an answer within the time that an edge waits for one";
      case CONNECT -> "the origin accepts connections at this address and port, from every address "
          + "that the edge connects from";
      case NAME_RESOLUTION -> "the name of the origin resolves to its address";
      case TLS -> "a TLS handshake that succeeds with the server name of the site";
      case UPGRADE -> "101 with the fields that RFC 6455 asks for, or a refusal";
      case HTTP2 -> "HTTP/2 as RFC 9113 has it, or no offer of it in ALPN";
      case EDGE -> "the edge and what it is configured to do are in order";
      case FRAGILE -> "answers that do not depend on chance, size or who asks";
    };
  }

  private Expectation() {}
}
