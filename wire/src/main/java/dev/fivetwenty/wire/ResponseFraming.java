package dev.fivetwenty.wire;

import java.util.Arrays;

/// Understands the fields of a response that say where it ends and what becomes of the connection,
/// RFC 9112 §6.3 and §9.3.
final class ResponseFraming implements FieldSection.Meaning {

  private static final int NONE = -1;

  private final HeadBuffer head;
  private final FieldIndex fields;
  private final StatusLine line;
  private final Tolerance tolerance;
  private final ContentLength length;
  private final TransferEncoding coding;
  private final WebSocketAnswer webSocket;
  private final Connection connection = new Connection();

  private Request request;
  private int location;
  private int disposition;
  private boolean doubtful;

  ResponseFraming(HeadBuffer head, FieldIndex fields, StatusLine line, Tolerance tolerance) {
    this.head = head;
    this.fields = fields;
    this.line = line;
    this.tolerance = tolerance;
    length = new ContentLength(tolerance);
    coding = new TransferEncoding(tolerance);
    webSocket = new WebSocketAnswer(tolerance);
  }

  /// Starts a head of the reply to `newRequest`.
  void begin(Request newRequest) {
    request = newRequest;
    length.begin();
    coding.begin();
    webSocket.begin(newRequest);
    location = disposition = NONE;
    connection.begin();
    doubtful = false;
  }

  @Override
  public boolean of(FieldName name, int field) {
    int from = fields.valueStart(field);
    int to = fields.valueEnd(field);
    if (name.isFraming() && line.isInterim()) {
      return tolerance.allows(Rule.INTERIM_WITH_BODY, fields.nameStart(field));
    }
    return switch (name) {
      case CONTENT_LENGTH -> length.read(head.bytes(), from, to) && alone(field);
      case TRANSFER_ENCODING ->
          coding.read(head.bytes(), from, to, describesOnly()) && coded(field);
      case CONNECTION -> {
        connection.read(head.bytes(), from, to);
        yield true;
      }
      case LOCATION -> location(field);
      case CONTENT_DISPOSITION -> disposition(field);
      default -> line.status() != 101 || webSocket.allows(name, head.bytes(), from, to);
    };
  }

  /// Says that the head ends with the empty line at `at`.
  boolean end(int at) {
    return line.status() != 101 || webSocket.allowsEnd(at);
  }

  /// Returns how the end of content is known, RFC 9112 §6.3 in its order.
  Framing framing() {
    int status = line.status();
    boolean accepted = status / 100 == 2 && request.method().equals("CONNECT");
    if (status == 101 || accepted) return Framing.TUNNEL;
    boolean bodyless = status < 200 || status == 204 || status == 304;
    if (bodyless || request.method().equals("HEAD")) return Framing.NONE;
    if (coding.isChunked()) return Framing.CHUNKED;
    return length.value() < 0 ? Framing.CLOSE : Framing.LENGTH;
  }

  /// Returns the value of Content-Length, -1 without one or where chunked overrides it.
  long contentLength() {
    return coding.isChunked() ? -1 : length.value();
  }

  /// Returns the rule that bytes behind the message break.
  Rule excess() {
    if (framing() != Framing.NONE) return Rule.BODY_EXCESS;
    return switch (line.status()) {
      case 204 -> Rule.BODYLESS_204;
      case 304 -> Rule.BODYLESS_304;
      default -> Rule.BODYLESS_HEAD;
    };
  }

  /// True if both sides may use the connection again once the response is complete.
  boolean keepAlive() {
    return connection.persists(line.minor())
        && !line.saysHttp2()
        && !doubtful
        && !coding.isOdd();
  }

  /// True where RFC 9112 §6.1 has the field say how the content of another response would be coded.
  private boolean describesOnly() {
    return line.status() == 304 || request.method().equals("HEAD");
  }

  private boolean alone(int field) {
    return !coding.isChunked() || doubt(Rule.CL_TE, field);
  }

  private boolean coded(int field) {
    if (!coding.isChunked()) return true;
    if (line.minor() == 0 && !doubt(Rule.TE_HTTP10, field)) return false;
    return length.value() < 0 || doubt(Rule.CL_TE, field);
  }

  /// The transfer coding is believed, but nobody after us need agree: not on this connection.
  private boolean doubt(Rule rule, int field) {
    doubtful = true;
    return tolerance.allows(rule, fields.nameStart(field));
  }

  private boolean location(int field) {
    if (location == NONE) location = field;
    return same(location, field) || tolerance.allows(Rule.HDR_DUP_LOCATION, valueStart(field));
  }

  private boolean disposition(int field) {
    if (disposition == NONE) disposition = field;
    return same(disposition, field)
        || tolerance.allows(Rule.HDR_DUP_DISPOSITION, valueStart(field));
  }

  private int valueStart(int field) {
    return fields.valueStart(field);
  }

  private boolean same(int first, int other) {
    byte[] bytes = head.bytes();
    return Arrays.equals(
        bytes, valueStart(first), fields.valueEnd(first),
        bytes, valueStart(other), fields.valueEnd(other));
  }
}
