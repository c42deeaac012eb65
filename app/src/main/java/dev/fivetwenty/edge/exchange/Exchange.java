package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.exchange.ResponseEdit.Delimited;
import dev.fivetwenty.edge.exchange.ResponseEdit.Fate;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.ReplySink;
import dev.fivetwenty.recorder.RetryReason;
import dev.fivetwenty.wire.FieldLines;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.RequestReader;
import dev.fivetwenty.wire.ResponseIndex;
import dev.fivetwenty.wire.Violation;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/// One request of a client and its response: finds the origin, makes the attempts, passes the reply
/// on, and answers by itself where there is none. Confined to the event loop.
///
/// ```text
/// start → attempt → (failed, safe to repeat → attempt) → head passed on → content → end
///            └ failed → an answer of the edge                  └ failed → visible abort
/// ```
final class Exchange implements ReplySink, Forwarding.End {

  /// Content type of the first record of a TLS connection, RFC 8446 §5.1.
  private static final int TLS_HANDSHAKE = 22;

  private final EdgeLoop loop;
  private final ClientConnection client;
  private final Settings settings;
  private final RequestIndex head;
  private final RequestTrace trace;
  private final Relay relay;
  private final SentRequest sent;
  private final Capture capture;

  private Methods method = Methods.OTHER;
  private boolean upgrade;
  private Request expected;
  private Route route;
  private Origin origin;
  /// See [Route#bit].
  private long tried;
  private Forwarding attempt;
  private long contentBytes;
  private boolean chunkOpen;
  private boolean requestComplete;
  private boolean committed;
  private boolean keep;
  private boolean tunnelled;
  private boolean over;

  /// @param whole the request has no content
  Exchange(
      EdgeLoop loop, ClientConnection client, Settings settings, RequestIndex head, boolean whole) {
    this.loop = loop;
    this.client = client;
    this.settings = settings;
    this.head = head;
    this.requestComplete = whole;
    trace = new RequestTrace(loop, client, head);
    relay = new Relay(client);
    sent = new SentRequest(loop.tapes());
    capture = new Capture(loop, client, head, trace, sent);
  }

  /// Starts with a request whose head is complete.
  void start() {
    trace.headRead();
    method = Methods.of(head);
    if (client.facts().trusted()) trace.takeRay();
    if (client.facts().plainOnTls()) {
      trace.refused("plain-on-tls");
      answer(400);
      return;
    }
    if (method == Methods.CONNECT) {
      answer(405);
    } else if (head.contentLength() > settings.mostBody()) {
      answer(413);
    } else if (loop.identity().isLoop(head)) {
      failed(new Judge(settings.origins()).loop(loop.identity().name()));
    } else if (!settings.edgePaths() || !EdgePaths.isOne(head)) {
      forward();
    } else {
      respond(EdgePaths.answer(head, trace, client, settings));
    }
  }

  private void forward() {
    route = Routing.find(settings.routes(), head);
    trace.route(route);
    if (route == null) {
      answer(404);
      return;
    }
    upgrade = RequestEdit.mayUpgrade(head);
    expected = method.request(head, upgrade);
    attempt(false);
  }

  // Attempts.

  private void attempt(boolean fresh) {
    long client = route.isByClient() ? ClientOf.key(head, this.client.facts()) : 0;
    origin = route.choose(loop.number(), client, tried, loop.nanos());
    if (origin == null) {
      trace.refused("no-origin");
      answer(503);
      return;
    }
    if (!sent.hasHead()) sent.head(editedHead());
    OriginPool pool = loop.pool(origin);
    attempt =
        pool.attempt(
            expected, method.isIdempotent(), fresh || upgrade || isUnsure(), this, this);
    trace.attempt(origin, attempt);
    sent.writeTo(attempt);
    if (requestComplete) attempt.endRequest();
    attempt.start();
  }

