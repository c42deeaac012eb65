package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.edge.copy.CopyStream;
import dev.fivetwenty.edge.copy.Failed;
import dev.fivetwenty.edge.copy.Page;
import dev.fivetwenty.edge.copy.RouteCopies;
import dev.fivetwenty.edge.copy.Taking;
import dev.fivetwenty.edge.copy.WireFields;
import dev.fivetwenty.edge.head.CopyHead;
import dev.fivetwenty.edge.head.Methods;
import dev.fivetwenty.edge.head.ResponseEdit.Fate;
import dev.fivetwenty.edge.head.TargetForm;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.CopyAnswer;
import dev.fivetwenty.policy.alwaysonline.CopyAnswer.Manner;
import dev.fivetwenty.policy.alwaysonline.Decision;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import dev.fivetwenty.policy.alwaysonline.Trouble;
import dev.fivetwenty.policy.errorpage.Failure;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The part of an exchange that copies have in it: one is taken of the reply, or one is the answer.
/// Confined to the event loop.
final class Standby implements CopyStream.Sink {

  /// On a route that keeps no copies: does nothing, so that all exchanges can share it.
  static final Standby NONE = new Standby(null, null, null, null, null, null);

  private final EdgeLoop loop;
  private final ClientConnection client;
  private final RequestIndex head;
  private final RequestTrace trace;
  private final Relay relay;
  private final End end;
  /// Null in [#NONE], as are the two that follow.
  private RouteCopies copies;
  private Asked asked;
  private Taking taking;
  private CopyStream stream;
  private boolean setAside;
  /// What came of the request was told to those that look for outages.
  private boolean known;
  private boolean over;

  /// Is told how it ends.
  interface End {

    /// There is no copy that may be served, and the origin was not asked yet.
    void askOrigin();

    /// The copy is lost: the failure is the answer.
    void answer(Failure failure);

    /// The answer that a copy made is over.
    ///
    /// @param whole and not broken off
    void stoodIn(boolean whole);

    /// Returns whether the connection can carry another exchange.
    boolean keeps();
  }

  Standby(
      EdgeLoop loop, ClientConnection client, RequestIndex head, RequestTrace trace, Relay relay,
      End end) {
    this.loop = loop;
    this.client = client;
    this.head = head;
    this.trace = trace;
    this.relay = relay;
    this.end = end;
  }

  /// Says on what route it is.
  ///
  /// @param whole the request has no content
  void on(RouteCopies of, Methods method, boolean whole) {
    copies = of;
    int host = head.host();
    int path = TargetForm.pathStart(head);
    String target = head.target().substring(path - head.targetStart());
    asked =
        new Asked(
            method.name(), scheme(), host < 0 ? "" : head.value(host), target, new WireFields(head), !whole,
            client.facts().trusted());
    taking = new Taking(copies, asked, loop.wall().instant());
  }

  /// The scheme that the origin is told.
  private String scheme() {
    String own = client.facts().isTls() ? "https" : "http";
    if (!client.facts().trusted()) return own;
    int field = head.find("X-Forwarded-Proto", 0);
    return field < 0 ? own : head.value(field);
  }

  // The reply.

  /// Returns whether the reply is a failure in whose place there is a copy. It is then read to its end, and
  /// not passed on.
  boolean setsAside(ResponseIndex reply) {
    if (copies == null) return false;
    setAside =
        copies.terms().originTriggers().contains(reply.status())
            && copies.decide(asked, new Trouble(reply.status(), true), loop.wall().instant())
                instanceof Decision.Serve;
    return setAside;
  }

  boolean setsAside() {
    return setAside;
  }

  void replied(ResponseIndex reply) {
    if (taking == null) return;
    taking.replied(reply, loop.wall().instant());
    copies.visited(asked, reply.status());
  }

  void content(ByteBuf bytes, int from, int length) {
    if (taking != null) taking.content(bytes, from, length);
  }

  /// The reply was passed on, whole.
  void whole(int status, boolean flawless) {
    if (copies == null) return;
    taking.whole(flawless);
    boolean good = !copies.policy().triggers(new Trouble(status, true));
    if (!good) return;
    known = true;
    copies.outages().succeeded(asked);
  }

  /// No more of the reply comes, or of the answer is wanted. Does nothing the second time.
  void leave() {
    if (copies == null) return;
    over = true;
    broken();
    if (stream != null) stream.close();
    if (!known) copies.outages().release(asked, loop.nanos());
  }

  void broken() {
    if (taking != null) taking.broken();
  }

  // The copy.

