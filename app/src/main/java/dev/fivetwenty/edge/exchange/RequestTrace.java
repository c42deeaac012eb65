package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.client.ClientOf;
import dev.fivetwenty.edge.head.EdgeAnswer;
import dev.fivetwenty.edge.head.KnownField;
import dev.fivetwenty.edge.head.Octets;
import dev.fivetwenty.edge.head.RayId;
import dev.fivetwenty.edge.head.RayText;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.policy.Decision;
import dev.fivetwenty.policy.errorpage.Failure;
import dev.fivetwenty.policy.errorpage.Visitor;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.ResponseIndex;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// What is known of one exchange while it lasts: its Ray ID, times, sizes and how it failed. Becomes
/// the record for log and metrics, and is what answers of the edge are made from. Confined to the
/// event loop.
final class RequestTrace implements RayText {

  /// Of a limit: whose header section uses more is looked at closely, before it fails.
  private static final int NEAR_PERCENT = 80;

  /// Of one response in so many the biggest fields are noted, and of all that are near a limit.
  private static final int SAMPLED = 64 - 1;

  private final EdgeLoop loop;
  private final ClientConnection client;
  private final RequestIndex head;
  private final long started;
  private final long startOffset;
  private final long ray;
  private boolean headComplete;
  private int foreignRay = -1;
  private long requestRead = ExchangeRecord.NEVER;
  private Route route;
  private Origin origin;
  private int attempts;
  private Verdict verdict;
  private int statusIfUncommitted;
  private String refusal;
  private String ruleId;
  private String notedRules;
  private boolean countsResponse;
  /// Whole field lines; null for none.
  private byte[] announced;
  private boolean edgeMade;
  private String cacheStatus;
  private boolean clientGone;
  private int status;
  private int originStatus;
  private long sectionBytes = ExchangeRecord.NEVER;
  private long sectionLimit;
  private List<Field> largest = List.of();
  private int glitches;
  private long tunnelBytes;
  private Forwarding last;

  RequestTrace(EdgeLoop loop, ClientConnection client, RequestIndex head) {
    this.loop = loop;
    this.client = client;
    this.head = head;
    started = client.requests().began(loop.nanos());
    startOffset = client.requests().start();
    ray = loop.nextRay();
  }

  // What happens.

  void headRead() {
    headComplete = true;
  }

  /// Takes the Ray ID of a trusted peer over, unless it is none that could be asked for.
  void takeRay() {
    int field = head.find("CF-Ray", 0);
    boolean isUsable =
        field >= 0 && RayId.isUsable(head.bytes(), head.valueStart(field), head.valueEnd(field));
    foreignRay = isUsable ? field : -1;
  }

  void requestRead() {
    requestRead = loop.nanos() - started;
  }

  void route(Route found) {
    route = found;
  }

  void attempt(Origin at, Forwarding attempt) {
    origin = at;
    last = attempt;
    attempts++;
  }

  /// Notes what was tolerated of an attempt that is over, and how large its head was if it was too large.
  void attempted(Forwarding attempt) {
    Judgement judgement = attempt.judgement();
    glitches += judgement.glitches().size();
    for (Violation glitch : judgement.glitches()) loop.lane().meters().glitch(glitch.rule());
    if (judgement.verdict().isPresent()) {
      attempt.observation().reply().filter(WireReport::isSectionTooLarge)
          .ifPresent(this::refusedForSize);
    }
  }

  private void refusedForSize(WireReport reply) {
    sectionBytes = reply.sectionBytes();
    largest = reply.largestFields();
  }

  /// @param committed the head had been passed on, so that the status shows nothing
  void failed(Verdict why, boolean committed, Presentation presentation) {
    verdict = why;
    if (committed) statusIfUncommitted = why.status(presentation);
  }

  void refused(String why) {
    refusal = why;
  }

