package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Boundary.KNOWN;
import static dev.fivetwenty.wire.Boundary.LOST;
import static dev.fivetwenty.wire.Decision.ACCEPT;
import static dev.fivetwenty.wire.Decision.GLITCH;
import static dev.fivetwenty.wire.Decision.REJECT;

import java.util.Locale;

/// One requirement of RFC 9110 or RFC 9112 (or one limit of a [Profile]) that bytes can break.
///
/// The slug is public contract: it names the glitch in reports, the cause in verdicts and
/// the page that explains it. A constant may be added, never renamed.
///
/// The three decisions are those of the built-in profiles `classic`, `current` and `strict`, in
/// this order. They follow what real consumers do: what eight of ten take is never refused by the
/// first two, but for [#HDR_NONE] and the limits, which are what `classic` is about.
public enum Rule {
  // Status line, RFC 9112 §4.
  SL_BARE_LF("RFC 9112 §2.2", KNOWN, GLITCH, GLITCH, REJECT),
  SL_BARE_CR("RFC 9112 §2.2", LOST, REJECT, REJECT, REJECT),
  SL_REASON_CTL("RFC 9112 §4", KNOWN, GLITCH, GLITCH, REJECT),
  SL_REASON_NUL("RFC 9112 §4", KNOWN, REJECT, REJECT, REJECT),
  SL_EXTRA_SP("RFC 9112 §4", KNOWN, GLITCH, GLITCH, REJECT),
  SL_TAB("RFC 9112 §4", KNOWN, GLITCH, GLITCH, REJECT),
  SL_LEADING_CRLF("RFC 9112 §2.2", KNOWN, GLITCH, GLITCH, REJECT),
  SL_LEADING_JUNK("RFC 9112 §4", LOST, REJECT, REJECT, REJECT),
  SL_VERSION_1X("RFC 9110 §2.5", KNOWN, GLITCH, GLITCH, GLITCH),
  SL_VERSION_2_TEXT("RFC 9112 §2.3", KNOWN, GLITCH, GLITCH, REJECT),
  SL_VERSION_2("RFC 9112 §2.3", LOST, REJECT, REJECT, REJECT),
  SL_VERSION_CASE("RFC 9112 §2.3", LOST, REJECT, REJECT, REJECT),
  SL_VERSION_BAD("RFC 9112 §2.3", LOST, REJECT, REJECT, REJECT),
  SL_STATUS_MISSING("RFC 9112 §4", LOST, REJECT, REJECT, REJECT),
  SL_STATUS_DIGITS("RFC 9112 §4", LOST, REJECT, REJECT, REJECT),
  SL_STATUS_ALPHA("RFC 9112 §4", LOST, REJECT, REJECT, REJECT),
  SL_STATUS_NEGATIVE("RFC 9112 §4", LOST, REJECT, REJECT, REJECT),
  /// `403.1`: some servers print their sub-status where only three digits may stand.
  SL_STATUS_DECIMAL("RFC 9112 §4", KNOWN, GLITCH, GLITCH, REJECT),
  SL_STATUS_LOW("RFC 9110 §15", LOST, REJECT, REJECT, REJECT),
  SL_STATUS_HIGH("RFC 9110 §15", KNOWN, GLITCH, GLITCH, GLITCH),
  LIMIT_STATUS_LINE("RFC 9112 §4", LOST, REJECT, REJECT, REJECT),

  // What speaks, if it is not HTTP/1.
  NONHTTP_TLS("RFC 9112 §2.1", LOST, REJECT, REJECT, REJECT),
  NONHTTP_H2("RFC 9112 §2.1", LOST, REJECT, REJECT, REJECT),
  NONHTTP_BANNER("RFC 9112 §2.1", LOST, REJECT, REJECT, REJECT),
  NONHTTP_HTTP09("RFC 9112 §2.1", LOST, REJECT, REJECT, REJECT),
  NONHTTP_ICY("RFC 9112 §2.1", LOST, REJECT, REJECT, REJECT),
  NONHTTP_BINARY("RFC 9112 §2.1", LOST, REJECT, REJECT, REJECT),

