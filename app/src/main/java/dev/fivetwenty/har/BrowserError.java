package dev.fivetwenty.har;

import dev.fivetwenty.cause.Cause;

/// The name that Chromium has for a failure, since viewers of HAR files show it: coarser than a cause,
/// and only a translation of one. Nothing is decided by it.
public final class BrowserError {

  public static String of(Cause cause) {
    return "net::ERR_" + switch (cause) {
      case DNS_TIMEOUT -> "DNS_TIMED_OUT";
      case TCP_REFUSED -> "CONNECTION_REFUSED";
      case TCP_CONNECT_TIMEOUT -> "CONNECTION_TIMED_OUT";
      case TCP_UNREACHABLE_NET, TCP_UNREACHABLE_HOST -> "ADDRESS_UNREACHABLE";
      case TLS_CERT_EXPIRED, TLS_CERT_NOT_YET -> "CERT_DATE_INVALID";
      case TLS_CERT_NAME -> "CERT_COMMON_NAME_INVALID";
      case TLS_CERT_UNTRUSTED, TLS_CERT_SELF_SIGNED -> "CERT_AUTHORITY_INVALID";
      case TLS_CERT_REVOKED -> "CERT_REVOKED";
      case TLS_CERT_PIN -> "SSL_PINNED_KEY_NOT_IN_CERT_CHAIN";
      case TLS_VERSION_OR_CIPHER -> "SSL_VERSION_OR_CIPHER_MISMATCH";
      case TLS_CLOSED_FIN, CONN_FIN_BEFORE_REQUEST -> "CONNECTION_CLOSED";
      case TLS_CLOSED_RST, BODY_SHORT_RST, BODY_CLOSE_DELIMITED_RST, RESP_PARTIAL_STATUS_LINE_RST ->
          "CONNECTION_RESET";
      case TLS_ALPN_MISMATCH -> "ALPN_NEGOTIATION_FAILED";
      case CL_DUP_DIFFER, CL_LIST_DIFFER -> "RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH";
      case HDR_DUP_LOCATION -> "RESPONSE_HEADERS_MULTIPLE_LOCATION";
      case HDR_DUP_DISPOSITION -> "RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION";
      case BODY_CHUNK_EOF, CHUNK_NO_FINAL_CRLF -> "INCOMPLETE_CHUNKED_ENCODING";
      case BODY_SHORT_FIN, BODY_ZERO_OF_N -> "CONTENT_LENGTH_MISMATCH";
      default -> ofFamily(cause);
    };
  }

  private static String ofFamily(Cause cause) {
    return switch (cause.family()) {
      case RESET_AFTER_HANDSHAKE -> "CONNECTION_RESET";
      case EMPTY_REPLY -> "EMPTY_RESPONSE";
      case HEADER_SECTION_TOO_LARGE -> "RESPONSE_HEADERS_TOO_BIG";
      case INVALID_RESPONSE -> switch (cause.stage()) {
        case BODY, TRAILERS -> "INVALID_CHUNKED_ENCODING";
        default -> "INVALID_HTTP_RESPONSE";
      };
      case HEADERS_MISSING, UPGRADE -> "INVALID_HTTP_RESPONSE";
      case NAME_RESOLUTION -> "NAME_NOT_RESOLVED";
      case CONNECT -> "CONNECTION_FAILED";
      case TLS -> "SSL_PROTOCOL_ERROR";
      case TIMEOUT -> "TIMED_OUT";
      case INCOMPLETE_CONTENT -> "CONTENT_LENGTH_MISMATCH";
      case HTTP2 -> "HTTP2_PROTOCOL_ERROR";
      case EDGE, FRAGILE -> "FAILED";
    };
  }

  private BrowserError() {}
}
