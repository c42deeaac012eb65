package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.client.ClientOf;
import dev.fivetwenty.edge.head.KeepAliveField;
import dev.fivetwenty.edge.head.Methods;
import dev.fivetwenty.edge.head.RequestEdit;
import dev.fivetwenty.edge.keeping.SentRequest;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.ReplySink;
import dev.fivetwenty.recorder.RetryReason;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/// Makes the attempts of one exchange: chooses the origin, writes the head for it, and says whether
/// there is another. Confined to the event loop.
final class Attempts {

  private final EdgeLoop loop;
  private final ClientConnection client;
  private final RequestIndex head;
  private final RequestTrace trace;
  private final SentRequest sent;
  private final Capture capture;
  private Route route;
  private Methods method;
  private boolean upgrade;
  private Request expected;
  /// Of the attempt at hand, or of the last one; null before there is one, as is the route.
  private Origin origin;
  /// See [Route#bit].
  private long tried;

  Attempts(
      EdgeLoop loop, ClientConnection client, RequestIndex head, RequestTrace trace,
      SentRequest sent, Capture capture) {
    this.loop = loop;
    this.client = client;
    this.head = head;
    this.trace = trace;
    this.sent = sent;
    this.capture = capture;
  }

  /// Says where they go.
  void on(Route chosen, Methods of) {
    route = chosen;
    method = of;
    upgrade = RequestEdit.mayUpgrade(head);
    expected = of.request(head, upgrade);
  }

  /// Chooses the origin of the next attempt and returns whether there is one.
  boolean choose() {
    long key = route.isByClient() ? ClientOf.key(head, client.facts()) : 0;
    origin = route.choose(loop.number(), key, tried, loop.nanos());
    return origin != null;
  }

  /// Returns the next attempt, to which what there is of the request was written.
  ///
  /// @param fresh only a new connection will do
  /// @param whole nothing more of the request comes
  Forwarding next(boolean fresh, boolean whole, ReplySink sink, Forwarding.End end) {
    if (!sent.hasHead()) sent.head(editedHead());
    // Content that cannot be kept for a second attempt goes over a connection that is surely open.
    boolean unsure = !whole && head.contentLength() > SentRequest.MOST_CONTENT;
    Forwarding attempt =
        loop.pool(origin)
            .attempt(expected, method.isIdempotent(), fresh || upgrade || unsure, sink, end);
    trace.attempt(origin, attempt);
    sent.writeTo(attempt);
    if (!whole && !sent.hasContent() && RequestEdit.expectsContinue(head)) attempt.expect();
    return attempt;
  }

  private ByteBuf editedHead() {
    ClientFacts facts = client.facts();
    byte[] host = route.host().instead(origin);
    if (host == null && head.find("Host", 0) < 0) host = origin.authority();
    return loop.requests().write(
        head,
        new RequestEdit.Facts(
            host, trace.ray(), trace.site(), trace.foreignRay(), facts.octets(), facts.isTls(),
            facts.trusted(), upgrade),
        client.context().alloc());
  }

  /// Takes note of an attempt that is over, and has the route learn from it.
  void ended(Forwarding attempt) {
    Judgement judgement = attempt.judgement();
    trace.attempted(attempt);
    capture.attempted(attempt, judgement, origin, route);
    route.attempted(
        origin, judgement.verdict().map(Verdict::cause).orElse(null), loop.nanos());
  }

  /// Learns from a reply how long the origin keeps connections.
  void replied(ResponseIndex reply) {
    int seconds = KeepAliveField.timeout(reply);
    if (seconds > 0) loop.pool(origin).announced(Duration.ofSeconds(seconds));
  }

  /// Returns whether there is another attempt after one that failed, and takes note of why.
  boolean again(Verdict verdict) {
    if (origin == null) return false;
    RetryReason reason =
        RetryRule.decide(
            verdict, trace.attempts(), route.hasUntried(tried | route.bit(origin), loop.nanos()),
            method.isIdempotent(), route.retriesNonIdempotent(), sent.isReplayable());
    if (reason == null) return false;
    loop.lane().meters().retry(origin.label(), verdict.cause(), reason);
    if (reason == RetryReason.NOT_SENT) tried |= route.bit(origin);
    return true;
  }

  /// Breaks an attempt off: nobody wants its reply any more.
  void cancel(Forwarding attempt) {
    capture.brokenOff(attempt, origin, route);
    attempt.cancel();
  }

  /// Takes note of why the exchange failed.
  void failed(Verdict verdict) {
    capture.failed(verdict, origin, route);
  }
}
