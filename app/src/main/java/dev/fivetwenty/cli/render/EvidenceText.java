package dev.fivetwenty.cli.render;

import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.ForeignWording;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says evidence in words: who declared what, what was measured; no guess. One clause per line.
public final class EvidenceText {

  public static List<String> lines(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Name name -> resolution(name.resolution());
      case Evidence.NoConnection no -> List.of(connect(no.connect()));
      case Evidence.BrokenHandshake broken -> handshake(broken.handshake());
      case Evidence.TlsAfterHandshake after -> List.of(afterHandshake(after));
      case Evidence.EarlyClose early -> earlyClose(early);
      case Evidence.Bytes bytes -> bytes(bytes);
      case Evidence.OverLimit over -> overLimit(over);
      case Evidence.ShortContent content -> List.of(shortContent(content));
      case Evidence.TimedOut late -> timedOut(late);
      case Evidence.Measured measured -> measured(measured);
      case Evidence.Seen seen -> List.of(Shown.text(seen.what()));
      case Evidence.Thrown thrown -> List.of(Shown.text(thrown.what()));
      case Evidence.Observed observed ->
          List.of("ending " + ending(observed.observation().ending())
              + ", nothing else stands out");
    };
  }

  private static List<String> resolution(Resolution resolution) {
    String answer = resolution.rcode().isEmpty() ? "no answer" : resolution.rcode();
    String from = resolution.server().isEmpty() ? "" : " from " + resolution.server();
    var lines = new ArrayList<String>();
    lines.add(
        Shown.text(resolution.name()) + ": " + answer + from + " after "
            + Amount.time(resolution.took()) + ", "
            + Amount.count(resolution.tries(), "try", "tries"));
    if (!resolution.extended().isEmpty()) {
      lines.add("extended error: " + Shown.text(resolution.extended(), 200));
    }
    if (!resolution.addresses().isEmpty()) {
      lines.add("addresses: " + String.join(", ", resolution.addresses()));
    }
    return lines;
  }

  private static String connect(Connect connect) {
    String how = connect.timedOut() ? "no answer" : Errno.text(connect.errno());
    return connect.remote() + ": " + how + " after " + Amount.time(connect.took());
  }

  private static List<String> handshake(Handshake handshake) {
    var lines = new ArrayList<String>();
    String sni = handshake.sni().isEmpty() ? "no server name" : "server name " + handshake.sni();
    lines.add(
        "handshake ended with " + Names.kebab(handshake.failure()) + " after "
            + Amount.time(handshake.took()) + "; sent " + sni);
    if (handshake.alertId() >= 0) {
      lines.add("alert " + handshake.alertId() + " " + Shown.text(handshake.alertName()));
    }
    if (handshake.problem() != Handshake.Problem.NONE) {
      lines.add("certificate: " + Names.kebab(handshake.problem()));
    }
    handshake.certificate().ifPresent(certificate -> lines.addAll(certificate(certificate)));
    byte[] plain = handshake.plaintext();
    if (plain.length > 0) {
      lines.add("answered in plain text: " + Shown.octets(plain, 0, plain.length));
    }
    if (handshake.clientCertificateWanted()) lines.add("the origin asked for a client certificate");
    if (!handshake.lastMessage().isEmpty()) {
      lines.add("last message seen: " + Shown.text(handshake.lastMessage()));
    }
    return lines;
  }

  private static List<String> certificate(Certificate certificate) {
    return List.of(
        "for " + Shown.text(String.join(", ", certificate.names()), 200) + ", by "
            + Shown.text(certificate.issuer(), 120),
        "valid from " + certificate.notBefore() + " to " + certificate.notAfter());
  }

  private static String afterHandshake(Evidence.TlsAfterHandshake after) {
    String what =
        after.alertId() < 0
            ? "a record that cannot be decrypted"
            : "alert " + after.alertId() + " " + Shown.text(after.alertName());
    return what + " after " + Amount.bytes(after.replyBytes()) + " of reply";
  }

  private static List<String> earlyClose(Evidence.EarlyClose early) {
    var lines = new ArrayList<String>();
    String errno = early.errno() > 0 ? ", errno " + early.errno() : "";
    lines.add(
        ending(early.ending()) + errno + " after " + Amount.bytes(early.received()) + " of reply");
    sent(early.sent(), lines);
    if (!early.lastField().isEmpty()) {
      lines.add("last complete field: " + Shown.text(early.lastField(), 64));
    }
    if (early.use().isReused()) {
      lines.add(
          "on a kept connection: " + Amount.count(early.use().exchanges(), "exchange", "exchanges")
              + " before, idle for " + Amount.time(early.use().idle()));
    }
    early.tcp().ifPresent(tcp -> lines.add(tcp(tcp)));
    return lines;
  }

  private static List<String> bytes(Evidence.Bytes bytes) {
    Violation violation = bytes.violation();
    String octet =
        violation.octet() < 0
            ? "the end of the input"
            : "'" + Shown.octets(new byte[] {(byte) violation.octet()}, 0, 1) + "' (0x"
                + Integer.toHexString(violation.octet() | 0x100).substring(1) + ")";
    var lines = new ArrayList<String>();
    lines.add(
        violation.rule().slug() + " at byte " + violation.offset() + ": " + octet + " ("
            + violation.rule().section() + ")");
    if (!bytes.protocol().isEmpty()) {
      lines.add("the bytes look like " + Shown.text(bytes.protocol()));
    }
    bytes.foreign().map(ForeignWording::of).ifPresent(lines::add);
    return lines;
  }

  private static List<String> overLimit(Evidence.OverLimit over) {
    var lines = new ArrayList<String>();
    lines.add(
        over.what() + ": limit " + Amount.number(over.limit()) + ", measured "
            + (over.atLeast() ? "at least " : "") + Amount.number(over.measured())
            + ", crossed at byte " + over.offset());
    largest(over.largest(), lines);
    return lines;
  }

  private static String shortContent(Evidence.ShortContent content) {
    String declared =
        content.declared() < 0 ? content.framing() : "declared " + Amount.bytes(content.declared());
    String notify = content.closeNotify() ? "" : ", TLS not closed in order";
    return declared + ", received " + Amount.bytes(content.received()) + ", then "
        + ending(content.ending()) + " at byte " + content.offset() + notify;
  }

  private static List<String> timedOut(Evidence.TimedOut late) {
    var lines = new ArrayList<String>();
    String reply = Amount.bytes(late.received()) + " of reply";
    lines.add(
        late.isAssumed()
            ? reply + ", then silence, taken to outlast the " + late.timer().slug() + " timer of "
                + Amount.time(late.limit()) + "; nothing was waited for"
            : (late.timer() == Timer.TOTAL ? "our own limit" : late.timer().slug())
                + " ran out after " + Amount.time(late.limit()) + " with " + reply);
    sent(late.sent(), lines);
    late.tcp().ifPresent(tcp -> lines.add(tcp(tcp)));
    return lines;
  }

  private static List<String> measured(Evidence.Measured measured) {
    var lines = new ArrayList<String>();
    lines.add(
        measured.what() + ": " + Amount.number(measured.value()) + " of "
            + Amount.number(measured.limit()) + " " + measured.unit());
    largest(measured.largest(), lines);
    return lines;
  }

  private static void largest(List<Field> fields, List<String> lines) {
    for (Field field : fields) {
      lines.add(Shown.text(field.name(), 64) + ": " + Amount.bytes(field.lineBytes()));
    }
  }

  private static void sent(Sent sent, List<String> lines) {
    if (sent.total() == 0) return;
    String acked =
        switch (sent.acked()) {
          case 1 -> ", acknowledged by its TCP";
          case 0 -> sent.anyAcked() == 1
              ? ", acknowledged in part" : ", not acknowledged by its TCP";
          default -> "";
        };
    String errno = sent.errno() > 0 ? " (" + Errno.text(sent.errno()) + ")" : "";
    lines.add(
        "request: wrote " + Amount.number(sent.written()) + " of " + Amount.bytes(sent.total())
            + errno + acked);
  }

  private static String tcp(Tcp tcp) {
    return "TCP: state " + state(tcp.state()) + ", round trip " + Amount.millis(tcp.rttMicros())
        + ", " + Amount.count(tcp.totalRetransmits(), "retransmission", "retransmissions");
  }

  /// Returns the name that Linux, `ss` and RFC 9293 have for a state.
  private static String state(int number) {
    List<String> names =
        List.of(
            "ESTABLISHED", "SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT",
            "CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING");
    return number >= 1 && number <= names.size() ? names.get(number - 1) : String.valueOf(number);
  }

  public static String ending(Ending ending) {
    return switch (ending) {
      case FIN -> "closed (FIN)";
      case RST -> "reset (RST)";
      case FIN_RST -> "closed, then reset (FIN, RST)";
      case SILENCE -> "silence";
      case OPEN -> "still open";
    };
  }

  /// Returns the name of an error number of the system.
  public static String errno(int number) {
    return Errno.text(number);
  }

  static Optional<Violation> violation(Evidence evidence) {
    return evidence instanceof Evidence.Bytes bytes
        ? Optional.of(bytes.violation())
        : Optional.empty();
  }

  private EvidenceText() {}
}