  /// Takes what the rules said so far.
  void decided(Decision decision) {
    ruleId = decision.decidedBy();
    notedRules = decision.notedIds();
    countsResponse = decision.countsResponse();
    if (decision.isAnnounced()) {
      announced =
          Octets.ascii(
              "RateLimit-Policy: " + decision.policyField() + "\r\nRateLimit: " + decision.limitField() + "\r\n");
    }
  }

  /// Returns whether limits may count the response, which they do once.
  boolean takeResponseToCount() {
    boolean counts = countsResponse;
    countsResponse = false;
    return counts;
  }

  void replied(ResponseIndex reply, Profile profile) {
    originStatus = status = reply.status();
    sectionBytes = reply.sectionBytes();
    sectionLimit = profile.limits().headerSection();
    if (isNearLimit() || (ray & SAMPLED) == 0) largest = reply.largestFields();
  }

  /// Returns whether the reply's header section comes near to what the profile allows.
  boolean isNearLimit() {
    return sectionBytes * 100 > sectionLimit * NEAR_PERCENT;
  }

  void answered(int ownStatus) {
    status = ownStatus;
    edgeMade = true;
  }

  /// @param how see [ExchangeRecord#cacheStatus]
  void stoodIn(int ownStatus, String how) {
    answered(ownStatus);
    cacheStatus = how;
  }

  void clientGone() {
    clientGone = true;
  }

  void fromClient(int bytes) {
    tunnelBytes += bytes;
  }

  // What can be asked.

  long ray() {
    return ray;
  }

  /// Returns the field whose value is the Ray ID, or -1.
  int foreignRay() {
    return foreignRay;
  }

  byte[] site() {
    return loop.site();
  }

  int attempts() {
    return attempts;
  }

  int status() {
    return status;
  }

  int originStatus() {
    return originStatus;
  }

  @Override
  public void write(byte[] name, ByteBuf out) {
    out.writeBytes(name);
    if (foreignRay >= 0) {
      int from = head.valueStart(foreignRay);
      out.writeBytes(head.bytes(), from, head.valueEnd(foreignRay) - from);
    } else {
      RayId.write(ray, out);
      out.writeBytes(loop.site());
    }
    out.writeBytes(Octets.CRLF);
  }

  Failure failure(Verdict why, Settings settings) {
    return Failure.of(why, settings.presentation(), visitor());
  }

  Failure failure(int code) {
    return Failure.of(code, visitor());
  }

  @Override
  public void added(ByteBuf out) {
    if (announced != null) out.writeBytes(announced);
  }

  Route foundRoute() {
    return route;
  }

  EdgeAnswer answer(Failure failure, Settings settings) {
    return EdgeAnswer.of(settings.pages().answer(failure, accept()));
  }

  EdgeAnswer answer(Verdict why, Settings settings) {
    return answer(failure(why, settings), settings);
  }

  EdgeAnswer answer(int code, Settings settings) {
    return answer(failure(code), settings);
  }

  /// @param retrySeconds after which the same request may be let through; 0 where waiting does not help
  EdgeAnswer answer(int code, long retrySeconds, Settings settings) {
    Failure failure = failure(code);
    boolean later = retrySeconds > 0 && failure.isRetryable();
    return answer(
        later ? failure.retryAfter((int) Math.min(retrySeconds, Integer.MAX_VALUE)) : failure, settings);
  }

  Visitor visitor() {
    ClientFacts facts = client.facts();
    String id = foreignRay >= 0 ? head.value(foreignRay) : RayId.text(ray, loop.settings().site());
    return new Visitor(
        id, loop.wall().instant(), facts.isTls() ? "https" : "http", value("Host"), facts.text(),
        facts.seesDetails());
  }

  /// Returns the values of all `Accept` fields.
  String accept() {
    if (!headComplete) return "";
    int first = head.find("Accept", 0);
    if (first < 0) return "";
    String values = head.value(first);
    for (int i = head.find("Accept", first + 1); i >= 0; i = head.find("Accept", i + 1)) {
      values += ", " + head.value(i);
    }
    return values;
  }

