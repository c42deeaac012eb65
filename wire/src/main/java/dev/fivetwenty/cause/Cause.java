package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why an exchange failed, or what makes a sound one fragile: the public catalogue.
///
/// The slug is contract: it is stored in incidents, printed on error pages and the name of the
/// page that explains it, so a constant may be added or deprecated but never renamed.
///
/// A constant is a fault or a finding. A fault can be a [Verdict]: it has a status for each
/// [Presentation] and the error type sent in `Proxy-Status` (RFC 9209). A finding never fails an
/// exchange. A fault that comes from bytes has the slug of its [Rule]; under a profile that
/// only records the rule, the same slug names the glitch.
///
/// The file is longer than the guide because it is a table.
public enum Cause {
  // Name resolution.
  DNS_NXDOMAIN(
      Family.NAME_RESOLUTION, Party.ORIGIN, 530, ProxyError.DNS_ERROR, Stage.RESOLVE,
      "the resolver says that the name does not exist"),
  DNS_SERVFAIL(
      Family.NAME_RESOLUTION, Party.NETWORK, 530, ProxyError.DNS_ERROR, Stage.RESOLVE,
      "the resolver failed (SERVFAIL)"),
  DNS_NODATA(
      Family.NAME_RESOLUTION, Party.ORIGIN, 530, ProxyError.DNS_ERROR, Stage.RESOLVE,
      "the name exists but has no address record"),
  DNS_REFUSED(
      Family.NAME_RESOLUTION, Party.NETWORK, 530, ProxyError.DNS_ERROR, Stage.RESOLVE,
      "the resolver refused to answer"),
  DNS_TIMEOUT(
      Family.NAME_RESOLUTION, Party.NETWORK, 530, ProxyError.DNS_TIMEOUT, Stage.RESOLVE,
      "the resolver did not answer in time"),
  DNS_PROHIBITED_IP(
      Family.NAME_RESOLUTION, Party.ORIGIN, 530, ProxyError.DESTINATION_IP_PROHIBITED, Stage.RESOLVE,
      "the name resolves to an address that an edge must not connect to"),
  // Connection set-up.
  TCP_REFUSED(
      Family.CONNECT, Party.ORIGIN, 521, ProxyError.CONNECTION_REFUSED, Stage.CONNECT,
      "the origin refused the TCP connection"),
  TCP_CONNECT_TIMEOUT(
      Family.CONNECT, Party.NETWORK, 522, ProxyError.CONNECTION_TIMEOUT, Stage.CONNECT,
      "no answer to the TCP handshake"),
  TCP_UNREACHABLE_NET(
      Family.CONNECT, Party.NETWORK, 523, ProxyError.DESTINATION_IP_UNROUTABLE, Stage.CONNECT,
      "there is no route to the origin's network"),
  TCP_UNREACHABLE_HOST(
      Family.CONNECT, Party.NETWORK, 523, ProxyError.DESTINATION_IP_UNROUTABLE, Stage.CONNECT,
      "the origin's host cannot be reached"),
  TCP_LOCAL_EXHAUSTED(
      Family.EDGE, Party.EDGE, 503, ProxyError.PROXY_INTERNAL_ERROR, Stage.CONNECT,
      "this machine has no port, descriptor or memory left for a connection"),

