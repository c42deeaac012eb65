package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.ProxyError;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The statuses that the edge answers with by itself.
///
/// The seconds are those that CDNs send in `Retry-After`; a fault of certificates or of the
/// handshake does not go away by waiting, so 525 and 526 have none.
public enum ErrorStatus {
  BAD_REQUEST(400, "Bad Request", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  FORBIDDEN(403, "Forbidden", Place.VISITOR, ProxyError.HTTP_REQUEST_DENIED),
  NOT_FOUND(404, "Not Found", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  REQUEST_TIMEOUT(408, "Request Timeout", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  CONTENT_TOO_LARGE(413, "Content Too Large", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  URI_TOO_LONG(414, "URI Too Long", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  EXPECTATION_FAILED(417, "Expectation Failed", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  TOO_MANY_REQUESTS(429, "Too Many Requests", Place.VISITOR, ProxyError.HTTP_REQUEST_DENIED),
  HEADERS_TOO_LARGE(
      431, "Request Header Fields Too Large", Place.VISITOR, ProxyError.HTTP_REQUEST_ERROR),
  INTERNAL_ERROR(500, "Internal Server Error", Place.EDGE, ProxyError.PROXY_INTERNAL_ERROR, 30),
  NOT_IMPLEMENTED(501, "Not Implemented", Place.VISITOR, ProxyError.HTTP_REQUEST_DENIED),
  BAD_GATEWAY(502, "Bad Gateway", Place.ORIGIN, ProxyError.HTTP_PROTOCOL_ERROR, 60),
  UNAVAILABLE(503, "Service Unavailable", Place.NETWORK, ProxyError.DESTINATION_UNAVAILABLE, 30),
  GATEWAY_TIMEOUT(504, "Gateway Timeout", Place.ORIGIN, ProxyError.HTTP_RESPONSE_TIMEOUT, 120),
  VERSION_NOT_SUPPORTED(
      505, "HTTP Version Not Supported", Place.VISITOR, ProxyError.HTTP_REQUEST_DENIED),
  REPLY_UNUSABLE(520, "Origin Reply Unusable", Place.ORIGIN, ProxyError.HTTP_PROTOCOL_ERROR, 60),
  REFUSED(521, "Origin Refused Connection", Place.ORIGIN, ProxyError.CONNECTION_REFUSED, 120),
  CONNECT_TIMEOUT(
      522, "Origin Connection Timeout", Place.NETWORK, ProxyError.CONNECTION_TIMEOUT, 120),
  UNREACHABLE(
      523, "Origin Unreachable", Place.NETWORK, ProxyError.DESTINATION_IP_UNROUTABLE, 120),
  REPLY_TIMEOUT(524, "Origin Reply Timeout", Place.ORIGIN, ProxyError.HTTP_RESPONSE_TIMEOUT, 120),
  HANDSHAKE_FAILED(525, "Origin TLS Handshake Failed", Place.ORIGIN, ProxyError.TLS_PROTOCOL_ERROR),
  CERTIFICATE_INVALID(
      526, "Origin Certificate Invalid", Place.ORIGIN, ProxyError.TLS_CERTIFICATE_ERROR),
  NAME_NOT_RESOLVED(530, "Origin Name Not Resolved", Place.NETWORK, ProxyError.DNS_ERROR, 120);

  private static final Map<Integer, ErrorStatus> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorStatus::code, Function.identity()));

  private final int code;
  private final String reason;
  private final Place place;
  private final ProxyError error;
  private final OptionalInt retryAfter;

  ErrorStatus(int code, String reason, Place place, ProxyError error) {
    this(code, reason, place, error, OptionalInt.empty());
  }

  ErrorStatus(int code, String reason, Place place, ProxyError error, int retryAfter) {
    this(code, reason, place, error, OptionalInt.of(retryAfter));
  }

  ErrorStatus(int code, String reason, Place place, ProxyError error, OptionalInt retryAfter) {
    this.code = code;
    this.reason = reason;
    this.place = place;
    this.error = error;
    this.retryAfter = retryAfter;
  }

  public static Optional<ErrorStatus> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  public int code() {
    return code;
  }

  /// Returns the reason phrase of the status line.
  public String reason() {
    return reason;
  }

  /// Returns where it broke as far as the status alone can say.
  public Place place() {
    return place;
  }

  /// Returns the type sent in `Proxy-Status` when no cause is known.
  public ProxyError error() {
    return error;
  }

  /// Returns after how many seconds a client may try again, if waiting can help.
  public OptionalInt retryAfter() {
    return retryAfter;
  }

  /// True when the same request may succeed later.
  boolean isRetryable() {
    return retryAfter.isPresent() || this == REQUEST_TIMEOUT || this == TOO_MANY_REQUESTS;
  }
}
