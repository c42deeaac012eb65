package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyError;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.software.Content;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// What an entry has beside HAR, in `_fivetwenty`: the verdict, how the connection came and ended, and
/// the bytes. The names are public contract, see `docs/har.md`.
final class OwnFacts {

  static final int SCHEMA_VERSION = 1;

  /// Raw bytes kept of each direction: any head within a limit, and some content.
  private static final int MAX_RAW = 64 << 10;

  /// Raw bytes kept behind the offset of a fault that lies further back.
  private static final int BEHIND = 256;

  private final Attempt attempt;
  private final String route;
  private final Reply reply;

  /// Of the reply on its connection: offsets here count from its first byte, which `replyBase64` has.
  private final long start;
  private final List<Json.Member> members = new ArrayList<>();

  OwnFacts(Attempt attempt, String route, Reply reply) {
    this.attempt = attempt;
    this.route = route;
    this.reply = reply;
    start = attempt.observation().reply().map(WireReport::start).orElse(0L);
  }

  Json.Obj json() {
    Observation seen = attempt.observation();
    put("schemaVersion", Json.of(SCHEMA_VERSION));
    put("route", Json.of(route));
    put("profile", Json.of(attempt.order().profile().name()));
    put("cause", Json.Word.NULL);
    attempt.judgement().verdict().ifPresent(this::verdict);
    attempt.judgement().unfinished()
        .ifPresent(u -> put("unfinished", Json.of(u.pending().cause().slug())));
    put("ending", Json.of(slug(seen.ending())));
    put("bytesReceived", Json.of(attempt.receivedTotal()));
    seen.reply().ifPresent(this::section);
    put("glitches", glitches(attempt.judgement().glitches()));
    put("transport", Json.of(attempt.transport()));
    seen.connect().map(Connect::remote).ifPresent(remote -> put("remote", Json.of(remote)));
    seen.tcp().ifPresent(tcp -> put("tcp", tcp(tcp)));
    seen.handshake().ifPresent(tls -> put("tls", tls(tls)));
    if (reply.isWhole() && reply.headBytes() >= 0) {
      put("contentSha256", Json.of(new Content(reply.content(), true).sha256()));
    }
    put("requestBase64", raw(attempt.sent(), MAX_RAW));
    put("replyBase64", raw(attempt.received(), rawBytes()));
    return new Json.Obj(members);
  }

  private void put(String name, Json value) {
    members.removeIf(member -> member.name().equals(name));
    members.add(new Json.Member(name, value));
  }

  private static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void verdict(Verdict verdict) {
    put("cause", Json.of(verdict.cause().slug()));
    put("family", Json.of(verdict.cause().family().slug()));
    put("status", Json.of(verdict.status(Presentation.EDGE_52X)));
    verdict.cause().proxyError().map(ProxyError::token)
        .ifPresent(token -> put("proxyStatus", Json.of(token)));
    put("party", Json.of(verdict.party().slug()));
    put("stage", Json.of(verdict.stage().slug()));
    put("signal", Json.of(verdict.signal().slug()));
    verdict.offset().ifPresent(offset -> put("offset", Json.of(offset - start)));
    put("headCommitted", Json.of(verdict.headCommitted()));
    put("summary", Json.of(Summary.of(verdict)));
  }

  private void section(WireReport report) {
    put("sectionBytes", Json.of(report.sectionBytes()));
    put("sectionFields", Json.of(report.fieldCount()));
    put("sectionWhole", Json.of(report.sectionWhole()));
    put("largestFields",
        new Json.Arr(
            report.largestFields().stream().map(OwnFacts::field).toList()));
  }

  private static Json field(Field field) {
    return Json.object("field", Json.of(field.name()), "bytes", Json.of(field.lineBytes()));
  }

  private Json glitches(List<Violation> glitches) {
    return new Json.Arr(
        glitches.stream()
            .<Json>map(g -> Json.object("rule", Json.of(g.rule().slug()), "offset", Json.of(g.offset() - start)))
            .toList());
  }

  private static Json tcp(Tcp tcp) {
    return Json.object(
        "state", Json.of(tcp.state()), "rttMs", Json.millis(tcp.rttMicros() / 1000.0),
        "retransmits", Json.of(tcp.totalRetransmits()), "unacked", Json.of(tcp.unacked()),
        "bytesAcked", Json.of(tcp.bytesAcked()), "bytesReceived", Json.of(tcp.bytesReceived()));
  }

  private static Json tls(Handshake tls) {
    var shown =
        Json.object(
            "failure", Json.of(slug(tls.failure())), "problem", Json.of(slug(tls.problem())),
            "alert", Json.of(tls.alertName()), "sni", Json.of(tls.sni()), "alpn",
            Json.of(tls.selected()), "protocol", Json.of(tls.protocol()), "cipher",
            Json.of(tls.cipher()));
    return tls.certificate().map(c -> shown.with("certificate", certificate(c))).orElse(shown);
  }

  private static Json certificate(Certificate certificate) {
    return Json.object(
        "subject", Json.of(certificate.subject()), "issuer", Json.of(certificate.issuer()),
        "notBefore", Json.of(certificate.notBefore().toString()), "notAfter",
        Json.of(certificate.notAfter().toString()));
  }

  private int rawBytes() {
    long offset =
        attempt.judgement().verdict().map(v -> v.offset().orElse(start) - start).orElse(0L);
    return (int) Math.min(attempt.received().length, Math.max(MAX_RAW, offset + BEHIND));
  }

  private static Json raw(byte[] bytes, int most) {
    byte[] kept = bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    return Json.of(Base64.getEncoder().encodeToString(kept));
  }
}
