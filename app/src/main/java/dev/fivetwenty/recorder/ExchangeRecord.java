package dev.fivetwenty.recorder;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.wire.Field;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// What is known of one exchange when it has ended: a slot of a [Lane], used again and again.
///
/// The event loop gets it cleared from [Lane#next], fills it and publishes it. A sink reads it
/// during [ExchangeSink#accept] and keeps nothing of it but [#kept], [#largestFields] and the strings. Strings are
/// constants or belong to a connection or the configuration; none is made for an exchange. What a
/// peer wrote goes into [#texts].
///
/// The fields are public because this is a form to fill in, not an object that keeps a promise.
/// Durations are in nanoseconds. -1 stands for "did not happen", null for "does not apply".
public final class ExchangeRecord {

  /// Did not happen.
  public static final long NEVER = -1;

  // When, and which.

  /// Wall clock at the end of the exchange, milliseconds since 1970.
  public long endedMillis;
  /// Our Ray ID, shown as 16 hexadecimal digits and `-` [#site], unless there is a foreign one.
  public long ray;
  public String site;

  // The client's side.

  /// Of the peer, or of whom a PROXY header named: as text, made once per connection. Where it is trusted
  /// and named another, that one stands in [Text#VISITOR].
  public String clientAddress;
  public int clientPort;
  /// The operator trusts the connection's other end: it is a proxy of theirs, or a CDN.
  public boolean peerTrusted;
  public Label listener;
  /// `http` or `https`.
  public String scheme;
  /// As `TLSv1.3`; null without TLS, as are the two that follow.
  public String tlsVersion;
  public String tlsCipher;
  public String alpn;
  /// Which exchange of its connection this is, from 1.
  public int clientExchange;
  /// The client left, or reset its connection, before it had everything.
  public boolean clientGone;

  // The answer.

  /// What the client was sent; 0 when no final head was.
  public int status;
  /// The edge wrote the answer itself.
  public boolean edgeMade;
  /// For a failure after the head was sent: the status that it would have had; else 0.
  public int statusIfUncommitted;
  /// Why the edge refused the request: the slug of a rule or of a limit.
  public String refusal;
  /// What decided about the request, by the rules of the operator: the id of a rule, `access:block` or
  /// `access:allow`.
  public String ruleId;
  /// The ids of rules that held without deciding, with a space between two: they log or skip, or are in
  /// shadow mode. The one string that may be made for an exchange, where there are several.
  public String notedRules;
  /// As in Cache-Status (RFC 9211).
  public String cacheStatus;

  // The origin's side, of the last attempt.

  public Label route;
  public Label origin;
  /// The address that was connected to, as text.
  public String originAddress;
  /// The status of the origin's final response; 0 when there was none.
  public int originStatus;
  public int attempts;
  /// The last attempt went over a kept connection.
  public boolean reused;
  /// Which exchange of its origin connection this is, from 1; 0 without a connection.
  public int originExchange;

  // Bytes and times.

  /// Bytes of the request as it came, head included; without TLS.
  public long bytesFromClient;
  public long bytesToClient;
  /// Of [#bytesToClient] those behind the head, with their framing.
  public long bodyBytesToClient;
  public long bytesToOrigin;
  public long bytesFromOrigin;
  /// From the first byte of the request to the last of the answer.
  public long total;
  /// From the end of the request's head to the end of its content.
  public long requestBody;
  /// Name, TCP and TLS of the last attempt; [#NEVER] on a kept connection.
  public long connect;
  /// From the last attempt's first byte out to its first byte in.
  public long originFirstByte;

  // What went wrong.

  /// Null when nothing failed.
  public Cause cause;
  public Stage stage;
  /// Of the first offending byte on the origin connection, or -1.
  public long offset;
  public int glitches;

  // What is kept.

  /// Only for exchanges that are worth it.
  public Kept kept;
  /// It was worth keeping, but too many like it were kept just now.
  public boolean surplus;
  /// Bytes of the final response's header section, or of one that was refused because it is too large, as
  /// far as it was measured; [#NEVER] without either.
  public long sectionBytes;
  /// The biggest fields of that section; empty for most exchanges.
  public List<Field> largestFields;

  private final Texts texts = new Texts();

  ExchangeRecord() {
    clear();
  }

  /// Copies `source[from, to)`, up to the limit of `text`. What was sent empty is given empty; what was
  /// not sent is not given.
  public void text(Text text, byte[] source, int from, int to) {
    texts.set(text, source, from, to);
  }

  public Texts texts() {
    return texts;
  }

  /// Returns the Ray ID as the visitor saw it.
  public String rayId() {
    if (!texts.has(Text.FOREIGN_RAY)) return HexFormat.of().toHexDigits(ray) + "-" + site;
    int from = texts.start(Text.FOREIGN_RAY);
    return new String(texts.bytes(), from, texts.end(Text.FOREIGN_RAY) - from, StandardCharsets.ISO_8859_1);
  }

  public boolean hasFailed() {
    return cause != null;
  }

  /// True for a failure that came after the head had been passed on, and so shows in no status.
  public boolean abortedAfterHead() {
    return statusIfUncommitted != 0;
  }

  /// Makes the slot as new. Every field is set here, which a test checks by reflection.
  void clear() {
    clearClient();
    clearOrigin();
    clearMeasures();
    texts.clear();
  }

  /// Drops what would keep memory alive while the slot waits for its next use.
  void release() {
    kept = null;
    largestFields = List.of();
    texts.giveBackRoom();
  }

  private void clearClient() {
    endedMillis = 0;
    ray = 0;
    site = null;
    clientAddress = null;
    clientPort = 0;
    peerTrusted = false;
    listener = null;
    scheme = null;
    tlsVersion = null;
    tlsCipher = null;
    alpn = null;
    clientExchange = 0;
    clientGone = false;
    status = 0;
    edgeMade = false;
    statusIfUncommitted = 0;
    refusal = null;
    ruleId = null;
    notedRules = null;
    cacheStatus = null;
  }

  private void clearOrigin() {
    route = null;
    origin = null;
    originAddress = null;
    originStatus = 0;
    attempts = 0;
    reused = false;
    originExchange = 0;
    cause = null;
    stage = null;
    offset = -1;
    glitches = 0;
    kept = null;
    surplus = false;
    largestFields = List.of();
  }

  private void clearMeasures() {
    bytesFromClient = 0;
    bytesToClient = 0;
    bodyBytesToClient = 0;
    bytesToOrigin = 0;
    bytesFromOrigin = 0;
    sectionBytes = NEVER;
    total = NEVER;
    requestBody = NEVER;
    connect = NEVER;
    originFirstByte = NEVER;
  }
}