  // Header section, RFC 9112 §5.
  /// The documented 520 names a response without headers; every consumer measured takes it.
  HDR_NONE("RFC 9112 §2.1", KNOWN, REJECT, GLITCH, GLITCH),
  HDR_BARE_LF("RFC 9112 §2.2", KNOWN, GLITCH, GLITCH, REJECT),
  HDR_OBS_FOLD("RFC 9112 §5.2", KNOWN, GLITCH, GLITCH, REJECT),
  HDR_OBS_FOLD_FRAMING("RFC 9112 §5.2", LOST, REJECT, REJECT, REJECT),
  HDR_FOLD_FIRST_LINE("RFC 9112 §2.2", LOST, REJECT, REJECT, REJECT),
  /// A proxy must remove this white space from a response, so even the letter of the RFC goes on.
  HDR_SPACE_BEFORE_COLON("RFC 9112 §5.1", KNOWN, GLITCH, GLITCH, GLITCH),
  HDR_SPACE_BEFORE_COLON_FRAMING("RFC 9112 §5.1", LOST, REJECT, REJECT, REJECT),
  HDR_NO_COLON("RFC 9112 §5", KNOWN, REJECT, REJECT, REJECT),
  HDR_DUP_STATUS_LINE("RFC 9112 §5", KNOWN, REJECT, REJECT, REJECT),
  HDR_EMPTY_NAME("RFC 9112 §5", KNOWN, REJECT, REJECT, REJECT),
  HDR_NONTOKEN_NAME("RFC 9110 §5.1", KNOWN, REJECT, REJECT, REJECT),
  HDR_NUL_NAME("RFC 9110 §5.1", LOST, REJECT, REJECT, REJECT),
  HDR_NUL_VALUE("RFC 9110 §5.5", LOST, REJECT, REJECT, REJECT),
  HDR_BARE_CR("RFC 9112 §2.2", LOST, REJECT, REJECT, REJECT),
  HDR_CR_CR_LF("RFC 9112 §2.2", KNOWN, GLITCH, GLITCH, REJECT),
  HDR_CTL_VALUE("RFC 9110 §5.5", KNOWN, GLITCH, GLITCH, REJECT),
  HDR_DUP_LOCATION("RFC 9110 §10.2.2", KNOWN, GLITCH, GLITCH, REJECT),
  HDR_DUP_DISPOSITION("RFC 9110 §5.3", KNOWN, GLITCH, GLITCH, REJECT),
  LIMIT_HEADER_SECTION("RFC 9110 §5.4", LOST, REJECT, REJECT, REJECT),
  LIMIT_HEADER_FIELD("RFC 9110 §5.4", LOST, REJECT, REJECT, REJECT),
  LIMIT_HEADER_COUNT("RFC 9110 §5.4", LOST, REJECT, REJECT, REJECT),

  // Content-Length, RFC 9110 §8.6 and RFC 9112 §6.2.
  CL_DUP_EQUAL("RFC 9110 §8.6", KNOWN, GLITCH, GLITCH, REJECT),
  CL_LIST_EQUAL("RFC 9110 §8.6", KNOWN, GLITCH, GLITCH, REJECT),
  CL_DUP_DIFFER("RFC 9112 §6.3", LOST, REJECT, REJECT, REJECT),
  CL_LIST_DIFFER("RFC 9112 §6.3", LOST, REJECT, REJECT, REJECT),
  CL_NEGATIVE("RFC 9110 §8.6", LOST, REJECT, REJECT, REJECT),
  CL_PLUS("RFC 9110 §8.6", LOST, REJECT, REJECT, REJECT),
  CL_ALPHA("RFC 9110 §8.6", LOST, REJECT, REJECT, REJECT),
  CL_HEX("RFC 9110 §8.6", LOST, REJECT, REJECT, REJECT),
  CL_EMPTY("RFC 9110 §8.6", LOST, REJECT, REJECT, REJECT),
  CL_OVERFLOW("RFC 9110 §8.6", LOST, REJECT, REJECT, REJECT),

  // Transfer-Encoding, RFC 9112 §6.1.
  CL_TE("RFC 9112 §6.1", KNOWN, GLITCH, GLITCH, REJECT),
  TE_HTTP10("RFC 9112 §6.1", KNOWN, GLITCH, GLITCH, REJECT),
  TE_UNKNOWN("RFC 9112 §6.1", LOST, REJECT, REJECT, REJECT),
  TE_CHUNKED_NOT_LAST("RFC 9112 §6.1", LOST, REJECT, REJECT, REJECT),
  TE_XCHUNKED("RFC 9112 §6.1", LOST, REJECT, REJECT, REJECT),
  TE_IDENTITY("RFC 9112 §7", KNOWN, GLITCH, GLITCH, REJECT),
  TE_CHUNKED_TWICE("RFC 9112 §6.1", KNOWN, GLITCH, GLITCH, REJECT),
  TE_CHUNKED_LIST_TWICE("RFC 9112 §6.1", LOST, REJECT, REJECT, REJECT),
  TE_EMPTY("RFC 9112 §6.1", KNOWN, GLITCH, GLITCH, REJECT),

