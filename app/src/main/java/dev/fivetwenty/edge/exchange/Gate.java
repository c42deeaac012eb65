package dev.fivetwenty.edge.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.cause.ProxyError;
import dev.fivetwenty.cause.ProxyStatus;
import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.filter.Filter;
import dev.fivetwenty.edge.head.EdgeAnswer;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.policy.Decider;
import dev.fivetwenty.policy.Decision;
import dev.fivetwenty.policy.DenialAnswer;
import dev.fivetwenty.policy.DenialAnswer.Content;
import dev.fivetwenty.policy.errorpage.Answer.FieldLine;
import dev.fivetwenty.policy.errorpage.ErrorStatus;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.ResponseIndex;
import java.util.ArrayList;
import java.util.List;

/// Asks the rules about the exchanges of one event loop, and makes the answers of those that are
/// denied. Confined to that loop.
final class Gate {

  private static final long MILLI = 1_000_000;

  private final EdgeLoop loop;
  private final HeadView view;
  private final Decider.Desk desk = new Decider.Desk();

  Gate(EdgeLoop loop, long salt) {
    this.loop = loop;
    view = new HeadView(salt);
  }

  /// Asks the rules of all routes. Returns the answer to a request that is denied, null for others.
  EdgeAnswer ask(Settings settings, RequestIndex head, ClientFacts client, RequestTrace trace) {
    Filter filter = settings.filter();
    if (filter.isEmpty()) return null;
    view.request(head, client, trace, loop.wall().millis());
    return told(filter.all().decide(view, loop.nanos(), desk), settings, trace);
  }

  /// Asks the rules of a route, right after those of all.
  EdgeAnswer ask(Settings settings, Route route, RequestTrace trace) {
    Decider decider = settings.filter().of(route);
    if (decider == null) return null;
    return told(decider.decideOn(view, loop.nanos(), desk), settings, trace);
  }

  private EdgeAnswer told(Decision decision, Settings settings, RequestTrace trace) {
    trace.decided(decision);
    return decision.isDenied() ? denial(decision, settings, trace) : null;
  }

  private static EdgeAnswer denial(Decision decision, Settings settings, RequestTrace trace) {
    trace.refused(decision.refusal());
    DenialAnswer answer = decision.answer();
    if (answer.own().isEmpty()) {
      return trace.answer(answer.status(), decision.retrySeconds(), settings);
    }
    return own(answer.status(), answer.own().get(), decision.retrySeconds());
  }

  private static EdgeAnswer own(int status, Content content, long retrySeconds) {
    byte[] body = content.text().getBytes(UTF_8);
    var fields =
        new ArrayList<>(
            List.of(
                new FieldLine("Content-Type", content.type()),
                new FieldLine("Cache-Control", "no-store"),
                new FieldLine("X-Content-Type-Options", "nosniff"),
                new FieldLine("Content-Length", Integer.toString(body.length)),
                new FieldLine("Proxy-Status", ProxyStatus.of(ProxyError.HTTP_REQUEST_DENIED))));
    if (retrySeconds > 0) fields.add(new FieldLine("Retry-After", Long.toString(retrySeconds)));
    String reason = ErrorStatus.of(status).map(ErrorStatus::reason).orElse("Denied");
    return new EdgeAnswer(status, reason, fields, body);
  }

  /// Counts the origin's reply.
  void replied(
      Settings settings, RequestIndex head, ClientFacts client, RequestTrace trace, ResponseIndex reply,
      long firstByteNanos) {
    if (!counts(settings, trace)) return;
    view.request(head, client, trace, loop.wall().millis());
    view.reply(reply, firstByteNanos / MILLI);
    count(settings, trace);
  }

  /// Counts an answer of the edge to a request that was let through.
  void answered(
      Settings settings, RequestIndex head, ClientFacts client, RequestTrace trace, int status) {
    if (!counts(settings, trace)) return;
    view.request(head, client, trace, loop.wall().millis());
    view.answer(status);
    count(settings, trace);
  }

  private static boolean counts(Settings settings, RequestTrace trace) {
    return !settings.filter().isEmpty() && trace.takeResponseToCount();
  }

  private void count(Settings settings, RequestTrace trace) {
    settings.filter().all().responded(view, loop.nanos(), desk);
    Decider own = trace.foundRoute() == null ? null : settings.filter().of(trace.foundRoute());
    if (own != null) own.responded(view, loop.nanos(), desk);
    view.release();
  }
}
