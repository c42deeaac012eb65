package dev.fivetwenty.edge.random;

import dev.fivetwenty.edge.random.Message.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Draws exchanges that RFC 9110 and RFC 9112 allow, and works out what each side is to get.
final class Plans {

  static final int LARGEST = 64 << 20;

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
          "REPORT");
  private static final List<String> STATUSES =
      List.of(
          "200 OK", "200 OK", "200 OK", "200 ", "201 Created", "203 A reason \t of its own",
          "204 No Content", "206 Partial Content", "301 Moved Permanently", "304 Not Modified",
          "404 Not Found", "418 \u00e9", "500 Internal Server Error", "503 Service Unavailable",
          "599 Odd");
  private static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT";

  private final SplittableRandom draws;

  /// What a client does on one connection.
  ///
  /// @param pipelined  all requests are written without waiting
  /// @param halfCloses the client ends its side behind the last request
  record Dialogue(List<Planned> exchanges, boolean pipelined, boolean halfCloses) {}

  Plans(SplittableRandom draws) {
    this.draws = draws;
  }

  /// @param firstId number of the first exchange
  Dialogue dialogue(int firstId) {
    int minor = draws.nextInt(8) == 0 ? 0 : 1;
    boolean pipelined = draws.nextInt(3) == 0;
    int count = 1 + draws.nextInt(8);
    var exchanges = new ArrayList<Planned>();
    for (int i = 0; i < count; i++) {
      boolean isLast = i == count - 1;
      Planned next = exchange(firstId + i, minor, isLast, pipelined);
      exchanges.add(next);
      // Where only a close ends the reply nothing follows it.
      if (next.framingAtClient() == Framing.CLOSE) break;
    }
    return new Dialogue(exchanges, pipelined, draws.nextInt(8) == 0);
  }

  /// Returns an exchange of the largest content both ways.
  Planned largest(int id, Framing up, Framing down) {
    Content request = Content.drawn(draws, LARGEST);
    Content reply = Content.drawn(draws, LARGEST);
    return planned(
        new Draft(id, 1, "PUT", true, false), request(up, request),
        reply(down, reply, "200 OK", "PUT"));
  }

  private record Draft(int id, int minor, String method, boolean isKept, boolean waits) {}

  private record Part(
      FieldDraws fields, Framing framing, Content content, String start, boolean closes) {}

  private Planned exchange(int id, int minor, boolean isLast, boolean pipelined) {
    String method = METHODS.get(draws.nextInt(METHODS.size()));
    Framing up = framing(method, minor);
    Part request = request(up, up == Framing.NONE ? Content.NONE : Content.drawn(draws, size()));
    boolean waits = up != Framing.NONE && minor == 1 && !pipelined && draws.nextInt(5) == 0;
    boolean isKept = !isLast || draws.nextBoolean();
    String status = STATUSES.get(draws.nextInt(STATUSES.size()));
    Framing down = Framing.values()[1 + draws.nextInt(3)];
    Part reply = reply(down, Content.drawn(draws, size()), status, method);
    return planned(new Draft(id, minor, method, isKept, waits), request, reply);
  }

  private Framing framing(String method, int minor) {
    boolean isUsual = method.startsWith("P") || method.equals("REPORT");
    if (!isUsual && draws.nextInt(12) > 0) return Framing.NONE;
    return minor == 0 || draws.nextBoolean() ? Framing.LENGTH : Framing.CHUNKED;
  }

  private Part request(Framing framing, Content content) {
    FieldDraws fields = new FieldDraws(draws).others();
    if (framing == Framing.LENGTH) fields.passed("Content-Length: " + content.size());
    if (framing == Framing.CHUNKED) fields.dropped("Transfer-Encoding: chunked");
    return new Part(fields, framing, content, "", false);
  }

  private Part reply(Framing drawn, Content content, String status, String method) {
    Framing framing = drawn;
    FieldDraws fields = new FieldDraws(draws).others().passed("Server: drawn");
    boolean isContentless =
        method.equals("HEAD") || status.startsWith("204") || status.startsWith("304");
    boolean isOld = framing != Framing.CHUNKED && draws.nextInt(8) == 0;
    boolean closes = framing == Framing.CLOSE || isOld || draws.nextInt(10) == 0;
    if (framing == Framing.LENGTH && !status.startsWith("204")) {
      fields.dropped("Content-Length: " + content.size());
    }
    if (framing == Framing.CHUNKED && !isContentless) fields.dropped("Transfer-Encoding: chunked");
    if (closes && !isOld) fields.dropped("Connection: close");
    if (draws.nextBoolean()) fields.passed(DATE);
    if (isContentless) framing = Framing.NONE;
    return new Part(
        fields, framing, isContentless ? Content.NONE : content,
        (isOld ? "HTTP/1.0 " : "HTTP/1.1 ") + status, closes);
  }

  private Planned planned(Draft draft, Part request, Part reply) {
    String host = "shop-%d.example".formatted(draws.nextInt(5));
    String target = "/%d/%s".formatted(draft.id, draws.nextBoolean() ? "?q=%41&'" : "a//b/../;c");
    String forwardedFor = draws.nextInt(8) == 0 ? "203.0.113.7, 2001:db8::1" : "";
    FieldDraws fields = request.fields.passed("Host: " + host);
    if (!forwardedFor.isEmpty()) fields.dropped("X-Forwarded-For: " + forwardedFor);
    if (draft.waits) fields.passed("Expect: 100-continue");
    if (!draft.isKept && draft.minor == 1) fields.dropped("Connection: close");
    if (draft.isKept && draft.minor == 0) fields.dropped("Connection: keep-alive");
    String asked = draws.nextInt(8) == 0 ? "http://" + host + target : target;
    return new Planned(
        draft.id, draft.method, target, host, draft.minor, forwardedFor, draft.isKept, draft.waits,
        message("%s %s HTTP/1.%d".formatted(draft.method, asked, draft.minor), request),
        reply.start.startsWith("HTTP/1.0") ? continueOnly(draft.waits) : interims(draft.waits),
        message(reply.start, reply), reply.closes);
  }

  private Message message(String startLine, Part part) {
    boolean isChunked = part.framing == Framing.CHUNKED;
    List<String> trailers = isChunked ? FieldDraws.trailers(draws) : List.of();
    return new Message(
        startLine, part.fields.sent(), part.fields.passed(), part.framing, part.content, trailers);
  }

  private List<Message> continueOnly(boolean waits) {
    return waits ? List.of(interim("HTTP/1.1 100 Continue", new FieldDraws(draws))) : List.of();
  }

  private List<Message> interims(boolean waits) {
    var interims = new ArrayList<>(continueOnly(waits));
    if (draws.nextInt(6) > 0) return interims;
    interims.add(interim("HTTP/1.1 103 Early Hints", new FieldDraws(draws).others()));
    if (draws.nextBoolean()) {
      interims.add(interim("HTTP/1.1 102 Processing", new FieldDraws(draws)));
    }
    return interims;
  }

  private static Message interim(String startLine, FieldDraws fields) {
    return new Message(
        startLine, fields.sent(), fields.passed(), Framing.NONE, Content.NONE, List.of());
  }

  /// Mostly small, as on the Web, and now and then as large as can be.
  private long size() {
    int kind = draws.nextInt(1000);
    if (kind < 60) return 0;
    if (kind < 600) return draws.nextInt(3 * KIB / 2);
    if (kind < 900) return draws.nextInt(40 * KIB);
    if (kind < 985) return draws.nextInt(300 * KIB);
    if (kind < 999) return draws.nextInt(4 * MIB);
    return draws.nextInt(LARGEST + 1);
  }
}
