package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.head.EdgeAnswer;
import dev.fivetwenty.edge.head.Octets;
import dev.fivetwenty.edge.head.TargetForm;
import dev.fivetwenty.policy.errorpage.Answer;
import dev.fivetwenty.policy.errorpage.Visitor;
import dev.fivetwenty.wire.RequestIndex;
import java.util.Optional;

/// What the edge itself answers below `/.edge/`: `trace` says how it sees the client, `error/CODE`
/// shows an error page.
final class EdgePaths {

  private static final byte[] PREFIX = Octets.ascii("/.edge/");
  private static final String TRACE = "/.edge/trace";
  private static final String ERROR = "/.edge/error/";

  static boolean isOne(RequestIndex head) {
    int from = TargetForm.pathStart(head);
    if (head.targetEnd() - from < PREFIX.length) return false;
    for (int i = 0; i < PREFIX.length; i++) {
      if (head.bytes()[from + i] != PREFIX[i]) return false;
    }
    return true;
  }

  static EdgeAnswer answer(
      RequestIndex head, RequestTrace trace, ClientConnection client, Settings settings) {
    int from = TargetForm.pathStart(head);
    int to = TargetForm.pathEnd(head, from);
    String path = head.target().substring(from - head.targetStart(), to - head.targetStart());
    if (path.equals(TRACE)) return EdgeAnswer.text(traceText(trace, client, settings));
    Optional<Answer> preview =
        code(path).flatMap(
            code -> settings.pages().preview(code, trace.visitor(), trace.accept()));
    return preview.map(EdgeAnswer::of).orElseGet(() -> trace.answer(404, settings));
  }

  private static Optional<Integer> code(String path) {
    if (!path.startsWith(ERROR)) return Optional.empty();
    String code = path.substring(ERROR.length());
    return code.matches("[1-9][0-9]{2}")
        ? Optional.of(Integer.parseInt(code))
        : Optional.empty();
  }

  private static String traceText(
      RequestTrace trace, ClientConnection client, Settings settings) {
    ClientFacts facts = client.facts();
    Visitor visitor = trace.visitor();
    var text = new StringBuilder();
    line(text, "ray", visitor.rayId());
    line(text, "h", visitor.host());
    line(text, "ip", visitor.address());
    line(
        text, "ts",
        "%d.%03d".formatted(
            visitor.time().getEpochSecond(), visitor.time().getNano() / 1_000_000));
    line(text, "visit_scheme", visitor.scheme());
    line(text, "uag", trace.userAgent());
    line(text, "colo", settings.site());
    line(text, "http", trace.protocol());
    line(text, "tls", facts.isTls() ? facts.tlsVersion() : "off");
    line(text, "kept", Integer.toString(client.exchanges() - 1));
    line(text, "profile", settings.origins().name());
    return text.toString();
  }

  /// One line, whatever a client sent.
  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append('=');
    value.chars().forEach(c -> text.append(c < ' ' || c == 0x7F ? '?' : (char) c));
    text.append('\n');
  }

  private EdgePaths() {}
}