  /// Content that cannot be kept for a second attempt goes over a connection that is surely open.
  private boolean isUnsure() {
    return !requestComplete && head.contentLength() > SentRequest.MOST_CONTENT;
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

  @Override
  public void ended(Forwarding ended) {
    attempt = null;
    if (over) return;
    try {
      conclude(ended);
    } catch (RuntimeException e) {
      // Nobody above would tell the client.
      defect(e);
    }
  }

  private void conclude(Forwarding ended) {
    Judgement judgement = ended.judgement();
    trace.attempted(judgement);
    capture.attempted(ended, judgement, origin, route);
    route.attempted(
        origin, judgement.verdict().map(Verdict::cause).orElse(null), loop.nanos());
    if (judgement.verdict().isPresent()) failed(judgement.verdict().get());
    else if (tunnelled) endTunnel();
    else replied(ended);
  }

  private void failed(Verdict verdict) {
    if (tunnelled) {
      endTunnel();
      return;
    }
    takeBack();
    if (committed) {
      abort(verdict);
      return;
    }
    RetryReason reason = retryReason(verdict);
    if (reason == null) {
      failed(verdict, false);
      respond(trace.answer(verdict, settings));
    } else {
      loop.lane().meters().retry(origin.label(), verdict.cause(), reason);
      if (reason == RetryReason.NOT_SENT) tried |= route.bit(origin);
      attempt(true);
    }
  }

  private void failed(Verdict verdict, boolean seenByClient) {
    trace.failed(verdict, seenByClient, settings.presentation());
    capture.failed(verdict, origin, route);
  }

  /// A reply that broke in the same read as its head came is not on its way to the client yet.
  private void takeBack() {
    if (committed && relay.takeBack()) committed = false;
  }

  private RetryReason retryReason(Verdict verdict) {
    if (origin == null) return null;
    return RetryRule.decide(
        verdict, trace.attempts(), route.hasUntried(tried | route.bit(origin), loop.nanos()),
        method.isIdempotent(), route.retriesNonIdempotent(), sent.isReplayable());
  }

  private void abort(Verdict verdict) {
    over = true;
    failed(verdict, true);
    relay.flush();
    finish();
    client.abort(relay.endsByReset());
  }

  // The request, as it comes.

  /// Passes content on and takes it over.
  void requestContent(ByteBuf bytes) {
    contentBytes += bytes.readableBytes();
    if (contentBytes > settings.mostBody()) {
      bytes.release();
      if (!over) tooMuch();
      return;
    }
    if (over || attempt == null) {
      bytes.release();
      return;
    }
    capture.content(bytes);
    if (head.framing() == Framing.CHUNKED) sendFraming(chunkLine(bytes.readableBytes()));
    sent.content(bytes);
    attempt.write(bytes);
    if (!attempt.isWritable()) client.holdBack();
  }

  private void sendFraming(ByteBuf piece) {
    sent.framing(piece);
    attempt.write(piece);
  }

  private ByteBuf chunkLine(int length) {
    ByteBuf line = client.context().alloc().directBuffer(16);
    if (chunkOpen) line.writeBytes(Octets.CRLF);
    chunkOpen = true;
    Octets.hex(length, line);
    return line.writeBytes(Octets.CRLF);
  }

  void requestEnded(FieldLines trailers) {
    requestComplete = true;
    trace.requestRead();
    if (over || attempt == null) return;
    if (head.framing() == Framing.CHUNKED) {
      ByteBuf end = client.context().alloc().directBuffer(64);
      if (chunkOpen) end.writeBytes(Octets.CRLF);
      end.writeBytes(Octets.LAST_CHUNK);
      loop.responses().trailers(trailers, end);
      sendFraming(end.writeBytes(Octets.CRLF));
    }
    attempt.endRequest();
    attempt.flush();
  }

  /// What could be read of the request was read.
  void requestDrained() {
    if (!over && attempt != null && !requestComplete) attempt.flush();
  }

  @Override
  public void writable() {
    client.readOn();
  }

  /// Ends the attempt at hand: nobody wants its reply any more.
  private void cancel() {
    if (attempt == null) return;
    capture.brokenOff(attempt, origin, route);
    attempt.cancel();
  }

  private void tooMuch() {
    cancel();
    if (committed) {
      over = true;
      trace.refused("limit-request-body");
      finish();
      client.abort(relay.endsByReset());
    } else {
      trace.refused("limit-request-body");
      answer(413);
    }
  }

  /// The bytes that came are no request, or its content is broken.
  void requestRefused(Violation violation) {
    if (over) return;
    trace.refused(violation.rule().slug());
    if (isTlsRecord(violation)) {
      over = true;
      finish();
      client.exchangeEnded(false);
      return;
    }
    cancel();
    if (committed) {
      over = true;
      finish();
      client.abort(relay.endsByReset());
    } else {
      answer(RequestReader.status(violation.rule()));
    }
  }

  /// A client that speaks TLS to a port that does not cannot read an answer.
  private boolean isTlsRecord(Violation violation) {
    return violation.offset() == 0 && violation.octet() == TLS_HANDSHAKE;
  }

  /// The client stopped in the middle of its request.
  void clientStalled() {
    if (over) return;
    trace.refused("client-timeout");
    cancel();
    if (committed) {
      over = true;
      finish();
      client.abort(relay.endsByReset());
    } else {
      answer(408);
    }
  }

  // The reply, as it comes.

  @Override
  public void interimHead(ResponseIndex interim) {
    if (head.minorVersion() == 0) return;
    relay.interim(loop.responses().writeInterim(interim, client.context().alloc()));
  }

  @Override
  public void finalHead(ResponseIndex reply) {
    committed = true;
    sent.forgetContent();
    trace.replied(reply, attempt.endpoint().profile());
    if (!attempt.isReused()) learnKeepAlive(reply);
    if (reply.framing() == Framing.TUNNEL) {
      beginTunnel(reply);
      return;
    }
    Delimited delimited = ResponseEdit.delimited(reply.framing(), head.minorVersion());
    keep = client.mayBeKept() && delimited != Delimited.BY_CLOSE;
    Fate kept = head.minorVersion() == 0 ? Fate.KEPT_AS_ASKED : Fate.KEPT;
    relay.head(
        loop.responses().write(
            reply, delimited, keep ? kept : Fate.CLOSED, trace, client.context().alloc()),
        delimited);
  }

  private void learnKeepAlive(ResponseIndex reply) {
    int seconds = KeepAliveField.timeout(reply);
    if (seconds > 0) loop.pool(origin).announced(Duration.ofSeconds(seconds));
  }

  @Override
  public void content(ByteBuf bytes) {
    if (over) return;
    if (tunnelled) relay.raw(bytes.retain());
    else relay.content(bytes);
    if (client.isWritable()) return;
    // Often the system takes it all, and then nobody has to wait.
    relay.flush();
    if (!over && !client.isWritable()) attempt.holdBack(true);
  }

  @Override
  public void drained() {
    if (committed && !over) relay.flush();
  }

  private void replied(Forwarding ended) {
    over = true;
    relay.end(ended.trailers(), loop.responses());
    finish();
    client.exchangeEnded(keep && requestComplete);
  }

  /// The client takes more of the response, or no more for now.
  void clientWritable(boolean writable) {
    if (!over && attempt != null) attempt.holdBack(!writable);
  }

  // Answers of the edge.

  private void answer(int status) {
    respond(trace.answer(status, settings));
  }

  private void respond(EdgeAnswer answer) {
    over = true;
    sent.forgetContent();
    keep = requestComplete && client.mayBeKept();
    boolean bodyless = method == Methods.HEAD;
    Fate fate = !keep ? Fate.CLOSED : head.minorVersion() == 0 ? Fate.KEPT_AS_ASKED : Fate.KEPT;
    relay.whole(
        answer.write(bodyless, fate, trace, loop.date(), client.context().alloc()),
        bodyless ? 0 : answer.body().length);
    trace.answered(answer.status());
    finish();
    client.exchangeEnded(keep);
  }

  // Tunnels.

  private void beginTunnel(ResponseIndex reply) {
    tunnelled = true;
    relay.head(
        loop.responses().write(
            reply, Delimited.BODYLESS, Fate.KEPT, trace, client.context().alloc()),
        Delimited.BODYLESS);
    relay.flush();
    attempt.tunnel();
    client.tunnel();
  }

  /// Passes bytes of the client on and takes them over.
  void tunnelled(ByteBuf bytes) {
    trace.fromClient(bytes.readableBytes());
    attempt.write(bytes);
    attempt.flush();
    if (!attempt.isWritable()) client.holdTunnel();
  }

  /// The client sends no more, and what it sent still goes out; the origin may have a last word.
  void clientEndsTunnel() {
    attempt.endTunnel();
  }

  private void endTunnel() {
    over = true;
    finish();
    client.tunnelEnded();
  }

  // Ends.

  /// The client is gone: nobody wants the reply.
  void clientGone() {
    if (over) return;
    over = true;
    if (!tunnelled) trace.clientGone();
    cancel();
    finish();
  }

  /// Our own code failed; nobody else is to blame.
  void defect(Throwable thrown) {
    if (over) {
      client.cut();
      return;
    }
    cancel();
    takeBack();
    Verdict verdict = new Judge(settings.origins()).defect(thrown, committed);
    if (committed) {
      abort(verdict);
    } else {
      failed(verdict, false);
      respond(trace.answer(verdict, settings));
    }
  }

  private void finish() {
    sent.release();
    relay.release();
    trace.finish(relay, capture);
  }
}
