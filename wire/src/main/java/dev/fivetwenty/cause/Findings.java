package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one observation shows to be lawful but fragile. A kept glitch is not repeated here.
final class Findings {

  /// A certificate with less time left than this is pointed out.
  static final Duration CERTIFICATE_NOTICE = Duration.ofDays(21);

  private static final Pattern KEEP_ALIVE_TIMEOUT =
      Pattern.compile(
          "(?:^|[,;\\s])timeout\\s*=\\s*\"?([0-9]{1,9})(?![0-9])", Pattern.CASE_INSENSITIVE);

  private final Facts facts;
  private final List<Finding> found = new ArrayList<>();

  private Findings(Facts facts) {
    this.facts = facts;
  }

  static List<Finding> of(Facts facts, Optional<Verdict> verdict) {
    var findings = new Findings(facts);
    facts.seen().handshake().ifPresent(findings::tls);
    if (facts.isHeadCommitted()) {
      findings.head(facts.reply().orElseThrow(), facts.finalHead().orElseThrow());
      findings.earlyResponse();
      findings.truncatedTls();
      if (verdict.isEmpty()) findings.status(facts.finalHead().orElseThrow());
    }
    return List.copyOf(findings.found);
  }

  private void tls(Handshake handshake) {
    if (List.of("SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1").contains(handshake.protocol())) {
      warn(Cause.TLS_OLD_VERSION, "the origin agreed on nothing newer than " + handshake.protocol(),
          new Evidence.Seen(handshake.protocol()));
    }
    if (handshake.failure() != Handshake.Failure.NONE) return;
    notVerified(handshake);
    handshake.certificate().ifPresent(this::expiry);
  }

  private void notVerified(Handshake handshake) {
    String problem =
        switch (handshake.problem()) {
          case NONE -> "";
          case EXPIRED -> "it has expired";
          case NOT_YET -> "it is not valid yet";
          case NAME -> "it is for another name";
          case UNTRUSTED -> "it does not lead to a trusted root";
          case SELF_SIGNED -> "it is self-signed";
          case REVOKED -> "it has been revoked";
          case PIN -> "it is not the pinned one";
        };
    if (problem.isEmpty()) return;
    warn(Cause.CERT_NOT_VERIFIED,
        "the certificate was taken, but a strict edge refuses it: " + problem,
        new Evidence.Seen(problem));
  }

  private void expiry(Certificate certificate) {
    if (facts.seen().at().isEmpty()) return;
    Instant now = facts.seen().at().get();
    Duration left = Duration.between(now, certificate.notAfter());
    if (left.isNegative() || left.compareTo(CERTIFICATE_NOTICE) >= 0) return;
    String summary =
        "the certificate expires in %s, on %s"
            .formatted(Wording.count(left.toDays(), "day"), certificate.notAfter());
    warn(Cause.CERT_EXPIRES_SOON, summary,
        new Evidence.Measured(
            "certificate", left.toDays(), CERTIFICATE_NOTICE.toDays(), "days", List.of()));
  }

  private void head(WireReport reply, ResponseHead head) {
    NearLimit.findings(reply, head.offset()).forEach(found::add);
    if (reply.keepAlive()) head.value("Keep-Alive").ifPresent(this::keepAlive);
  }

  private void keepAlive(String value) {
    Matcher stated = KEEP_ALIVE_TIMEOUT.matcher(value);
    if (!stated.find()) return;
    long seconds = Long.parseLong(stated.group(1));
    Optional<Profile> shorter =
        Profile.builtIn().stream()
            .filter(profile -> seconds < profile.timeouts().idlePool().toSeconds())
            .findFirst();
    if (shorter.isEmpty()) return;
    Profile profile = shorter.get();
    long pool = profile.timeouts().idlePool().toSeconds();
    String summary =
        "the origin closes a connection that is idle for %d s, an edge (%s) keeps it for %d s"
            .formatted(seconds, profile.name(), pool);
    var evidence = new Evidence.Measured("Keep-Alive timeout", seconds, pool, "s", List.of());
    var severity =
        profile == Profile.CLASSIC ? Finding.Severity.WARNING : Finding.Severity.INFO;
    add(Cause.KEEPALIVE_SHORT, severity, summary, evidence, OptionalLong.empty());
  }

  private void earlyResponse() {
    Sent sent = facts.seen().sent();
    if (sent.isComplete() && sent.errno() == Errno.NONE) return;
    if (sent.written() == 0) {
      warn(Cause.IDLE_UNSOLICITED_BYTES,
          "the reply came before any of the request was sent, so it answers nothing that was asked",
          new Evidence.Measured("request", 0, sent.total(), "bytes", List.of()));
      return;
    }
    String summary =
        "the origin answered when it had taken %d of %s of the request"
            .formatted(sent.written(), Wording.bytes(sent.total()));
    add(Cause.CONN_EARLY_RESPONSE, Finding.Severity.INFO, summary,
        new Evidence.Measured("request", sent.written(), sent.total(), "bytes", List.of()),
        OptionalLong.empty());
  }

  private void truncatedTls() {
    boolean closed = facts.ending() == Ending.FIN || facts.ending() == Ending.FIN_RST;
    boolean unproved = facts.framing() == Framing.CLOSE && !facts.seen().closeNotify();
    if (facts.seen().handshake().isEmpty() || !closed || !unproved) return;
    long content = facts.reply().map(WireReport::contentBytes).orElse(0L);
    String summary =
        "the content (%s) ends with the connection, and TLS ended without close_notify,"
            .formatted(Wording.bytes(content))
            + " so nobody can tell whether it is whole";
    add(Cause.TLS_TRUNCATED, Finding.Severity.WARNING, summary,
        new Evidence.ShortContent(
            Wording.of(facts.framing()), -1, content, facts.end(), facts.ending(), false),
        OptionalLong.of(facts.end()));
  }

  private void status(ResponseHead head) {
    KeptCopy.said(head).ifPresent(line -> keptCopy(head, line));
    if (head.status() < 500 || head.status() > 599) return;
    add(Cause.ORIGIN_5XX, Finding.Severity.WARNING,
        "the origin itself answers " + head.status() + "; the reply is sound",
        new Evidence.Measured("status", head.status(), 500, "status", List.of()),
        OptionalLong.of(head.offset()));
  }

  private void keptCopy(ResponseHead head, String line) {
    String how = KeptCopy.error(head).map(error -> ", with " + error).orElse("");
    add(Cause.KEPT_COPY, Finding.Severity.WARNING,
        "this is a kept copy and not the origin's answer: behind what sent it the origin fails" + how,
        new Evidence.Seen(line), OptionalLong.of(head.offset()));
  }

  private void warn(Cause cause, String summary, Evidence evidence) {
    add(cause, Finding.Severity.WARNING, summary, evidence, OptionalLong.empty());
  }

  private void add(
      Cause cause, Finding.Severity severity, String summary, Evidence evidence,
      OptionalLong offset) {
    found.add(new Finding(cause, severity, summary, evidence, offset));
  }
}
