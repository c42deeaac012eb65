package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Errno;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.Names;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.WireReport;
import java.util.OptionalLong;

/// An attempt in the form of `curl -v`: `*` for what happened, `>` for what was sent, `<` for what
/// came.
public final class Transcript {

  /// Lines of each direction; more are only counted.
  private static final int MAX_LINES = 200;

  private static final int MAX_LINE = 1000;

  private final Style style;
  private final StringBuilder out = new StringBuilder(2048);

  public Transcript(Style style) {
    this.style = style;
  }

  /// @param sent     request bytes fit to be shown
  /// @param received reply bytes fit to be shown
  public String of(Attempt attempt, byte[] sent, byte[] received) {
    Observation seen = attempt.observation();
    seen.resolution().ifPresent(this::resolution);
    seen.connect().ifPresent(this::connect);
    seen.handshake().ifPresent(this::handshake);
    if (sent.length > 0) head("> ", sent, OptionalLong.empty());
    OptionalLong stop =
        attempt.judgement().verdict().map(v -> v.offset()).orElse(OptionalLong.empty());
    if (received.length > 0) head("< ", received, stop);
    seen.reply().ifPresent(this::content);
    ending(attempt);
    for (String unobserved : seen.unobserved()) note("not observed: " + unobserved);
    return out.toString();
  }

  private void resolution(Resolution resolution) {
    if (resolution.rcode().equals("HOSTS")) return;
    String answer =
        resolution.addresses().isEmpty()
            ? resolution.rcode().isEmpty() ? "no answer" : resolution.rcode()
            : String.join(", ", resolution.addresses());
    note(Shown.text(resolution.name()) + " resolves to " + answer + " ("
        + Amount.time(resolution.took()) + ")");
  }

  private void connect(Connect connect) {
    if (connect.isUp()) {
      note("connected to " + connect.remote() + " in " + Amount.time(connect.took()));
      return;
    }
    String how = connect.timedOut() ? "no answer" : Errno.text(connect.errno());
    note("not connected to " + connect.remote() + ": " + how);
  }

  private void handshake(Handshake tls) {
    if (tls.failure() == Handshake.Failure.NONE) {
      String alpn = tls.selected().isEmpty() ? "no ALPN" : "ALPN " + Shown.text(tls.selected());
      note(tls.protocol() + " " + tls.cipher() + ", " + alpn + " in " + Amount.time(tls.took()));
    } else {
      note("TLS handshake: " + Names.kebab(tls.failure()));
    }
    tls.certificate()
        .ifPresent(
            certificate ->
                note(
                    "certificate " + Shown.text(certificate.subject(), 120) + ", until "
                        + certificate.notAfter()));
    if (tls.problem() != Handshake.Problem.NONE) note("certificate: " + Names.kebab(tls.problem()));
    if (tls.clientCertificateWanted()) note("a client certificate is asked for");
  }

  /// Prints lines up to the empty one that ends a head, or the one with the offending byte.
  private void head(String mark, byte[] bytes, OptionalLong stop) {
    int start = 0;
    boolean blank = false;
    for (int lines = 0; start < bytes.length && lines < MAX_LINES; lines++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') end++;
      boolean crlf = end > start && end < bytes.length && bytes[end - 1] == '\r';
      int textEnd = crlf ? end - 1 : end;
      if (blank && !startsHead(bytes, start)) return;
      line(mark, bytes, start, textEnd);
      blank = textEnd == start;
      start = end + 1;
      if (stop.isPresent() && stop.getAsLong() < start) return;
    }
    if (start < bytes.length) note("and " + Amount.bytes(bytes.length - start) + " more");
  }

  private void line(String mark, byte[] bytes, int start, int end) {
    int shown = Math.min(end, start + MAX_LINE);
    out.append(style.faint(mark)).append(Shown.octets(bytes, start, shown));
    if (shown < end) out.append("... (").append(Amount.bytes(end - start)).append(')');
    out.append('\n');
  }

  private static boolean startsHead(byte[] bytes, int at) {
    String protocol = "HTTP/";
    if (at + protocol.length() > bytes.length) return false;
    for (int i = 0; i < protocol.length(); i++) {
      if (bytes[at + i] != protocol.charAt(i)) return false;
    }
    return true;
  }

  private void content(WireReport reply) {
    if (reply.head().isEmpty()) return;
    String declared =
        reply.declaredBytes() < 0
            ? "" : " of " + Amount.number(reply.declaredBytes()) + " declared";
    note(
        "content: " + Amount.bytes(reply.contentBytes()) + declared + ", framing "
            + Names.kebab(reply.framing()));
  }

  private void ending(Attempt attempt) {
    String at =
        attempt.timeline().firstByte().isNegative()
            ? ""
            : ", first byte at " + Amount.time(attempt.timeline().firstByte());
    if (attempt.observation().connect().filter(Connect::isUp).isEmpty()) return;
    note(
        "ending: " + EvidenceText.ending(attempt.observation().ending()) + " after "
            + Amount.bytes(attempt.receivedTotal()) + at);
  }

  private void note(String text) {
    out.append(style.faint("* ")).append(text).append('\n');
  }
}
