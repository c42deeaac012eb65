package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.head.EdgeAnswer;
import dev.fivetwenty.edge.head.Methods;
import dev.fivetwenty.edge.head.ResponseEdit;
import dev.fivetwenty.edge.head.ResponseEdit.Delimited;
import dev.fivetwenty.edge.head.ResponseEdit.Fate;
import dev.fivetwenty.edge.keeping.SentRequest;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.ReplySink;
import dev.fivetwenty.policy.errorpage.Failure;
import dev.fivetwenty.wire.FieldLines;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.RequestReader;
import dev.fivetwenty.wire.ResponseIndex;
import dev.fivetwenty.wire.Violation;
import io.netty.buffer.ByteBuf;

/// One request of a client and its response: finds the origin, makes the attempts, passes the reply
/// on, and answers by itself where there is none. Confined to the event loop. Longer than most files, because
/// all ways to end meet here.
///
/// ```text
/// start → attempt → (failed, safe to repeat → attempt) → head passed on → content → end
///            └ failed → an answer of the edge                  └ failed → visible abort
/// ```
final class Exchange implements ReplySink, Forwarding.End, Standby.End {

  /// Content type of the first record of a TLS connection, RFC 8446 §5.1.
  private static final int TLS_HANDSHAKE = 22;

  private static final int CONTINUE = 100;

  private static final String TOO_LARGE = "limit-request-body";

  private final EdgeLoop loop;
  private final ClientConnection client;
  private final Settings settings;
  private final RequestIndex head;
  private final RequestTrace trace;
  private final Relay relay;
  private final SentRequest sent;
  private final Capture capture;
  private final Attempts attempts;
  private final Upload upload;

