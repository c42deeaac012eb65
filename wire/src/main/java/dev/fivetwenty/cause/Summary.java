package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Violation;

/// One plain sentence for a verdict, with the figures that were measured; for the operator.
public final class Summary {

  /// Returns a sentence in lower case without a full stop: what happened, declared before measured.
  public static String of(Verdict verdict) {
    Cause cause = verdict.cause();
    return switch (verdict.evidence()) {
      case Evidence.Name(Resolution answer) -> cause.summary() + name(answer);
      case Evidence.NoConnection(Connect connect) -> cause.summary() + connect(connect);
      case Evidence.BrokenHandshake(Handshake handshake) ->
          cause.summary() + HandshakeWording.of(verdict.cause(), handshake);
      case Evidence.TlsAfterHandshake tls -> afterHandshake(cause, tls);
      case Evidence.EarlyClose close -> earlyClose(cause, close);
      case Evidence.Bytes(Violation violation, String protocol) ->
          bytes(cause, violation, protocol);
      case Evidence.OverLimit over -> over(cause, over, verdict.profile());
      case Evidence.ShortContent content -> content(cause, content);
      case Evidence.TimedOut timer -> timer(cause, timer);
      case Evidence.Measured measured ->
          "%s: %d %s, limit %d"
              .formatted(cause.summary(), measured.value(), measured.unit(), measured.limit());
      case Evidence.Seen(String what) -> cause.summary() + ": " + what;
      case Evidence.Thrown(String what) -> cause.summary() + " (" + Wording.excerpt(what) + ")";
      case Evidence.Observed(Observation seen) -> cause.summary() + observed(seen);
    };
  }

  private static String name(Resolution answer) {
    String what = answer.rcode().isEmpty() ? "no answer" : answer.rcode();
    String server = answer.server().isEmpty() ? "" : " from " + answer.server();
    String extended = answer.extended().isEmpty() ? "" : ", extended error " + answer.extended();
    String prohibited =
        answer.prohibited().isEmpty() ? "" : ", addresses " + String.join(" ", answer.prohibited());
    return ": %s for %s%s%s%s, %s, %s"
        .formatted(
            what, Wording.excerpt(answer.name()), server, Wording.excerpt(extended), prohibited,
            answer.tries() == 1 ? "1 try" : answer.tries() + " tries", Wording.of(answer.took()));
  }

  private static String connect(Connect connect) {
    String errno = connect.errno() > 0 ? ", errno " + connect.errno() : "";
    String timer = connect.timedOut() ? ", ended by our timer" : "";
    return ": %s after %s%s%s"
        .formatted(connect.remote(), Wording.of(connect.took()), errno, timer);
  }

  private static String afterHandshake(Cause cause, Evidence.TlsAfterHandshake tls) {
    String alert =
        tls.alertId() < 0 ? "" : "alert %d (%s), ".formatted(tls.alertId(), tls.alertName());
    return "%s: %safter %s of reply"
        .formatted(cause.summary(), alert, Wording.bytes(tls.replyBytes()));
  }

  private static String earlyClose(Cause cause, Evidence.EarlyClose close) {
    var text = new StringBuilder(cause.summary());
    text.append(" (").append(request(close.sent()));
    if (close.received() > 0) text.append("; reply ").append(Wording.bytes(close.received()));
    text.append(", then ").append(Wording.of(close.ending()));
    if (close.use().isReused()) {
      text.append("; connection used ").append(close.use().exchanges())
          .append(" times before, idle ")
          .append(Wording.of(close.use().idle()));
    }
    if (!close.lastField().isEmpty()) {
      text.append("; last whole field ").append(Wording.excerpt(close.lastField()));
    }
    return text.append(')').toString();
  }

  private static String request(Sent sent) {
    if (sent.total() == 0) return "request not known";
    String acked =
        switch (sent.acked()) {
          case 1 -> "acknowledged";
          case 0 -> sent.anyAcked() == 1 ? "acknowledged in part" : "not acknowledged";
          default -> "acknowledgement not observed";
        };
    return sent.isComplete()
        ? "request %s, %s".formatted(Wording.bytes(sent.total()), acked)
        : "%d of %s of the request written, %s"
            .formatted(sent.written(), Wording.bytes(sent.total()), acked);
  }

  private static String bytes(Cause cause, Violation violation, String protocol) {
    String speaks = protocol.isEmpty() ? "" : "; the bytes look like " + Wording.excerpt(protocol);
    return "%s: %s%s".formatted(cause.summary(), violation.place(), speaks);
  }

  private static String over(Cause cause, Evidence.OverLimit over, String profile) {
    boolean counted = cause == Cause.LIMIT_HEADER_COUNT;
    return "%s: %s allows %d%s, %d had come at byte %d%s"
        .formatted(
            cause.summary(), profile, over.limit(), counted ? "" : " bytes", over.measured(),
            over.offset(), Wording.biggest(over.largest()));
  }

  private static String content(Cause cause, Evidence.ShortContent content) {
    String declared =
        content.declared() < 0
            ? "framing " + content.framing()
            : "declared " + Wording.bytes(content.declared());
    return "%s: %s, received %s, then %s"
        .formatted(
            cause.summary(), declared, Wording.bytes(content.received()),
            Wording.of(content.ending()));
  }

  private static String timer(Cause cause, Evidence.TimedOut timer) {
    String reply =
        timer.received() == 0 ? "no reply byte" : "reply " + Wording.bytes(timer.received());
    String quiet =
        timer.pace().filter(p -> timer.received() > 0)
            .map(p -> ", the last one %s before".formatted(Wording.of(p.quiet()))).orElse("");
    return "%s: %s timer of %s, %s, %s%s"
        .formatted(
            cause.summary(), timer.timer().slug(), Wording.of(timer.limit()), request(timer.sent()),
            reply, quiet);
  }

  private static String observed(Observation seen) {
    return ": reply %s, then %s"
        .formatted(
            Wording.bytes(seen.reply().map(r -> r.bytes()).orElse(0L)), Wording.of(seen.ending()));
  }

  private Summary() {}
}
