package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.client.ClientOf;
import dev.fivetwenty.edge.head.TargetForm;
import dev.fivetwenty.edge.keeping.KeepBudget;
import dev.fivetwenty.edge.keeping.SentRequest;
import dev.fivetwenty.edge.keeping.TapedBytes;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.tape.Tape;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Kept.Why;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.Watch;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Decides whether an exchange is kept for the recorder, and takes the copies that make it so.
///
/// What goes by is remembered on tapes and in heads that are there anyway. Only when an attempt ends
/// and something about it is worth keeping are they copied: an exchange without a remark costs
/// nothing here. Confined to the event loop.
final class Capture {

  /// Kinds of exchanges in [KeepBudget], above those of causes and rules.
  private static final int KIND_BITS = 16;
  private static final int RULES = 1 << 10;
  private static final int NEAR = 1 << 11;
  private static final int WATCHES = 1 << 12;

  private static final Judgement UNJUDGED =
      new Judgement(Optional.empty(), List.of(), List.of());

  private enum State {
    UNDECIDED,
    KEPT,
    SURPLUS
  }

  private final EdgeLoop loop;
  private final ClientConnection client;
  private final RequestIndex head;
  private final RequestTrace trace;
  /// Null where nothing is recorded.
  private final KeepBudget budget;
  private final SentRequest sent;
  /// A list of its own once the exchange is kept.
  private List<KeptAttempt> attempts = List.of();
  /// Content as the client sent it; null as long as there was none.
  private Tape content;
  private State state = State.UNDECIDED;
  private Why why;

  Capture(
      EdgeLoop loop, ClientConnection client, RequestIndex head, RequestTrace trace,
      SentRequest sent) {
    this.loop = loop;
    this.client = client;
    this.head = head;
    this.trace = trace;
    this.sent = sent;
    budget = loop.keepBudget();
  }

  /// Remembers content of the request.
  void content(ByteBuf bytes) {
    if (budget == null) return;
    if (content == null) {
      content = loop.tapes().take();
      content.headEnds(0);
    }
    content.add(bytes);
  }

  /// Takes note of an attempt that is over, while it can be asked.
  void attempted(Forwarding attempt, Judgement judgement, Origin origin, Route route) {
    if (budget == null || state == State.SURPLUS) return;
    if (state == State.UNDECIDED) decide(judgement, origin, route);
    if (state != State.KEPT) return;
    if (attempts.isEmpty()) attempts = new ArrayList<>(1);
    attempts.add(attempt(attempt, judgement));
  }

  /// Takes note of an attempt that is broken off: only where the exchange is kept anyway, or watched.
  void brokenOff(Forwarding attempt, Origin origin, Route route) {
    attempted(attempt, UNJUDGED, origin, route);
  }

  /// Takes note of a failure.
  void failed(Verdict verdict, Origin origin, Route route) {
    if (budget == null) return;
    if (state == State.UNDECIDED) decide(kind(verdict.cause().ordinal(), origin, route));
    why = Why.FAILED;
  }

  private void decide(long failure) {
    state = budget.takeFailed(failure, loop.nanos()) ? State.KEPT : State.SURPLUS;
  }

  private void decide(Judgement judgement, Origin origin, Route route) {
    if (judgement.verdict().isPresent()) {
      decide(kind(judgement.verdict().get().cause().ordinal(), origin, route));
      why = Why.RETRIED;
      return;
    }
    if (isWatched(origin, route)) {
      keepIf(true, Why.WATCHED);
    } else if (!judgement.glitches().isEmpty()) {
      int rule = judgement.glitches().getFirst().rule().ordinal();
      keepIf(budget.takeGlitch(kind(RULES + rule, origin, route), loop.nanos()), Why.GLITCHES);
    } else if (trace.isNearLimit()) {
      keepIf(budget.takeSound(kind(NEAR, origin, route), loop.nanos()), Why.NEAR_LIMIT);
    }
  }

  private void keepIf(boolean taken, Why reason) {
    if (!taken) return;
    state = State.KEPT;
    why = reason;
  }

  private boolean isWatched(Origin origin, Route route) {
    Watches watches = loop.watches();
    if (watches.isEmpty()) return false;
    int path = TargetForm.pathStart(head);
    int foreign = trace.foreignRay();
    Optional<Watch> watch =
        watches.asksFor(
            new Watches.Seen(
                head.bytes(), path, head.targetEnd(), client.facts().address().inetAddress(),
                ClientOf.name(head, client.facts()), trace.ray(),
                foreign < 0 ? null : head.value(foreign)));
    return watch.isPresent()
        && budget.takeFailed(kind(WATCHES + watch.get().id(), origin, route), loop.nanos());
  }

  private static long kind(int what, Origin origin, Route route) {
    long where = route == null ? 0 : route.label().index() + 1L;
    long whom = origin == null ? 0 : origin.label().index() + 1L;
    return (where << KIND_BITS | whom) << 2 * KIND_BITS | what;
  }

  private KeptAttempt attempt(Forwarding attempt, Judgement judgement) {
    return new KeptAttempt(
        attempt.endpoint().label(),
        attempt.address(),
        attempt.transport(),
        attempt.exchange(),
        attempt.observation(),
        judgement,
        Optional.of(attempt.endpoint().profile()),
        attempt.timeline(),
        sent.kept(attempt.sent()),
        TapedBytes.of(attempt.tape()));
  }

  /// Writes what is kept, if anything is, and gives the tapes back.
  void finish(ExchangeRecord record, Verdict verdict) {
    if (budget == null) return;
    if (why != null && state == State.SURPLUS) record.surplus = true;
    if (why != null && state == State.KEPT) {
      record.kept = new Kept(why, request(), Optional.ofNullable(verdict), attempts);
    }
    if (content != null) loop.tapes().giveBack(content);
    content = null;
  }

  /// Returns the request as it came.
  private KeptBytes request() {
    byte[] bytes = Arrays.copyOf(head.bytes(), head.end());
    return TapedBytes.behind(bytes, content, Long.MAX_VALUE);
  }
}
