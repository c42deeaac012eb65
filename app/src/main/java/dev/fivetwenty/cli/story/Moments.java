package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.Names;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.report.VerdictText;
import dev.fivetwenty.incident.Answer;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.WireReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts what is known of an exchange in the order in which it happened.
public final class Moments {

  static final String TO_EDGE = "client -> edge";
  static final String EDGE = "edge";
  static final String TO_ORIGIN = "edge -> origin";
  static final String FROM_ORIGIN = "origin -> edge";
  static final String TO_CLIENT = "edge -> client";

  /// A head that is complete this soon after its first byte came in one piece.
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Incident incident;
  private final List<Moment> moments = new ArrayList<>();
  private Duration start = Duration.ZERO;

  private Moments(Incident incident) {
    this.incident = incident;
  }

  public static List<Moment> of(Incident incident) {
    var told = new Moments(incident);
    told.request(incident.visit());
    List<KeptAttempt> attempts = incident.kept().attempts();
    for (int i = 0; i < attempts.size(); i++) told.attempt(attempts.get(i), i + 1);
    told.answer(incident.answer());
    return List.copyOf(told.moments);
  }

  private void add(Duration at, String who, String what) {
    moments.add(new Moment(at, who, what));
  }

  /// Adds what happened at a time of the attempt, if it did.
  private void during(Duration at, String who, String what) {
    if (!at.isNegative()) add(start.plus(at), who, what);
  }

  private void request(Visit visit) {
    String over = visit.tls().isEmpty() ? "" : " over " + visit.tls();
    String peer = visit.peer().isEmpty() ? "" : " from " + Shown.text(visit.peer());
    String which =
        visit.exchange() > 1 ? ", request " + visit.exchange() + " on its connection" : "";
    add(
        Duration.ZERO, TO_EDGE,
        Shown.text(visit.method()) + " " + Shown.text(visit.path(), 60) + peer + ", "
            + Shown.text(visit.protocol()) + over + ", " + Amount.bytes(visit.bytesFromClient())
            + which);
  }

  // An attempt.

  private void attempt(KeptAttempt attempt, int number) {
    Timeline timeline = attempt.timeline();
    Instant started = timeline.started();
    start = started.isBefore(incident.began())
        ? Duration.ZERO : Duration.between(incident.began(), started);
    Observation seen = attempt.observation();
    boolean again = number > 1;
    add(start, again ? EDGE : TO_ORIGIN,
        (again ? "tries again, attempt " + number + ": " : "") + connection(attempt, seen.use()));
    seen.resolution().ifPresent(answer -> resolution(answer, timeline.resolved()));
    if (!seen.use().isReused()) {
      seen.connect().ifPresent(connect -> connect(connect, timeline));
      seen.handshake().ifPresent(tls -> handshake(tls, timeline));
    }
    sent(seen.sent(), timeline);
    reply(seen, timeline);
    end(attempt, seen, timeline);
  }

  private static String connection(KeptAttempt attempt, Use use) {
    String origin = attempt.origin() == null ? "the origin" : Shown.text(attempt.origin(), 80);
    String remote =
        attempt.observation().connect().map(Connect::remote).filter(r -> !r.isEmpty())
            .filter(r -> !origin.endsWith(r)).map(r -> " (" + r + ")").orElse("");
    if (!use.isReused()) return origin + ", on a new connection";
    return origin + remote + ", on a kept connection: "
        + Amount.count(use.exchanges(), "exchange", "exchanges") + " before, idle for "
        + Amount.time(use.idle());
  }

  private void resolution(Resolution answer, Duration at) {
    if (answer.rcode().equals("HOSTS")) return;
    boolean found = !answer.addresses().isEmpty();
    String code = answer.rcode().isEmpty() ? "no answer" : answer.rcode();
    String what =
        found ? " resolves to " + String.join(", ", answer.addresses()) : " does not resolve: " + code;
    boolean isItself = answer.addresses().equals(List.of(answer.name()));
    if (!isItself) during(at.isNegative() ? answer.took() : at, EDGE, Shown.text(answer.name()) + what);
  }

  private void connect(Connect connect, Timeline timeline) {
    if (connect.isUp()) {
      during(timeline.connected(), TO_ORIGIN,
          "connected to " + connect.remote() + " in " + Amount.time(connect.took()));
      return;
    }
    String how = connect.timedOut() ? "nobody answers" : EvidenceText.errno(connect.errno());
    during(ended(timeline, connect.took()), FROM_ORIGIN,
        "no connection to " + connect.remote() + ": " + how);
  }

