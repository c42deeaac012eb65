package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Understands the fields of a request that say where it ends and whom it is for,
/// RFC 9112 §3.2 and §6.3.
final class RequestFraming implements FieldSection.Meaning {

  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
  private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "chunked".getBytes(US_ASCII);
  private static final byte[] CONTINUE = "100-continue".getBytes(US_ASCII);

  private final HeadBuffer head;
  private final FieldIndex fields;
  private final RequestLine line;
  private final Tolerance tolerance;
  private final ContentLength length;
  private final TransferEncoding coding;
  private final Connection connection = new Connection();

  private int host;
  private boolean expect;
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
    expect = false;
    host = upgrade = websocketKey = -1;
  }

  @Override
  public boolean of(FieldName name, int field) {
    int from = fields.valueStart(field);
    int to = fields.valueEnd(field);
    return switch (name) {
      case HOST -> host(field, from, to);
      case CONTENT_LENGTH -> length.read(head.bytes(), from, to) && alone(field);
      case TRANSFER_ENCODING -> coding.read(head.bytes(), from, to) && coded(field, from, to);
      case CONNECTION -> {
        connection.read(head.bytes(), from, to);
        yield namesNothingDecisive(from, to);
      }
      case EXPECT -> expect(from, to);
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
    if (host < 0 && line.minor() > 0) return tolerance.allows(Rule.REQ_HOST, at);
    for (int i = 0; i < fields.count(); i++) {
      int from = fields.nameStart(i);
      if (looksLikeFraming(from, fields.nameEnd(i))) {
        return tolerance.allows(Rule.REQ_FRAMING, from);
      }
    }
    return true;
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

  /// True if the client may wait for an interim response before it sends content, RFC 9110 §10.1.1.
  boolean continueExpected() {
    return expect && line.minor() == 1 && framing() != Framing.NONE;
  }

  /// Returns the Host field, or -1.
  int host() {
    return host;
  }

  /// Returns the field with the WebSocket key, or -1.
  int websocketKey() {
    return websocketKey;
  }

  private boolean host(int field, int from, int to) {
    if (host >= 0) return tolerance.allows(Rule.REQ_HOST, fields.nameStart(field));
    host = field;
    // No URI of the two schemes has an empty host, RFC 9110 §4.2.1.
    int broken = from == to ? from : Authority.brokenAt(head.bytes(), from, to);
    if (broken >= 0) return tolerance.allows(Rule.REQ_HOST, broken);
    return agrees(from, to) || tolerance.allows(Rule.REQ_HOST, from);
  }

  /// A target that names a host of its own must name the same one.
  private boolean agrees(int from, int to) {
    if (!line.hasAuthority()) return true;
    return Authority.same(
        head.bytes(), line.authorityStart(), line.authorityEnd(), from, to, line.defaultPort());
  }

  /// CGI and its heirs read `_` in a name as `-`: two fields for us, one for them.
  private boolean looksLikeFraming(int from, int to) {
    return switch (to - from) {
      case 14 -> isUnderscored(from, CONTENT_LENGTH);
      case 17 -> isUnderscored(from, TRANSFER_ENCODING);
      default -> false;
    };
  }

  /// True if `lower` stands at `from` but for an underscore in the place of its hyphen.
  private boolean isUnderscored(int from, byte[] lower) {
    byte[] bytes = head.bytes();
    boolean underscore = false;
    for (int i = 0; i < lower.length; i++) {
      int octet = Scan.lowered(bytes[from + i]);
      underscore |= octet == '_';
      if (octet != lower[i] && !(octet == '_' && lower[i] == '-')) return false;
    }
    return underscore;
  }

  /// Fields that `Connection` names are removed on the way; these must arrive.
  private boolean namesNothingDecisive(int from, int to) {
    byte[] bytes = head.bytes();
    for (int at = from; at < to; at++) {
      int start = Scan.spaceEnd(bytes, at, to);
      at = Scan.memberEnd(bytes, start, to);
      int end = Scan.trimmedEnd(bytes, start, at);
      boolean decisive =
          Scan.same(bytes, start, end, HOST)
              || Scan.same(bytes, start, end, CONTENT_LENGTH)
              || Scan.same(bytes, start, end, TRANSFER_ENCODING);
      if (decisive && !tolerance.allows(Rule.REQ_CONNECTION, start)) return false;
    }
    return true;
  }

  private boolean expect(int from, int to) {
    boolean again = expect;
    expect = true;
    boolean known = Scan.same(head.bytes(), from, to, CONTINUE);
    return known && !again || tolerance.allows(Rule.REQ_EXPECT, from);
  }

  private boolean alone(int field) {
    return !coding.isChunked() || tolerance.allows(Rule.REQ_FRAMING, fields.nameStart(field));
  }

  private boolean coded(int field, int from, int to) {
    int at = fields.nameStart(field);
    if (line.minor() == 0 && !tolerance.allows(Rule.TE_HTTP10, at)) return false;
    // An empty member beside the one name: who compares the whole value finds no coding at all.
    if (!Scan.same(head.bytes(), from, to, CHUNKED)) {
      int comma = Scan.memberEnd(head.bytes(), from, to);
      if (!tolerance.allows(Rule.TE_EMPTY, comma)) return false;
    }
    return length.value() < 0 || tolerance.allows(Rule.REQ_FRAMING, at);
  }
}