  private Standby standby = Standby.NONE;
  private Methods method = Methods.OTHER;
  private Forwarding attempt;
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
    attempts = new Attempts(loop, client, head, trace, sent);
    upload = new Upload(head, sent, capture, client.context().alloc());
  }

  /// Starts with a request whose head is complete.
  void start() {
    trace.headRead();
    method = Methods.of(head);
    if (client.facts().trusted()) trace.takeRay();
    if (client.facts().plainOnTls()) {
      refuse("plain-on-tls", 400);
    } else if (method == Methods.CONNECT) {
      refuse("connect", 405);
    } else if (head.contentLength() > settings.mostBody()) {
      refuse(TOO_LARGE, 413);
    } else if (loop.identity().isLoop(head)) {
      failed(new Judge(settings.origins()).loop(loop.identity().name()));
    } else {
      ask();
    }
  }

  private void ask() {
    EdgeAnswer denial = loop.gate().ask(settings, head, client.facts(), trace);
    if (denial != null) {
      respond(denial);
    } else if (!settings.edgePaths() || !EdgePaths.isOne(head)) {
      forward();
    } else {
      respond(EdgePaths.answer(head, trace, client, settings));
    }
  }

  private void forward() {
    Route route = Routing.find(settings.routes(), head);
    trace.route(route);
    if (route == null) {
      refuse("no-route", 404);
      return;
    }
    EdgeAnswer denial = loop.gate().ask(settings, route, trace);
    if (denial != null) {
      respond(denial);
      return;
    }
    attempts.on(route, method);
    if (route.copies() != null) {
      standby = new Standby(loop, client, head, trace, relay, this);
      standby.on(route.copies(), method, requestComplete);
    }
    if (!standby.spares()) attempt(false);
  }

  // Attempts.

  private void attempt(boolean fresh) {
    if (!attempts.choose()) {
      trace.refused("no-origin");
      Failure failure = trace.failure(503);
      if (!standby.insteadOf(503, "no-origin", failure)) answer(failure);
      return;
    }
    attempt = attempts.next(fresh, requestComplete, this, this);
    if (requestComplete) attempt.endRequest();
    attempt.start();
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
    trace.attempted(ended);
    capture.attempted(ended, judgement, attempts.origin(), attempts.route());
    attempts.ended(judgement);
    if (judgement.verdict().isPresent()) failed(judgement.verdict().get());
    else if (tunnelled) endTunnel();
    else if (standby.setsAside()) setAside();
    else replied(ended);
  }

  private void setAside() {
    Failure failure = trace.failure(502);
    if (!standby.insteadOfReply(failure)) answer(failure);
  }

  private void failed(Verdict verdict) {
    if (tunnelled) {
      endTunnel();
      return;
    }
    takeBack();
    standby.broken();
    if (committed) {
      abort(verdict);
      return;
    }
    if (attempts.again(verdict)) {
      attempt(true);
    } else {
      failed(verdict, false);
      Failure failure = trace.failure(verdict, settings);
      if (!standby.insteadOf(verdict.cause(), failure)) answer(failure);
    }
  }

  private void failed(Verdict verdict, boolean seenByClient) {
    trace.failed(verdict, seenByClient, settings.presentation());
    capture.failed(verdict, attempts.origin(), attempts.route());
  }

  /// A reply that broke in the same read as its head came is not on its way to the client yet.
  private void takeBack() {
    if (committed && relay.takeBack()) committed = false;
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
    if (upload.count(bytes.readableBytes()) > settings.mostBody()) {
      bytes.release();
      if (!over) refuse(TOO_LARGE, 413);
      return;
    }
    if (over || attempt == null) {
      bytes.release();
      return;
    }
    upload.content(bytes, attempt);
    if (!attempt.isWritable()) client.holdBack();
  }

  void requestEnded(FieldLines trailers) {
    requestComplete = true;
    trace.requestRead();
    if (!over && attempt != null) upload.end(trailers, loop.responses(), attempt);
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
    capture.brokenOff(attempt, attempts.origin(), attempts.route());
    attempt.cancel();
  }

  /// Gives the request up, for a reason that is the client's.
  private void refuse(String why, int status) {
    trace.refused(why);
    cancel();
    if (!committed) {
      answer(status);
      return;
    }
    over = true;
    finish();
    client.abort(relay.endsByReset());
  }

  /// The bytes that came are no request, or its content is broken.
  void requestRefused(Violation violation) {
    if (over) return;
    String why = violation.rule().slug();
    if (!isTlsRecord(violation)) {
      refuse(why, RequestReader.status(violation.rule()));
      return;
    }
    trace.refused(why);
    over = true;
    finish();
    client.exchangeEnded(false);
  }

  /// A client that speaks TLS to a port that does not cannot read an answer.
  private boolean isTlsRecord(Violation violation) {
    return violation.offset() == 0 && violation.octet() == TLS_HANDSHAKE;
  }

  /// The client stopped in the middle of its request.
  void clientStalled() {
    if (!over) refuse("client-timeout", 408);
  }

  /// There is no room for the head, or the trailers, of the request.
  void headTakesTooMuch() {
    if (!over) refuse("limit-heads-in-memory", 503);
  }

  // The reply, as it comes.

  @Override
  public void interimHead(ResponseIndex interim) {
    if (head.minorVersion() == 0) return;
    if (interim.status() == CONTINUE) client.wanted();
    relay.interim(loop.responses().writeInterim(interim, client.context().alloc()));
  }

  @Override
  public void finalHead(ResponseIndex reply) {
    trace.replied(reply, attempt.endpoint().profile());
    if (standby.setsAside(reply)) return;
    committed = true;
    sent.forgetContent();
    loop.gate().replied(settings, head, client.facts(), trace, reply, attempt.firstByteNanos());
    if (!attempt.isReused()) attempts.replied(reply);
    if (reply.framing() == Framing.TUNNEL) {
      beginTunnel(reply);
      return;
    }
    Delimited delimited = ResponseEdit.delimited(reply.framing(), head.minorVersion());
    keep = client.mayBeKept() && delimited != Delimited.BY_CLOSE;
    Fate kept = head.minorVersion() == 0 ? Fate.KEPT_AS_ASKED : Fate.KEPT;
    standby.replied(reply);
    relay.head(
        loop.responses().write(
            reply, delimited, keep ? kept : Fate.CLOSED, trace, client.context().alloc()),
        delimited);
  }

  @Override
  public void content(ByteBuf bytes, int from, int length) {
    if (over || standby.setsAside()) return;
    if (tunnelled) {
      relay.raw(bytes.retainedSlice(from, length));
      client.tunnelGoesOn();
    } else {
      standby.content(bytes, from, length);
      relay.content(bytes, from, length);
    }
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
    standby.whole(trace.originStatus(), ended.judgement().glitches().isEmpty());
    relay.end(ended.trailers(), loop.responses());
    finish();
    client.exchangeEnded(keep && requestComplete);
  }

  /// The client takes more of the response, or no more for now.
  void clientWritable(boolean writable) {
    if (over) return;
    if (attempt != null) attempt.holdBack(!writable);
    else if (writable) standby.writable();
  }

  // Answers of the edge.

  private void answer(int status) {
    respond(trace.answer(status, settings));
  }

  private void respond(EdgeAnswer answer) {
    over = true;
    loop.gate().answered(settings, head, client.facts(), trace, answer.status());
    sent.forgetContent();
    boolean bodyless = method == Methods.HEAD;
    Fate fate = !keeps() ? Fate.CLOSED : head.minorVersion() == 0 ? Fate.KEPT_AS_ASKED : Fate.KEPT;
    relay.whole(
        answer.write(bodyless, fate, trace, loop.date(), client.context().alloc()),
        bodyless ? 0 : answer.body().length);
    trace.answered(answer.status());
    finish();
    client.exchangeEnded(keep);
  }

  @Override
  public void askOrigin() {
    attempt(false);
  }

  @Override
  public void answer(Failure failure) {
    respond(trace.answer(failure, settings));
  }

  @Override
  public boolean keeps() {
    keep = requestComplete && client.mayBeKept();
    return keep;
  }

  @Override
  public void stoodIn(boolean whole) {
    over = true;
    loop.gate().answered(settings, head, client.facts(), trace, trace.status());
    finish();
    if (whole) client.exchangeEnded(keep);
    else client.abort(true);
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
    takeBack();
    Verdict verdict = new Judge(settings.origins()).defect(thrown, committed);
    // Before the attempt is broken off, so that it is kept with the bytes that we failed at.
    capture.failed(verdict, attempts.origin(), attempts.route());
    cancel();
    if (committed) {
      abort(verdict);
    } else {
      failed(verdict, false);
      respond(trace.answer(verdict, settings));
    }
  }

  private void finish() {
    sent.release();
    standby.leave();
    relay.release();
    trace.finish(relay, capture);
  }
}