  /// Answers with a copy, without a question to the origin, if that failed a moment ago; returns whether it
  /// does. It then ends with a call of [End].
  boolean spares() {
    if (copies == null) return false;
    Optional<Failed> failed = copies.outages().spares(asked, loop.nanos());
    if (failed.isEmpty()) return false;
    Decision decision = copies.decide(asked, failed.get().trouble(), loop.wall().instant());
    if (!(decision instanceof Decision.Serve serve)) return false;
    int status = copies.terms().asFailure() ? failed.get().status() : 0;
    var manner = new Manner(status, Manner.spared(serve.ttl()), failed.get().proxyStatus());
    known = true;
    open(serve, failed.get().cause(), null, manner);
    return true;
  }

  /// Answers with a copy if one may be served, and returns whether it does. It then ends with a call of [End],
  /// perhaps later.
  boolean insteadOf(Cause cause, Failure failure) {
    if (copies == null) return false;
    var trouble = new Trouble(cause.status(Presentation.EDGE_52X), false);
    if (copies.policy().triggers(trouble)) failed(cause.family(), Failed.with(cause));
    return insteadOf(trouble, cause.slug(), failure, failure.proxyStatus());
  }

  private void failed(Family family, Failed how) {
    known = true;
    copies.outages().failed(asked, family, how, loop.nanos());
  }

  /// @param cause one of few words
  boolean insteadOf(int status, String cause, Failure failure) {
    if (copies == null) return false;
    return insteadOf(new Trouble(status, false), cause, failure, failure.proxyStatus());
  }

  /// Answers with a copy instead of a reply that was set aside; see above.
  boolean insteadOfReply(Failure failure) {
    setAside = false;
    Failed failed = Failed.byOrigin(trace.originStatus());
    failed(null, failed);
    return insteadOf(failed.trouble(), failed.cause(), failure, failed.proxyStatus());
  }

  private boolean insteadOf(Trouble trouble, String cause, Failure failure, String proxyStatus) {
    return switch (copies.decide(asked, trouble, loop.wall().instant())) {
      case Decision.Refuse(Refusal why) -> {
        copies.counts().notServed(why);
        yield false;
      }
      case Decision.Serve serve -> {
        int status = copies.terms().asFailure() ? trouble.status() : 0;
        open(serve, cause, failure, new Manner(status, Manner.asked(), proxyStatus));
        yield true;
      }
    };
  }

  /// @param failure null if the origin was not asked
  private void open(Decision.Serve serve, String cause, Failure failure, Manner manner) {
    copies.outages().spared(asked, failure != null, loop.nanos());
    CompletableFuture<Page> page = copies.open(serve.copy()).toCompletableFuture();
    if (page.isDone() && !page.isCompletedExceptionally()) {
      send(serve, page.join(), cause, manner);
      return;
    }
    page.whenComplete(
        (found, lost) -> loop.events().execute(() -> opened(serve, found, cause, failure, manner)));
  }

  private void opened(
      Decision.Serve serve, Page page, String cause, Failure failure, Manner manner) {
    if (over) {
      if (page != null) page.content().close();
    } else if (page == null) {
      copies.counts().notServed(Refusal.UNREADABLE);
      if (failure == null) end.askOrigin();
      else end.answer(failure);
    } else {
      send(serve, page, cause, manner);
    }
  }

  private void send(Decision.Serve serve, Page page, String cause, Manner manner) {
    CopyAnswer answer = CopyAnswer.of(asked, serve, page.shown(), manner);
    copies.counts().served(cause);
    trace.stoodIn(answer.status(), manner.cacheStatus());
    relay.whole(CopyHead.write(answer, fate(), trace, loop.date(), client.context().alloc()), 0);
    var whole = page.content().whole();
    if (whole.isEmpty() && answer.to() > answer.from()) {
      stream = new CopyStream(loop.events(), page.content(), answer.from(), answer.to(), this);
      stream.next();
      return;
    }
    page.content().close();
    int length = (int) (answer.to() - answer.from());
    if (length > 0) relay.raw(Unpooled.wrappedBuffer(whole.get(), (int) answer.from(), length));
    end.stoodIn(true);
  }

  private Fate fate() {
    return Fate.of(end.keeps(), head.minorVersion());
  }

  /// The client takes more of the answer.
  void writable() {
    if (stream != null) stream.next();
  }

  @Override
  public boolean piece(byte[] bytes) {
    relay.raw(Unpooled.wrappedBuffer(bytes));
    relay.flush();
    return !over && client.isWritable();
  }

  @Override
  public void done() {
    end.stoodIn(true);
  }

  @Override
  public void failed() {
    end.stoodIn(false);
  }
}
