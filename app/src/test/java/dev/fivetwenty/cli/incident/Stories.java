package dev.fivetwenty.cli.incident;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.incident.Answer;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.KeptBytes.Piece;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Incidents whose every figure is known, for what commands print of them.
public final class Stories {

  static final Instant BEGAN = Instant.parse("2026-11-25T14:03:12.412Z");
  public static final Instant NOW = BEGAN.plus(Duration.ofHours(3));
  public static final String RAY = "8f2c1d3a4b5c6d7e-LOC";

  static final String REQUEST =
      "GET /cart?token=*****&page=2 HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: Mozilla/5.0\r\n"
          + "Accept: */*\r\nCookie: **************\r\nRay-Id: " + RAY + "\r\n\r\n";

  private static final Duration IDLE = Duration.ofMillis(4870);

  /// What of a reply is kept of each end of its content, here.
  static final int EDGE_BYTES = 64;

  /// Returns the only attempt of an exchange.
  public static Incident of(String reply, Ending ending, Use use) {
    return of(List.of(attempt(reply, ending, use, 0)));
  }

  public static Incident of(List<KeptAttempt> attempts) {
    Optional<Verdict> verdict = attempts.getLast().judgement().verdict();
    boolean failed = verdict.isPresent();
    boolean retried = !failed && attempts.size() > 1;
    Kept.Why why = failed ? Kept.Why.FAILED : retried ? Kept.Why.RETRIED : Kept.Why.GLITCHES;
    var visit =
        new Visit(
            "#3f9a len=12", "#3f9a len=12", "0.0.0.0:443", "HTTP/1.1", "TLSv1.3", "GET", "https",
            "shop.example", "/cart", "token=*****&page=2", 3, 412);
    boolean committed = verdict.filter(v -> v.headCommitted()).isPresent();
    int status = failed && !committed ? 520 : 200;
    var answer =
        new Answer(
            status, committed ? 520 : 0, status == 520, false, "", "shop.example/",
            "http://192.0.2.7:8080", failed ? 1245 : 6000, "", "");
    var kept = new Kept(why, KeptBytes.whole(bytes(REQUEST)), verdict, attempts);
    Duration total =
        Duration.between(BEGAN, attempts.getLast().timeline().started()).plusNanos(8_412_000);
    return new Incident(RAY, BEGAN, total, visit, answer, kept);
  }

  public static KeptAttempt attempt(String reply, Ending ending, Use use, int startMillis) {
    return attempt(reply, ending, use, startMillis, Profile.CLASSIC, Optional.of(Profile.CLASSIC));
  }

  /// Returns an exchange that was judged by a profile of an operator.
  ///
  /// @param stored with the profile itself, as it is now, or with its name only
  public static Incident judgedBy(Profile own, boolean stored, String reply) {
    return of(List.of(attempt(reply, Ending.OPEN, Use.NEW, 0, own, Optional.of(own).filter(_ -> stored))));
  }

  private static KeptAttempt attempt(
      String reply, Ending ending, Use use, int startMillis, Profile by, Optional<Profile> stored) {
    long start = use.isReused() ? 1000 : 0;
    WireReport report = read(bytes(reply), ending, start, by);
    Observation seen = observation(report, ending, use);
    Judgement judgement = new Judge(by).judge(seen);
    return new KeptAttempt(
        "http://192.0.2.7:8080", "192.0.2.7:8080", "epoll", use.exchanges() + 1, seen, judgement,
        stored, timeline(startMillis, use, report), KeptBytes.whole(bytes(REQUEST)),
        pieces(Secrets.message(bytes(reply)), report));
  }

  public static Incident withRay(Incident incident, String ray) {
    return new Incident(
        ray, incident.began(), incident.total(), incident.visit(), incident.answer(),
        incident.kept());
  }

  /// Returns an exchange as it is stored where the recorder keeps values.
  public static Incident withValues(String secret) {
    String reply = "HTTP/1.1 200 OK\r\nSet-Cookie: id=" + secret + "\r\nX-A: a\0b\r\n\r\n";
    WireReport report = read(bytes(reply), Ending.OPEN, 0, Profile.CLASSIC);
    Observation seen = observation(report, Ending.OPEN, Use.NEW);
    Judgement judgement = new Judge(Profile.CLASSIC).judge(seen);
    KeptBytes request =
        KeptBytes.whole(
            bytes("GET /cart?t=" + secret + " HTTP/1.1\r\nHost: shop.example\r\nCookie: "
                + secret + "\r\n\r\n"));
    var attempt =
        new KeptAttempt(
            "http://192.0.2.7:8080", "192.0.2.7:8080", "epoll", 1, seen, judgement,
            Optional.of(Profile.CLASSIC), timeline(0, Use.NEW, report), request, KeptBytes.whole(bytes(reply)));
    var visit =
        new Visit(
            "198.51.100.7", "198.51.100.7", "0.0.0.0:443", "HTTP/1.1", "", "GET", "http",
            "shop.example", "/cart", "t=" + secret, 1, 412);
    var answer =
        new Answer(520, 0, true, false, "", "shop.example/", "http://192.0.2.7:8080", 1245, "", "");
    return new Incident(
        RAY, BEGAN, Duration.ofMillis(8), visit, answer,
        new Kept(Kept.Why.FAILED, request, judgement.verdict(), List.of(attempt)));
  }