  // Chunked coding, RFC 9112 §7.1.
  CHUNK_BARE_LF("RFC 9112 §7.1", KNOWN, GLITCH, GLITCH, REJECT),
  CHUNK_BARE_CR("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_TRAILING_SP("RFC 9112 §7.1", KNOWN, GLITCH, GLITCH, REJECT),
  CHUNK_LEADING_ZEROS("RFC 9112 §7.1", KNOWN, ACCEPT, ACCEPT, ACCEPT),
  CHUNK_EXTENSION("RFC 9112 §7.1.1", KNOWN, ACCEPT, ACCEPT, ACCEPT),
  CHUNK_EXTENSION_CTL("RFC 9112 §7.1.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_LEADING_SP("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_0X("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_NON_HEX("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_NEGATIVE("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_OVERFLOW("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  CHUNK_EMPTY("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  /// After the chunk's data stands a hexadecimal digit: the next chunk line came too early.
  CHUNK_NO_CRLF("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  /// After the chunk's data stands anything else than a line end: there is more data than announced.
  CHUNK_DATA_LONGER("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  /// The very first chunk line holds no chunk size at all: the content was sent bare.
  CHUNK_NOT_CHUNKED("RFC 9112 §7.1", LOST, REJECT, REJECT, REJECT),
  /// `0\r\n` came, the empty line after it did not, then the peer closed or reset.
  CHUNK_NO_FINAL_CRLF("RFC 9112 §7.1", KNOWN, GLITCH, GLITCH, REJECT),
  LIMIT_CHUNK_LINE("RFC 9112 §7.1.1", LOST, REJECT, REJECT, REJECT),

  // Trailers, RFC 9112 §7.1.2.
  TRAILER_MALFORMED("RFC 9112 §7.1.2", KNOWN, GLITCH, GLITCH, REJECT),
  /// The peer closed or reset within the trailers; the content was complete by then.
  TRAILER_CUT("RFC 9112 §7.1.2", KNOWN, GLITCH, GLITCH, REJECT),
  LIMIT_TRAILER_SECTION("RFC 9112 §7.1.2", LOST, REJECT, REJECT, REJECT),

  // Bytes that belong to no message.
  BODY_EXCESS("RFC 9112 §6.3", KNOWN, GLITCH, GLITCH, GLITCH),
  BODYLESS_204("RFC 9110 §15.3.5", KNOWN, GLITCH, GLITCH, GLITCH),
  BODYLESS_205("RFC 9110 §15.3.6", KNOWN, GLITCH, GLITCH, GLITCH),
  BODYLESS_304("RFC 9110 §15.4.5", KNOWN, GLITCH, GLITCH, GLITCH),
  BODYLESS_HEAD("RFC 9110 §9.3.2", KNOWN, GLITCH, GLITCH, GLITCH),

  // Interim responses and upgrades, RFC 9110 §15.2 and §7.8.
  INTERIM_WITH_BODY("RFC 9110 §15.2", KNOWN, GLITCH, GLITCH, REJECT),
  INTERIM_FLOOD("RFC 9110 §15.2", LOST, REJECT, REJECT, REJECT),
  UPGRADE_UNREQUESTED_101("RFC 9110 §15.2.2", LOST, REJECT, REJECT, REJECT),
  UPGRADE_BAD_ACCEPT("RFC 6455 §4.1", LOST, REJECT, REJECT, REJECT),
  UPGRADE_EXTRA("RFC 6455 §4.1", LOST, REJECT, REJECT, REJECT),

  // Requests, RFC 9112 §3. A request is read strictly under every profile.
  REQ_LINE_MALFORMED("RFC 9112 §3", LOST, REJECT, REJECT, REJECT),
  REQ_METHOD("RFC 9110 §9.1", LOST, REJECT, REJECT, REJECT),
  REQ_TARGET("RFC 9112 §3.2", LOST, REJECT, REJECT, REJECT),
  REQ_VERSION("RFC 9112 §2.3", LOST, REJECT, REJECT, REJECT),
  REQ_HOST("RFC 9112 §3.2", LOST, REJECT, REJECT, REJECT),
  /// A length and a coding: the oldest way to smuggle a request.
  REQ_FRAMING("RFC 9112 §6.1", LOST, REJECT, REJECT, REJECT),
  /// `Connection` names a field that every recipient must see: who removes it changes the message.
  REQ_CONNECTION("RFC 9110 §7.6.1", LOST, REJECT, REJECT, REJECT),
  REQ_EXPECT("RFC 9110 §10.1.1", KNOWN, REJECT, REJECT, REJECT),
  /// A quoted string that the chunk line does not close: some readers look for its end behind it.
  REQ_CHUNK_EXTENSION("RFC 9112 §7.1.1", LOST, REJECT, REJECT, REJECT),
  /// A field that must be known before the content; some recipients take it for a header.
  REQ_TRAILER("RFC 9110 §6.5.1", KNOWN, REJECT, REJECT, REJECT),
  LIMIT_REQUEST_LINE("RFC 9112 §3", LOST, REJECT, REJECT, REJECT);

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String section;
  private final Boundary boundary;
  private final Decision classic;
  private final Decision current;
  private final Decision strict;

  Rule(String section, Boundary boundary, Decision classic, Decision current, Decision strict) {
    this.section = section;
    this.boundary = boundary;
    this.classic = classic;
    this.current = current;
    this.strict = strict;
  }

  /// Returns the public name, for example `hdr-obs-fold`.
  public String slug() {
    return slug;
  }

  /// Returns where the requirement stands, for example `RFC 9112 §5.2`.
  public String section() {
    return section;
  }

  public Boundary boundary() {
    return boundary;
  }

  /// True for rules of requests only; they are never an origin's doing.
  public boolean concernsRequestsOnly() {
    return slug.startsWith("req-") || this == LIMIT_REQUEST_LINE;
  }

  Decision classic() {
    return classic;
  }

  Decision current() {
    return current;
  }

  Decision strict() {
    return strict;
  }
}
