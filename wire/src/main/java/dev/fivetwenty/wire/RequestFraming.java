package dev.fivetwenty.wire;

/// Understands the fields of a request that say where it ends and whom it is for,
/// RFC 9112 §3.2 and §6.3.
final class RequestFraming implements FieldSection.Meaning {

  private final HeadBuffer head;
  private final FieldIndex fields;
  private final RequestLine line;
  private final Tolerance tolerance;
  private final ContentLength length;
  private final TransferEncoding coding;
  private final Connection connection = new Connection();

  private boolean hostSeen;
  private int upgrade;
  private int websocketKey;

  RequestFraming(HeadBuffer head, FieldIndex fields, RequestLine line, Tolerance tolerance) {
    this.head = head;
    this.fields = fields;
    this.line = line;
    this.tolerance = tolerance;
    length = new ContentLength(tolerance);
    coding = new TransferEncoding(tolerance);
  }

  void begin() {
    length.begin();
    coding.begin();
    connection.begin();
    hostSeen = false;
    upgrade = websocketKey = -1;
  }

  @Override
  public boolean of(FieldName name, int field) {
    int from = fields.valueStart(field);
    int to = fields.valueEnd(field);
    return switch (name) {
      case HOST -> host(field, from, to);
      case CONTENT_LENGTH -> length.read(head.bytes(), from, to) && alone(field);
      case TRANSFER_ENCODING -> coding.read(head.bytes(), from, to) && coded(field);
      case CONNECTION -> {
        connection.read(head.bytes(), from, to);
        yield true;
      }
      case UPGRADE -> {
        upgrade = field;
        yield true;
      }
      case SEC_WEBSOCKET_KEY -> {
        websocketKey = field;
        yield true;
      }
      default -> true;
    };
  }

  /// Says that the head ends with the empty line at `at`, and returns whether it is acceptable.
  boolean end(int at) {
    return hostSeen || line.minor() == 0 || tolerance.allows(Rule.REQ_HOST, at);
  }

  Framing framing() {
    if (coding.isChunked()) return Framing.CHUNKED;
    return length.value() > 0 ? Framing.LENGTH : Framing.NONE;
  }

  long contentLength() {
    return length.value();
  }

  boolean keepAlive() {
    return connection.persists(line.minor());
  }

  /// True if the request asks for another protocol, RFC 9110 §7.8.
  boolean upgradeRequested() {
    return upgrade >= 0 && connection.mentionsUpgrade() && line.minor() == 1;
  }

  /// Returns the field with the WebSocket key, or -1.
  int websocketKey() {
    return websocketKey;
  }

  private boolean host(int field, int from, int to) {
    if (hostSeen) return tolerance.allows(Rule.REQ_HOST, fields.nameStart(field));
    hostSeen = true;
    int broken = Authority.brokenAt(head.bytes(), from, to);
    if (broken >= 0) return tolerance.allows(Rule.REQ_HOST, broken);
    return agrees(from, to) || tolerance.allows(Rule.REQ_HOST, from);
  }

  /// A target that names a host of its own must name the same one.
  private boolean agrees(int from, int to) {
    if (!line.hasAuthority()) return true;
    int length = to - from;
    if (line.authorityEnd() - line.authorityStart() != length) return false;
    byte[] bytes = head.bytes();
    for (int i = 0; i < length; i++) {
      int own = Scan.lowered(bytes[line.authorityStart() + i]);
      if (own != Scan.lowered(bytes[from + i])) return false;
    }
    return true;
  }

  private boolean alone(int field) {
    return !coding.isChunked() || tolerance.allows(Rule.REQ_FRAMING, fields.nameStart(field));
  }

  private boolean coded(int field) {
    int at = fields.nameStart(field);
    if (line.minor() == 0 && !tolerance.allows(Rule.TE_HTTP10, at)) return false;
    return length.value() < 0 || tolerance.allows(Rule.REQ_FRAMING, at);
  }
}