  // TLS.
  TLS_PLAINTEXT_PEER(
      Family.TLS, Party.ORIGIN, 525, ProxyError.TLS_PROTOCOL_ERROR, Stage.TLS,
      "the origin answered the TLS handshake in plain text"),
  TLS_ALERT(
      Family.TLS, Party.ORIGIN, 525, ProxyError.TLS_ALERT_RECEIVED, Stage.TLS,
      "the origin ended the TLS handshake with an alert"),
  TLS_VERSION_OR_CIPHER(
      Family.TLS, Party.ORIGIN, 525, ProxyError.TLS_PROTOCOL_ERROR, Stage.TLS,
      "no TLS version or cipher suite in common"),
  TLS_CLOSED_FIN(
      Family.TLS, Party.ORIGIN, 525, ProxyError.TLS_PROTOCOL_ERROR, Stage.TLS,
      "the origin closed the connection during the TLS handshake"),
  TLS_CLOSED_RST(
      Family.TLS, Party.ORIGIN, 525, ProxyError.TLS_PROTOCOL_ERROR, Stage.TLS,
      "the origin reset the connection during the TLS handshake"),
  TLS_TIMEOUT(
      Family.TLS, Party.ORIGIN, 525, ProxyError.CONNECTION_TIMEOUT, Stage.TLS,
      "the TLS handshake was not finished in time"),
  TLS_CERT_EXPIRED(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate has expired"),
  TLS_CERT_NOT_YET(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate is not valid yet"),
  TLS_CERT_NAME(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate is for another name"),
  TLS_CERT_UNTRUSTED(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate does not lead to a trusted root"),
  TLS_CERT_SELF_SIGNED(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate is self-signed"),
  TLS_CERT_REVOKED(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate has been revoked"),
  TLS_CERT_PIN(
      Family.TLS, Party.ORIGIN, 526, ProxyError.TLS_CERTIFICATE_ERROR, Stage.TLS,
      "the origin's certificate is not the pinned one"),
  TLS_ALPN_MISMATCH(
      Family.TLS, Party.ORIGIN, 525, ProxyError.TLS_PROTOCOL_ERROR, Stage.TLS,
      "no application protocol in common (ALPN)"),
  TLS_ALERT_AFTER_HANDSHAKE(
      Family.TLS, Party.ORIGIN, 520, ProxyError.TLS_ALERT_RECEIVED, Stage.FIRST_BYTE,
      "the origin answered the request with a TLS alert, often because it wants a client certificate"),
  TLS_RECORD_ERROR_MID(
      Family.TLS, Party.NETWORK, 520, ProxyError.TLS_PROTOCOL_ERROR, Stage.BODY,
      "a TLS record could not be decrypted after the handshake"),

  // Connection loss.
  CONN_STALE_REUSE(
      Family.RESET_AFTER_HANDSHAKE, Party.ORIGIN, 520, ProxyError.CONNECTION_TERMINATED, Stage.FIRST_BYTE,
      "the origin closed the kept connection instead of answering the request on it"),
  CONN_FIN_BEFORE_REQUEST(
      Family.EMPTY_REPLY, Party.ORIGIN, 520, ProxyError.CONNECTION_TERMINATED, Stage.WRITE_REQUEST,
      "the origin closed the new connection before it took any of the request"),
  CONN_RST_BEFORE_REQUEST(
      Family.RESET_AFTER_HANDSHAKE, Party.ORIGIN, 520, ProxyError.CONNECTION_TERMINATED, Stage.WRITE_REQUEST,
      "the origin reset the connection right after the TCP handshake"),
  CONN_RST_DURING_REQUEST(
      Family.RESET_AFTER_HANDSHAKE, Party.ORIGIN, 520, ProxyError.CONNECTION_TERMINATED, Stage.WRITE_REQUEST,
      "the origin reset the connection while the request was being sent"),
  WRITE_TIMEOUT_ACKED(
      Family.TIMEOUT, Party.ORIGIN, 524, ProxyError.CONNECTION_WRITE_TIMEOUT, Stage.WRITE_REQUEST,
      "the origin stopped taking the request"),
  WRITE_TIMEOUT_UNACKED(
      Family.TIMEOUT, Party.NETWORK, 522, ProxyError.CONNECTION_WRITE_TIMEOUT, Stage.WRITE_REQUEST,
      "the origin's host stopped acknowledging the request"),
  RESP_EMPTY_FIN(
      Family.EMPTY_REPLY, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.FIRST_BYTE,
      "the origin took the request and closed the connection without a single byte"),
  RESP_EMPTY_RST(
      Family.RESET_AFTER_HANDSHAKE, Party.ORIGIN, 520, ProxyError.CONNECTION_TERMINATED, Stage.FIRST_BYTE,
      "the origin took the request and reset the connection without a single byte"),
  RESP_ONLY_CRLF(
      Family.EMPTY_REPLY, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.STATUS_LINE,
      "the origin sent only empty lines"),
  TIME_FIRST_BYTE(
      Family.TIMEOUT, Party.ORIGIN, 524, ProxyError.HTTP_RESPONSE_TIMEOUT, Stage.FIRST_BYTE,
      "the origin acknowledged the request and did not answer in time"),
  TIME_FIRST_BYTE_UNACKED(
      Family.TIMEOUT, Party.NETWORK, 522, ProxyError.CONNECTION_READ_TIMEOUT, Stage.FIRST_BYTE,
      "the origin's host never acknowledged the request"),
  RESP_PARTIAL_STATUS_LINE_FIN(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.STATUS_LINE,
      "the origin closed the connection within the status line"),
  RESP_PARTIAL_STATUS_LINE_RST(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.STATUS_LINE,
      "the origin reset the connection within the status line"),
  RESP_PARTIAL_STATUS_LINE_TIMEOUT(
      Family.TIMEOUT, Party.ORIGIN, 524, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.STATUS_LINE,
      "the origin stopped sending within the status line"),

  // Not HTTP/1.
  NONHTTP_TLS(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the origin speaks TLS on a port that was asked in plain text"),
  NONHTTP_H2(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the origin speaks only HTTP/2 on this port"),
  NONHTTP_BANNER(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "another service answers on this port"),
  NONHTTP_HTTP09(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the origin sent content without a status line"),
  NONHTTP_ICY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the origin is an audio stream server that answers `ICY`"),
  NONHTTP_BINARY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the origin sent bytes that are not HTTP"),

  // Status line.
  SL_BARE_LF(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status line ends with LF alone"),
  SL_BARE_CR(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "a CR stands alone within the status line"),
  SL_REASON_CTL(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the reason phrase holds a control character"),
  SL_REASON_NUL(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the reason phrase holds a NUL"),
  SL_EXTRA_SP(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "more than one space before the status code"),
  SL_TAB(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "a tab where the status line needs a space"),
  SL_LEADING_CRLF(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "empty lines before the status line"),
  SL_LEADING_JUNK(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "stray bytes before the status line"),
  SL_VERSION_1X(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the version is a later HTTP/1 than 1.1"),
  SL_VERSION_2_TEXT(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the text `HTTP/2.0` stands in an HTTP/1 status line"),
  SL_VERSION_2(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the text `HTTP/2` stands in an HTTP/1 status line"),
  SL_VERSION_CASE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the protocol name is not in capitals"),
  SL_VERSION_BAD(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the version is not one of HTTP/1"),
  SL_STATUS_MISSING(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status line has no status code"),
  SL_STATUS_DIGITS(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status code does not have three digits"),
  SL_STATUS_ALPHA(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status code is not a number"),
  SL_STATUS_NEGATIVE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status code is negative"),
  SL_STATUS_DECIMAL(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status code has a decimal part"),
  SL_STATUS_LOW(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status code is below 100"),
  SL_STATUS_HIGH(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status code is above 599"),
  LIMIT_STATUS_LINE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.STATUS_LINE,
      "the status line is over the limit"),

  // Header section.
  HDR_NONE(
      Family.HEADERS_MISSING, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "the response has a status line and no header field at all"),
  HDR_BARE_LF(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field line ends with LF alone"),
  HDR_OBS_FOLD(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field value is folded over several lines"),
  HDR_OBS_FOLD_FRAMING(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a folded line in a field that decides where the message ends"),
  HDR_FOLD_FIRST_LINE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "the first field line begins with white space"),
  HDR_SPACE_BEFORE_COLON(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "white space between a field name and its colon"),
  HDR_SPACE_BEFORE_COLON_FRAMING(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "white space before the colon of a field that decides where the message ends"),
  HDR_NO_COLON(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a line in the header section has no colon"),
  HDR_DUP_STATUS_LINE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a second status line within the header section"),
  HDR_EMPTY_NAME(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field line begins with its colon"),
  HDR_NONTOKEN_NAME(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field name holds a character that names must not have"),
  HDR_NUL_NAME(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field name holds a NUL"),
  HDR_NUL_VALUE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field value holds a NUL"),
  HDR_BARE_CR(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a CR stands alone within a field line"),
  HDR_CR_CR_LF(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field line ends with CR CR LF"),
  HDR_CTL_VALUE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "a field value holds a control character"),
  HDR_DUP_LOCATION(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "two different Location fields"),
  HDR_DUP_DISPOSITION(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "two different Content-Disposition fields"),
  LIMIT_HEADER_SECTION(
      Family.HEADER_SECTION_TOO_LARGE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_HEADER_SECTION_SIZE, Stage.HEADERS,
      "the response header section is over the limit"),
  LIMIT_HEADER_FIELD(
      Family.HEADER_SECTION_TOO_LARGE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_HEADER_SIZE, Stage.HEADERS,
      "one response header field is over the limit"),
  LIMIT_HEADER_COUNT(
      Family.HEADER_SECTION_TOO_LARGE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_HEADER_SECTION_SIZE, Stage.HEADERS,
      "the response has more header fields than the limit"),
  HEAD_TRUNCATED_FIN(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.HEADERS,
      "the origin closed the connection within the header section"),
  HEAD_TRUNCATED_RST(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.HEADERS,
      "the origin reset the connection within the header section"),
  HEAD_TRUNCATED_TIMEOUT(
      Family.TIMEOUT, Party.ORIGIN, 524, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.HEADERS,
      "the origin stopped sending within the header section"),
  TIME_HEADER_DRIP(
      Family.TIMEOUT, Party.ORIGIN, 524, ProxyError.HTTP_RESPONSE_TIMEOUT, Stage.HEADERS,
      "the header section came too slowly"),

  // Content-Length and Transfer-Encoding.
  CL_DUP_EQUAL(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length stands twice with the same value"),
  CL_LIST_EQUAL(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length is a list of equal values"),
  CL_DUP_DIFFER(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "two Content-Length fields that differ"),
  CL_LIST_DIFFER(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length is a list of values that differ"),
  CL_NEGATIVE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length is negative"),
  CL_PLUS(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length begins with a plus sign"),
  CL_ALPHA(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length is not a number"),
  CL_HEX(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length is hexadecimal"),
  CL_EMPTY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length has no value"),
  CL_OVERFLOW(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Content-Length is larger than any message can be"),
  CL_TE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "both Content-Length and Transfer-Encoding are given"),
  TE_HTTP10(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.HEADERS,
      "Transfer-Encoding in an HTTP/1.0 response"),
  TE_UNKNOWN(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "a transfer coding that was not asked for"),
  TE_CHUNKED_NOT_LAST(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "chunked is not the last transfer coding"),
  TE_XCHUNKED(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "the transfer coding only looks like chunked"),
  TE_IDENTITY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "the transfer coding `identity`, which no longer exists"),
  TE_CHUNKED_TWICE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "two Transfer-Encoding fields that both say chunked"),
  TE_CHUNKED_LIST_TWICE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "one Transfer-Encoding field that says chunked twice"),
  TE_EMPTY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.HEADERS,
      "Transfer-Encoding has no value"),

  // Chunked coding.
  CHUNK_BARE_LF(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk line ends with LF alone"),
  CHUNK_BARE_CR(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a CR stands alone in the chunked coding"),
  CHUNK_TRAILING_SP(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "white space after a chunk size"),
  CHUNK_EXTENSION_CTL(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a control character in a chunk extension"),
  CHUNK_LEADING_SP(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "white space before a chunk size"),
  CHUNK_0X(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk size begins with 0x"),
  CHUNK_NON_HEX(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk size is not hexadecimal"),
  CHUNK_NEGATIVE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk size is negative"),
  CHUNK_OVERFLOW(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk size is larger than any chunk can be"),
  CHUNK_EMPTY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk line has no size"),
  CHUNK_NO_CRLF(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "no line end after the data of a chunk"),
  CHUNK_DATA_LONGER(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk holds more data than it announced"),
  CHUNK_NOT_CHUNKED(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "the head says chunked and the content is not"),
  LIMIT_CHUNK_LINE(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRANSFER_CODING, Stage.BODY,
      "a chunk line is over the limit"),

  // Content.
  BODY_SHORT_FIN(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.BODY,
      "the origin closed the connection before the announced length"),
  BODY_SHORT_RST(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.BODY,
      "the origin reset the connection before the announced length"),
  BODY_ZERO_OF_N(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.BODY,
      "content was announced and none came"),
  CHUNK_NO_FINAL_CRLF(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.TRAILERS,
      "the empty line after the last chunk is missing"),
  BODY_CHUNK_EOF(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.BODY,
      "the connection ended before the last chunk"),
  BODY_CLOSE_DELIMITED_RST(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.BODY,
      "content that ends with the connection was ended by a reset"),
  BODY_TIMEOUT(
      Family.TIMEOUT, Party.ORIGIN, 524, ProxyError.CONNECTION_READ_TIMEOUT, Stage.BODY,
      "the origin stopped sending within the content"),
  TRAILER_MALFORMED(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.TRAILERS,
      "a trailer line is malformed"),
  TRAILER_CUT(
      Family.INCOMPLETE_CONTENT, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.TRAILERS,
      "the connection ended within the trailers, after the whole content"),
  LIMIT_TRAILER_SECTION(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_TRAILER_SECTION_SIZE, Stage.TRAILERS,
      "the trailer section is over the limit"),

  // Interim responses and upgrades.
  INTERIM_WITH_BODY(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.INTERIM,
      "an interim response announces content"),
  INTERIM_FLOOD(
      Family.INVALID_RESPONSE, Party.ORIGIN, 520, ProxyError.HTTP_PROTOCOL_ERROR, Stage.INTERIM,
      "interim responses without end"),
  INTERIM_ONLY_THEN_CLOSE(
      Family.EMPTY_REPLY, Party.ORIGIN, 520, ProxyError.HTTP_RESPONSE_INCOMPLETE, Stage.INTERIM,
      "an interim response came, then the connection ended without a final one"),
  UPGRADE_UNREQUESTED_101(
      Family.UPGRADE, Party.ORIGIN, 520, ProxyError.HTTP_UPGRADE_FAILED, Stage.HEADERS,
      "the origin switches protocols without having been asked"),
  UPGRADE_BAD_ACCEPT(
      Family.UPGRADE, Party.ORIGIN, 520, ProxyError.HTTP_UPGRADE_FAILED, Stage.HEADERS,
      "Sec-WebSocket-Accept does not match the key"),
  UPGRADE_EXTRA(
      Family.UPGRADE, Party.ORIGIN, 520, ProxyError.HTTP_UPGRADE_FAILED, Stage.HEADERS,
      "the origin switches to a protocol or extension that was not offered"),

  // Routing and our own defects.
  LOOP_CDN(
      Family.EDGE, Party.EDGE, 502, ProxyError.PROXY_LOOP_DETECTED, Stage.WRITE_REQUEST,
      "the request has been here before"),
  EDGE_DEFECT(
      Family.EDGE, Party.EDGE, 500, ProxyError.PROXY_INTERNAL_ERROR, Stage.AFTER,
      "a defect of this program; the origin is not to blame"),
  UNDETERMINED(
      Family.EDGE, Party.UNKNOWN, 520, ProxyError.PROXY_INTERNAL_ERROR, Stage.AFTER,
      "nothing that was observed proves a cause"),

  // Tolerated bytes: recorded, never an error.
  CHUNK_LEADING_ZEROS(Stage.BODY, "a chunk size has leading zeros"),
  CHUNK_EXTENSION(Stage.BODY, "a chunk line carries an extension"),
  BODY_EXCESS(Stage.AFTER, "bytes after the end of the message"),
  BODYLESS_204(Stage.AFTER, "bytes after a 204 response"),
  BODYLESS_205(Stage.AFTER, "content in a 205 response"),
  BODYLESS_304(Stage.AFTER, "bytes after a 304 response"),
  BODYLESS_HEAD(Stage.AFTER, "content in the response to HEAD"),
  CONN_EARLY_RESPONSE(Stage.WRITE_REQUEST, "the origin answered before it had taken the whole request"),
  IDLE_UNSOLICITED_BYTES(Stage.AFTER, "the origin sent bytes on an idle connection"),
  TLS_TRUNCATED(Stage.AFTER, "the origin closed TLS without close_notify"),

  // Works today.
  HEADERS_NEAR_LIMIT(Stage.HEADERS, "the header section uses more than half of a limit"),
  KEEPALIVE_SHORT(Stage.AFTER, "the origin closes idle connections sooner than an edge's pool does"),
  CERT_EXPIRES_SOON(Stage.TLS, "the origin's certificate is about to expire"),
  CERT_NOT_VERIFIED(Stage.TLS, "the certificate would not pass a strict check"),
  TLS_NEEDS_SNI(Stage.TLS, "without SNI the origin serves another certificate or none"),
  TLS_OLD_VERSION(Stage.TLS, "the origin speaks no TLS version newer than 1.1"),
  CODING_GZIP_BAD(Stage.BODY, "the content is not in the content coding that it claims"),
  CODING_TRUNCATED(Stage.BODY, "the compressed content ends early"),
  CODING_LENGTH(Stage.BODY, "Content-Length is that of the decoded content"),
  CODING_BOMB(Stage.BODY, "the compressed content grows beyond any reason"),
  ORIGIN_5XX(Stage.AFTER, "the origin itself answers with a 5xx"),
  KEPT_COPY(Stage.AFTER, "the answer is a kept copy, served since the origin behind it fails"),
  INTERMITTENT(Stage.AFTER, "the same request fails only sometimes"),
  VARIES_BY_USER_AGENT(Stage.AFTER, "the outcome depends on the User-Agent"),
  VARIES_BY_REQUEST_FIELD(Stage.AFTER, "the outcome depends on a request field"),
  VARIES_BY_COOKIE_SIZE(Stage.AFTER, "the outcome depends on the size of the cookies"),
  VARIES_BY_CODING(Stage.AFTER, "the outcome depends on Accept-Encoding"),
  VARIES_BY_METHOD(Stage.AFTER, "HEAD and GET are not answered alike"),
  VARIES_BY_ADDRESS(Stage.CONNECT, "the addresses of the name do not behave alike"),
  FAILS_UNDER_CONCURRENCY(Stage.AFTER, "requests fail when several come at once"),
  RATE_LIMITED(Stage.AFTER, "the origin refuses after a number of requests"),
  BEHIND_CDN(Stage.RESOLVE, "the name leads to a CDN, so the origin itself was not asked"),
  DIFFERS_THROUGH_PROXY(Stage.AFTER, "direct and through the proxy the answers differ"),
  PORT_MISMATCH(Stage.CONNECT, "the service is on another port or scheme than the one asked for"),
  H2_ONLY(Stage.TLS, "the origin offers only HTTP/2");

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Family family;
  private final Party party;
  private final int status;
  private final Optional<ProxyError> proxyError;
  private final Stage stage;
  private final String summary;

  Cause(
      Family family, Party party, int status, ProxyError proxyError, Stage stage, String summary) {
    this.family = family;
    this.party = party;
    this.status = status;
    this.proxyError = Optional.of(proxyError);
    this.stage = stage;
    this.summary = summary;
  }

  Cause(Stage stage, String summary) {
    this.family = Family.FRAGILE;
    this.party = Party.ORIGIN;
    this.status = 0;
    this.proxyError = Optional.empty();
    this.stage = stage;
    this.summary = summary;
  }

  /// Returns the cause that the rejection of a rule amounts to.
  public static Cause of(Rule rule) {
    return valueOf(rule.name());
  }

  public static Optional<Cause> bySlug(String slug) {
    return Arrays.stream(values()).filter(c -> c.slug.equals(slug)).findFirst();
  }

  public String slug() {
    return slug;
  }

  public Family family() {
    return family;
  }

  /// Returns who usually must act; a [Verdict] may know better.
  public Party party() {
    return party;
  }

  /// True when this can end an exchange; false for what is only pointed out.
  public boolean isFault() {
    return proxyError.isPresent();
  }

  /// Returns the 5xx status that shows this fault while the response head is not yet sent.
  public int status(Presentation presentation) {
    return switch (presentation) {
      case EDGE_52X -> status;
      case PLAIN_5XX -> proxyError.map(ProxyError::recommendedStatus).orElse(0);
    };
  }

  /// Returns the error type of RFC 9209; empty for findings.
  public Optional<ProxyError> proxyError() {
    return proxyError;
  }

  /// Returns the stage at which this happens first or usually; a [Verdict] has the real one.
  public Stage stage() {
    return stage;
  }

  /// Returns one clause in lower case, without a full stop, safe to show to strangers.
  public String summary() {
    return summary;
  }
}
