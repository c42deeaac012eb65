package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Judge;
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
import java.util.Optional;

/// One request of a client and its response: finds the origin, makes the attempts, passes the reply
/// on, and answers by itself where there is none. Confined to the event loop.
///
/// ```text
/// start → attempt → (failed, safe to repeat → attempt) → head passed on → content → end
///            └ failed → an answer of the edge                  └ failed → visible abort
/// ```
final class Exchange implements ReplySink, Forwarding.End, Standby.End {

  private static final int CONTINUE = 100;

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
  /// Null but in a tunnel.
  private Tunnel tunnel;
  private boolean keep;
  private boolean over;

  /// @param whole the request has no content
  Exchange(
      EdgeLoop loop, ClientConnection client, Settings settings, RequestIndex head, boolean whole) {
    this.loop = loop;
    this.client = client;
    this.settings = settings;
    this.head = head;
    trace = new RequestTrace(loop, client, head);
    relay = new Relay(client);
    sent = new SentRequest(loop.tapes());
    capture = new Capture(loop, client, head, trace, sent);
    attempts = new Attempts(loop, client, head, trace, sent, capture);
    upload = new Upload(head, whole, sent, capture, client.context().alloc());
  }

  /// Starts with a request whose head is complete.
  void start() {
    trace.headRead();
    method = Methods.of(head);
    if (client.facts().trusted()) trace.takeRay();
    EdgeAnswer refusal = Admission.refuse(settings, head, method, trace, client.facts());
    if (refusal != null) respond(refusal);
    else if (loop.identity().isLoop(head)) failed(new Judge(settings.origins()).loop(loop.identity().name()));
    else ask();
  }

  private void ask() {
    EdgeAnswer answer = Admission.ask(loop, settings, head, trace, client);
    if (answer == null) forward(trace.foundRoute());
    else respond(answer);
  }