  private void handshake(Handshake tls, Timeline timeline) {
    if (tls.failure() == Handshake.Failure.NONE) {
      String alpn = tls.selected().isEmpty() ? "" : ", " + Shown.text(tls.selected());
      during(timeline.tls(), TO_ORIGIN, "TLS agreed: " + tls.protocol() + alpn);
    } else {
      during(ended(timeline, tls.took()), FROM_ORIGIN,
          "TLS handshake ends with " + Names.kebab(tls.failure()));
    }
  }

  private static Duration ended(Timeline timeline, Duration otherwise) {
    return timeline.closed().isNegative() ? otherwise : timeline.closed();
  }

  private void sent(Sent sent, Timeline timeline) {
    if (sent.total() == 0) return;
    boolean whole = sent.isComplete();
    String how = sent.acked() == 1 ? ", acknowledged" : sent.acked() == 0 ? ", not acknowledged" : "";
    String what =
        whole
            ? "sent the request, " + Amount.bytes(sent.total()) + how
            : "sent " + Amount.number(sent.written()) + " of " + Amount.bytes(sent.total());
    during(whole ? timeline.written() : ended(timeline, timeline.written()), TO_ORIGIN, what);
  }

  private void reply(Observation seen, Timeline timeline) {
    if (seen.reply().isEmpty() || timeline.firstByte().isNegative()) return;
    WireReport reply = seen.reply().get();
    boolean headed = reply.head().isPresent() && !timeline.headEnd().isNegative();
    boolean atOnce =
        headed && timeline.headEnd().minus(timeline.firstByte()).compareTo(AT_ONCE) < 0;
    if (!atOnce) during(timeline.firstByte(), FROM_ORIGIN, "first byte of the reply");
    if (!headed) return;
    during(timeline.headEnd(), FROM_ORIGIN,
        VerdictText.statusLine(reply.head().get()) + ", "
            + Amount.count(reply.fieldCount(), "field", "fields"));
  }

  private void end(KeptAttempt attempt, Observation seen, Timeline timeline) {
    Duration at = timeline.closed().isNegative() ? timeline.lastByte() : timeline.closed();
    Optional<Verdict> verdict = attempt.judgement().verdict();
    boolean connected = seen.connect().filter(c -> !c.isUp()).isEmpty();
    boolean secured =
        seen.handshake().filter(h -> h.failure() != Handshake.Failure.NONE).isEmpty();
    String what = connected && secured ? how(seen) : "";
    String cause = verdict.map(v -> v.cause().slug() + at(v)).orElse("");
    String text = what + (what.isEmpty() || cause.isEmpty() ? "" : ": ") + cause;
    if (!text.isEmpty()) during(at.isNegative() ? Duration.ZERO : at, who(seen), text);
  }

  private static String who(Observation seen) {
    boolean ours = seen.expiry().isPresent() || seen.ending() == Ending.OPEN;
    return ours ? EDGE : FROM_ORIGIN;
  }

  private static String at(Verdict verdict) {
    return verdict.offset().isPresent() ? " at byte " + verdict.offset().getAsLong() : "";
  }

  private static String how(Observation seen) {
    String bytes = Amount.bytes(seen.reply().map(WireReport::bytes).orElse(0L));
    if (seen.expiry().isPresent()) {
      Expiry expiry = seen.expiry().get();
      return expiry.timer().slug() + " timer ran out after " + Amount.time(expiry.limit())
          + ", with " + bytes + " of reply";
    }
    if (seen.ending() != Ending.OPEN) {
      return EvidenceText.ending(seen.ending()) + " after " + bytes + " of reply";
    }
    boolean complete = seen.reply().filter(r -> r.reached() == Reached.COMPLETE).isPresent();
    return complete ? "has the whole reply, " + bytes : "stops reading after " + bytes;
  }

  // The answer.

  private void answer(Answer answer) {
    String cut = answer.statusIfUncommitted() == 0 ? "" : ", cut short";
    String left = answer.clientGone() ? ", who has left" : "";
    String what = answer.status() == 0 ? "nothing" : answer.status() + ", ";
    String bytes = answer.status() == 0 ? "" : Amount.bytes(answer.bytesToClient());
    add(incident.total(), TO_CLIENT, what + bytes + cut + left);
  }

  /// Returns what the client was sent, in words.
  static String said(Answer answer) {
    String left = answer.clientGone() ? "; the client left before it had everything" : "";
    if (answer.status() == 0) return "nothing" + left;
    String by =
        answer.isKeptCopy() ? " with a kept copy" : answer.edgeMade() ? " by the edge" : " of the origin";
    String cut =
        answer.statusIfUncommitted() == 0
            ? ""
            : ", cut short: its head was out, or it had been " + answer.statusIfUncommitted();
    return answer.status() + by + cut + left;
  }
}
