package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.har.BrowserError;
import dev.fivetwenty.har.Pairs;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Makes an entry of HAR 1.2 of an attempt. A failed one is whole, too: without a valid head the
/// status is 0, and the reason stands in `_error` and `_fivetwenty`.
final class AttemptEntry {

  private final Attempt attempt;
  private final RequestBytes request;
  private final String route;
  private final Optional<Verdict> verdict;
  private final Optional<ResponseHead> head;
  private final Reply reply;

  AttemptEntry(Attempt attempt, RequestBytes request, String route) {
    this.attempt = attempt;
    this.request = request;
    this.route = route;
    verdict = attempt.judgement().verdict();
    boolean passed = verdict.map(Verdict::headCommitted).orElse(true);
    head =
        attempt.observation().reply().flatMap(WireReport::head)
            .filter(h -> passed && !h.isInterim());
    reply = Reply.of(attempt);
  }

  Json.Obj entry() {
    Phases phases = Phases.of(attempt);
    Instant started = attempt.timeline().started().truncatedTo(ChronoUnit.MILLIS);
    var members = new ArrayList<Json.Member>();
    add(members, "startedDateTime", Json.of(started.toString()));
    add(members, "time", Json.millis(phases.sum()));
    add(members, "request", request());
    add(members, "response", response());
    add(members, "cache", Json.Obj.EMPTY);
    add(members, "timings", phases.json());
    attempt.observation().connect().map(Connect::address).filter(address -> !address.isEmpty())
        .ifPresent(address -> add(members, "serverIPAddress", Json.of(address)));
    add(members, "_fivetwenty", new OwnFacts(attempt, route, reply).json());
    return new Json.Obj(members);
  }

  private static void add(List<Json.Member> members, String name, Json value) {
    members.add(new Json.Member(name, value));
  }

  private Json.Obj request() {
    byte[] sent = attempt.order().request();
    byte[] content = request.content();
    int head = headBytes(sent);
    var members = new ArrayList<Json.Member>();
    add(members, "method", Json.of(request.method()));
    add(members, "url", Json.of(url()));
    add(members, "httpVersion", Json.of(request.version()));
    add(members, "cookies",
        request.value("Cookie").map(Pairs::cookies).orElse(Json.Arr.EMPTY));
    add(members, "headers", lines());
    add(members, "queryString", Pairs.query(attempt.order().target().url()));
    add(members, "headersSize", Json.of(head));
    add(members, "bodySize", Json.of(sent.length - head));
    if (content.length > 0) add(members, "postData", postData(content));
    return new Json.Obj(members);
  }

  /// A head that ends early is all there is.
  private static int headBytes(byte[] sent) {
    int end = new String(sent, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    return end < 0 ? sent.length : end + 4;
  }

  private String url() {
    String url = attempt.order().target().url().toString();
    int fragment = url.indexOf('#');
    return fragment < 0 ? url : url.substring(0, fragment);
  }

  private Json lines() {
    return new Json.Arr(
        request.lines().stream().map(line -> Pairs.pair(line.name(), line.value())).toList());
  }

  private Json postData(byte[] content) {
    Optional<String> text = Reply.text(content);
    var data =
        Json.object(
            "mimeType", Json.of(request.value("Content-Type").orElse("")), "text",
            Json.of(text.orElseGet(() -> Base64.getEncoder().encodeToString(content))));
    return text.isPresent() ? data : data.with("_encoding", Json.of("base64"));
  }

  private Json.Obj response() {
    List<Field> fields = head.map(ResponseHead::fields).orElseGet(this::partialFields);
    var members = new ArrayList<Json.Member>();
    add(members, "status", Json.of(head.map(ResponseHead::status).orElse(0)));
    add(members, "statusText", Json.of(head.map(ResponseHead::reason).orElse("")));
    add(members, "httpVersion", Json.of(head.map(ResponseHead::version).orElse("")));
    add(members, "cookies", responseCookies(fields));
    add(members, "headers",
        new Json.Arr(fields.stream().map(f -> Pairs.pair(f.name(), f.value())).toList()));
    add(members, "content", content());
    add(members, "redirectURL", Json.of(head.flatMap(h -> h.value("Location")).orElse("")));
    add(members, "headersSize", Json.of(head.isPresent() ? reply.headBytes() : -1));
    add(members, "bodySize", Json.of(head.isPresent() ? reply.bodyBytes() : -1));
    add(members, "_transferSize", Json.of(attempt.receivedTotal()));
    verdict.ifPresent(v -> add(members, "_error", Json.of(BrowserError.of(v.cause()))));
    if (verdict.isEmpty() && head.isEmpty()) add(members, "_error", Json.of("net::ERR_TIMED_OUT"));
    return new Json.Obj(members);
  }

  private List<Field> partialFields() {
    return attempt.observation().reply()
        .map(r -> r.head().map(ResponseHead::fields).orElse(r.partialHead())).orElse(List.of());
  }

  private static Json responseCookies(List<Field> fields) {
    return Pairs.setCookies(
        fields.stream().filter(f -> f.name().equalsIgnoreCase("Set-Cookie")).map(Field::value)
            .toList());
  }

  private Json.Obj content() {
    String type = head.flatMap(h -> h.value("Content-Type")).orElse("");
    String coding = head.flatMap(h -> h.value("Content-Encoding")).orElse("");
    Optional<byte[]> decoded = reply.isWhole() ? reply.decoded(coding) : Optional.empty();
    byte[] kept = decoded.orElse(reply.content());
    long size = decoded.map(d -> (long) d.length).orElse(reply.contentBytes());
    var content =
        Json.object("size", Json.of(size), "mimeType", Json.of(type.isEmpty() ? "x-unknown" : type));
    if (decoded.isPresent() && size > reply.contentBytes()) {
      content = content.with("compression", Json.of(size - reply.contentBytes()));
    }
    if (kept.length == 0) return content;
    Optional<String> text = Reply.text(kept);
    content =
        content.with("text", Json.of(text.orElseGet(() -> Base64.getEncoder().encodeToString(kept))));
    if (text.isEmpty()) content = content.with("encoding", Json.of("base64"));
    return reply.isWhole() ? content : content.with("comment", Json.of(cut()));
  }

  private String cut() {
    return "the first %d of %d bytes".formatted(reply.content().length, reply.contentBytes());
  }
}
