package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;

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
      case Evidence.EarlyClose close -> earlyClose(headline(verdict), close);
      case Evidence.Bytes seen -> bytes(cause, seen);
      case Evidence.OverLimit over -> over(cause, over, verdict.profile());
      case Evidence.ShortContent content -> content(cause, content);
      case Evidence.TimedOut timer -> timer(headline(verdict), timer);
      case Evidence.Measured measured ->
          "%s: %d %s, limit %d"
              .formatted(cause.summary(), measured.value(), measured.unit(), measured.limit());
      case Evidence.Seen(String what) -> cause.summary() + ": " + what;
      case Evidence.Thrown(String what) -> cause.summary() + " (" + Wording.excerpt(what) + ")";
      case Evidence.Observed(Observation seen) -> cause.summary() + observed(seen);
    };
  }

  /// Returns the clause of the catalogue, closer to what was seen where that is known.
  public static String headline(Verdict verdict) {
    return switch (verdict.evidence()) {
      case Evidence.EarlyClose close when verdict.cause() == Cause.INTERIM_ONLY_THEN_CLOSE ->
          "an interim response came, then the origin %s the connection without a final one"
              .formatted(close.ending() == Ending.RST ? "reset" : "closed");
      case Evidence.TimedOut timer
          when verdict.cause() == Cause.TIME_FIRST_BYTE && timer.received() > 0 ->
          verdict.stage() == Stage.INTERIM
              ? "an interim response came, and no final one in time"
              : "the origin sent nothing but empty lines, and no answer in time";
      default -> verdict.cause().summary();
    };
  }

  /// Returns why nothing can be said yet, and what it is if nothing more comes.
  public static String of(Unfinished unfinished) {
    Verdict pending = unfinished.pending();
    String why =
        unfinished.expiry()
            .map(expiry -> "our own limit of %s came first".formatted(Wording.of(expiry.limit())))
            .orElse("it may still go on");
    String then =
        pending.cause() == Cause.UNDETERMINED
            ? ""
            : "; if nothing more comes, it is " + pending.cause().slug();
    return "not read to the end: %s, in stage %s%s".formatted(why, pending.stage().slug(), then);
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

  private static String earlyClose(String headline, Evidence.EarlyClose close) {
    var text = new StringBuilder(headline);
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

  private static String bytes(Cause cause, Evidence.Bytes seen) {
    String protocol = Wording.excerpt(seen.protocol());
    String speaks = protocol.isEmpty() ? "" : "; the bytes look like " + protocol;
    String foreign = seen.foreign().map(f -> ", " + ForeignWording.of(f)).orElse("");
    return "%s: %s%s%s".formatted(cause.summary(), seen.violation().place(), speaks, foreign);
  }

  private static String over(Cause cause, Evidence.OverLimit over, String profile) {
    String unit = cause == Cause.LIMIT_HEADER_COUNT ? "" : " bytes";
    return "%s: %s allows %d%s, %s%d came, the first too many at byte %d%s"
        .formatted(
            cause.summary(), profile, over.limit(), unit, over.atLeast() ? "at least " : "",
            over.measured(), over.offset(), Wording.biggest(over.largest()));
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

  private static String timer(String headline, Evidence.TimedOut timer) {
    String reply =
        timer.received() == 0 ? "no reply byte" : "reply " + Wording.bytes(timer.received());
    String quiet =
        timer.pace().filter(p -> timer.received() > 0)
            .map(p -> ", the last one %s before".formatted(Wording.of(p.quiet()))).orElse("");
    if (timer.isAssumed()) {
      return "%s: %s, then silence, taken to outlast the %s timer of %s"
          .formatted(headline, reply, timer.timer().slug(), Wording.of(timer.limit()));
    }
    return "%s: %s timer of %s, %s, %s%s"
        .formatted(
            headline, timer.timer().slug(), Wording.of(timer.limit()), request(timer.sent()),
            reply, quiet);
  }

  private static String observed(Observation seen) {
    return ": reply %s, then %s"
        .formatted(
            Wording.bytes(seen.reply().map(r -> r.bytes()).orElse(0L)), Wording.of(seen.ending()));
  }

  private Summary() {}
}