  String userAgent() {
    return value("User-Agent");
  }

  String protocol() {
    return "HTTP/1." + head.minorVersion();
  }

  private String value(String name) {
    int field = headComplete ? head.find(name, 0) : -1;
    return field < 0 ? "" : head.value(field);
  }

  // The end.

  void finish(Relay relay, Capture capture) {
    ExchangeRecord record = loop.lane().next();
    record.endedMillis = loop.wall().millis();
    record.total = loop.nanos() - started;
    record.ray = ray;
    record.site = loop.settings().site();
    record.requestBody = requestRead;
    clientSide(record);
    texts(record);
    originSide(record);
    record.status = status;
    record.edgeMade = edgeMade;
    record.cacheStatus = cacheStatus;
    record.statusIfUncommitted = statusIfUncommitted;
    record.refusal = refusal;
    record.ruleId = ruleId;
    record.notedRules = notedRules;
    record.clientGone = clientGone;
    record.bytesFromClient = client.requests().offset() - startOffset + tunnelBytes;
    record.bytesToClient = relay.bytes();
    record.bodyBytesToClient = relay.bodyBytes();
    record.glitches = glitches;
    record.sectionBytes = sectionBytes;
    record.largestFields = largest;
    failure(record);
    capture.finish(record, verdict);
    loop.lane().publish();
  }

  private void clientSide(ExchangeRecord record) {
    ClientFacts facts = client.facts();
    record.clientAddress = facts.text();
    record.clientPort = facts.port();
    record.peerTrusted = facts.trusted();
    record.listener = client.listener().label();
    record.scheme = facts.isTls() ? "https" : "http";
    record.tlsVersion = facts.tlsVersion();
    record.tlsCipher = facts.tlsCipher();
    record.alpn = facts.alpn();
    record.clientExchange = client.exchanges();
  }

  private void texts(ExchangeRecord record) {
    if (!head.hasTarget()) return;
    byte[] bytes = head.bytes();
    record.text(Text.METHOD, bytes, head.methodStart(), head.methodEnd());
    record.text(Text.TARGET, bytes, head.targetStart(), head.targetEnd());
    if (head.hasVersion()) record.text(Text.PROTOCOL, bytes, head.targetEnd() + 1, head.targetEnd() + 9);
    if (!headComplete) return;
    for (int i = 0; i < head.fieldCount(); i++) {
      switch (KnownField.of(head, i)) {
        case HOST -> text(record, Text.HOST, i);
        case REFERER -> text(record, Text.REFERER, i);
        case USER_AGENT -> text(record, Text.USER_AGENT, i);
        case X_FORWARDED_FOR -> text(record, Text.FORWARDED_FOR, i);
        default -> {}
      }
    }
    ClientOf.write(head, client.facts(), record);
    if (foreignRay >= 0) text(record, Text.FOREIGN_RAY, foreignRay);
  }

  private void text(ExchangeRecord record, Text text, int field) {
    record.text(text, head.bytes(), head.valueStart(field), head.valueEnd(field));
  }

  private void originSide(ExchangeRecord record) {
    record.route = route == null ? null : route.label();
    record.origin = origin == null ? null : origin.label();
    record.attempts = attempts;
    record.originStatus = originStatus;
    if (last == null) return;
    record.originAddress = last.address();
    record.reused = last.isReused();
    record.originExchange = last.exchange();
    record.bytesToOrigin = last.sent();
    record.bytesFromOrigin = last.received();
    record.connect = last.isReused() ? ExchangeRecord.NEVER : last.connectedNanos();
    record.originFirstByte = last.firstByteNanos();
  }

  private void failure(ExchangeRecord record) {
    if (verdict == null) return;
    record.cause = verdict.cause();
    record.stage = verdict.stage();
    record.offset = verdict.offset().orElse(-1);
  }
}