  /// Returns the same exchange with another origin and another request to it.
  public static Incident asking(Incident incident, String origin, String request) {
    Answer told = incident.answer();
    var answer =
        new Answer(
            told.status(), told.statusIfUncommitted(), told.edgeMade(), told.clientGone(),
            told.refusal(), told.route(), origin, told.bytesToClient(), told.rules(),
            told.cacheStatus());
    var attempts = new ArrayList<KeptAttempt>();
    for (KeptAttempt a : incident.kept().attempts()) {
      attempts.add(
          new KeptAttempt(
              origin, a.address(), a.transport(), a.exchange(), a.observation(), a.judgement(),
              a.profile(), a.timeline(), KeptBytes.whole(bytes(request)), a.received()));
    }
    Kept kept = incident.kept();
    return new Incident(
        incident.ray(), incident.began(), incident.total(), incident.visit(), answer,
        new Kept(kept.why(), kept.request(), kept.verdict(), attempts));
  }

  public static Use reused() {
    return new Use(7, IDLE);
  }

  public static Stored stored(Incident incident) {
    return new Stored(4711, "a1b2c3", incident);
  }

  public static Group group(String cause) {
    var bySite = new LinkedHashMap<String, Long>();
    bySite.put("LOC", 11L);
    bySite.put("AMS", 1L);
    var byPeer = new LinkedHashMap<String, Long>();
    byPeer.put("203.0.113.4", 12L);
    return new Group(
        "a1b2c3", cause, "http://192.0.2.7:8080", "shop.example/", "fin after 0 bytes, reused",
        BEGAN.minus(Duration.ofDays(2)), BEGAN, 12, 4310, List.of("shop.example/"), bySite,
        byPeer);
  }

  /// Keeps the head and both edges of the content, and what lies around a refused byte.
  private static KeptBytes pieces(byte[] reply, WireReport report) {
    int head = new String(reply, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    int first = Math.min(reply.length, Math.max(head, 0) + EDGE_BYTES);
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece(0, Arrays.copyOf(reply, first)));
    int fault = report.rejection().map(v -> (int) (v.offset() - report.start())).orElse(-1);
    if (fault - EDGE_BYTES > first) {
      int to = Math.min(reply.length - EDGE_BYTES, fault + EDGE_BYTES);
      pieces.add(new Piece(fault - EDGE_BYTES, Arrays.copyOfRange(reply, fault - EDGE_BYTES, to)));
    }
    int tail = Math.max((int) pieces.getLast().end(), reply.length - EDGE_BYTES);
    if (tail < reply.length) {
      pieces.add(new Piece(tail, Arrays.copyOfRange(reply, tail, reply.length)));
    }
    return reply.length == 0 ? KeptBytes.NONE : new KeptBytes(reply.length, pieces);
  }

  private static WireReport read(byte[] reply, Ending ending, long start, Profile by) {
    var reader = new ResponseReader(by).begin(Request.GET, start);
    var input = ByteBuffer.wrap(reply);
    while (input.hasRemaining()) {
      var event = reader.read(input);
      if (event == ResponseReader.Event.REJECTED || event == ResponseReader.Event.NEED_MORE) break;
    }
    return reader.end(ending);
  }

  private static Observation observation(WireReport report, Ending ending, Use use) {
    int length = REQUEST.length();
    return new Observation(
        Optional.empty(),
        Optional.of(
            new Connect("192.0.2.7:8080", "192.0.2.1:40112", 0, false, Duration.ofNanos(412_345))),
        Optional.empty(), use, new Sent(length, length, 1, 1, 0), Optional.of(report), ending,
        ending == Ending.RST ? 104 : 0, -1, false, true, Optional.empty(), Optional.empty(),
        Optional.empty(), List.of());
  }

  private static Timeline timeline(int startMillis, Use use, WireReport report) {
    boolean answered = report.bytes() > 0;
    Duration never = Timeline.NEVER;
    return new Timeline(
        BEGAN.plusMillis(startMillis), never, use.isReused() ? never : Duration.ofNanos(612_345),
        never, Duration.ofNanos(700_123), answered ? Duration.ofNanos(5_104_999) : never,
        report.head().isPresent() ? Duration.ofNanos(5_110_000) : never,
        answered ? Duration.ofNanos(5_204_111) : never, Duration.ofNanos(5_304_222));
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private Stories() {}
}