  private void forward(Route route) {
    attempts.on(route, method);
    if (route.copies() != null) {
      standby = new Standby(loop, client, head, trace, relay, this);
      standby.on(route.copies(), method, upload.isWhole());
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
    attempt = attempts.next(fresh, upload.isWhole(), this, this);
    if (upload.isWhole()) attempt.endRequest();
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
    attempts.ended(ended);
    Optional<Verdict> verdict = ended.judgement().verdict();
    if (verdict.isPresent()) failed(verdict.get());
    else if (tunnel != null) endTunnel();
    else if (standby.setsAside()) setAside();
    else replied(ended);
  }

  private void setAside() {
    Failure failure = trace.failure(502);
    if (!standby.insteadOfReply(failure)) answer(failure);
  }

  private void failed(Verdict verdict) {
    if (tunnel != null) {
      endTunnel();
      return;
    }
    // A reply that broke in the same read as its head came is not on its way to the client yet.
    relay.takeBack();
    standby.broken();
    if (relay.isCommitted()) {
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
    attempts.failed(verdict);
  }

  private void abort(Verdict verdict) {
    over = true;
    failed(verdict, true);
    relay.write();
    breakOff();
  }

  private void breakOff() {
    finish();
    client.abort(relay.endsByReset());
  }

  // The request, as it comes.

  /// Passes content on and takes it over.
  void requestContent(ByteBuf bytes) {
    boolean tooMuch = upload.count(bytes.readableBytes()) > settings.mostBody();
    if (tooMuch && !over) refuse(Admission.TOO_LARGE, 413);
    if (over || attempt == null) {
      bytes.release();
      return;
    }
    upload.content(bytes, attempt);
    if (!attempt.isWritable()) client.holdBack();
  }

  void requestEnded(FieldLines trailers) {
    upload.becomeWhole();
    trace.requestRead();
    if (!over && attempt != null) upload.end(trailers, loop.responses(), attempt);
  }

  /// What could be read of the request was read.
  void requestDrained() {
    if (!over && attempt != null && !upload.isWhole()) attempt.flush();
  }

  @Override
  public void writable() {
    client.readOn();
  }

  private void cancel() {
    if (attempt != null) attempts.cancel(attempt);
  }

  /// Gives the request up, for a reason that is the client's.
  private void refuse(String why, int status) {
    trace.refused(why);
    cancel();
    if (relay.isCommitted()) breakOff();
    else respond(trace.answer(status, settings));
  }

  /// The bytes that came are no request, or its content is broken.
  void requestRefused(Violation violation) {
    if (over) return;
    String why = violation.rule().slug();
    if (!client.requests().isTls()) {
      refuse(why, RequestReader.status(violation.rule()));
      return;
    }
    // Such a client cannot read an answer.
    trace.refused(why);
    finish();
    client.exchangeEnded(false);
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
    sent.forgetContent();
    loop.gate().replied(settings, head, client.facts(), trace, reply, attempt.firstByteNanos());
    if (!attempt.isReused()) attempts.replied(reply);
    if (reply.framing() == Framing.TUNNEL) {
      beginTunnel(reply);
      return;
    }
    Delimited delimited = ResponseEdit.delimited(reply.framing(), head.minorVersion());
    keep = client.mayBeKept() && delimited != Delimited.BY_CLOSE;
    standby.replied(reply);
    relay.head(
        loop.responses().write(
            reply, delimited, Fate.of(keep, head.minorVersion()), trace, client.context().alloc()),
        delimited);
  }

  @Override
  public void content(ByteBuf bytes, int from, int length) {
    if (over || standby.setsAside()) return;
    if (tunnel != null) {
      tunnel.fromOrigin(bytes, from, length);
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
    if (relay.isCommitted() && !over) relay.flush();
  }

  private void replied(Forwarding ended) {
    over = true;
    standby.whole(trace.originStatus(), ended.judgement().glitches().isEmpty());
    relay.end(ended.trailers(), loop.responses());
    finish();
    client.exchangeEnded(keep && upload.isWhole());
  }

  /// The client takes more of the response, or no more for now.
  void clientWritable(boolean writable) {
    if (over) return;
    if (attempt != null) attempt.holdBack(!writable);
    else if (writable) standby.writable();
  }

  // Answers of the edge.

  private void respond(EdgeAnswer answer) {
    over = true;
    loop.gate().answered(settings, head, client.facts(), trace, answer.status());
    sent.forgetContent();
    boolean bodyless = method == Methods.HEAD;
    Fate fate = Fate.of(keeps(), head.minorVersion());
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
    keep = upload.isWhole() && client.mayBeKept();
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
    tunnel = new Tunnel(client, attempt, trace, relay);
    relay.head(
        loop.responses().write(
            reply, Delimited.BODYLESS, Fate.KEPT, trace, client.context().alloc()),
        Delimited.BODYLESS);
    relay.flush();
    if (!over) tunnel.begin();
  }

  private void endTunnel() {
    finish();
    client.tunnelEnded();
  }

  // Ends.

  /// The client is gone: nobody wants the reply.
  void clientGone() {
    if (over) return;
    over = true;
    if (tunnel == null) trace.clientGone();
    cancel();
    finish();
  }

  /// Our own code failed; nobody else is to blame.
  void defect(Throwable thrown) {
    if (over) {
      client.cut();
      return;
    }
    relay.takeBack();
    Verdict verdict = new Judge(settings.origins()).defect(thrown, relay.isCommitted());
    // Before the attempt is broken off, so that it is kept with the bytes that we failed at.
    attempts.failed(verdict);
    cancel();
    if (relay.isCommitted()) {
      abort(verdict);
    } else {
      failed(verdict, false);
      respond(trace.answer(verdict, settings));
    }
  }

  private void finish() {
    over = true;
    sent.release();
    standby.leave();
    relay.release();
    trace.finish(relay, capture);
  }
}
