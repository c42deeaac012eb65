package dev.fivetwenty.incident;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Pace;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Incidents as an edge makes them, of the replies in the corpus, in any number.
public final class Samples {

  public static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");

  private static final List<Kept> KEPT = kept();
  private static final List<String> SITES = List.of("LOC", "FRA", "SIN");

  /// Returns incident number `i`: one each 10 ms, over 3 origins, 6 routes, 3 sites and 5 peers.
  public static Incident incident(int i) {
    Kept kept = KEPT.get(i % KEPT.size());
    String ray = ray(i);
    String route = "www.example.com/r" + i / 7 % 6;
    var visit =
        new Visit(
            "203.0.113." + i % 5, "#3f9a len=12", "0.0.0.0:443", "HTTP/1.1", "TLSv1.3", "GET",
            "https", "www.example.com", "/r%d/page/%d".formatted(i / 7 % 6, i % 1000), "id=***",
            1 + i % 9, 512);
    var answer = new Answer(520, 0, true, false, "", route, "http://10.0.0." + i % 3 + ":8080", 1840, "", "");
    return new Incident(
        ray, BEGIN.plusMillis(10L * i), Duration.ofMillis(3 + i % 90), visit, answer, kept);
  }

  /// Returns the Ray ID of that incident: digits without an order.
  public static String ray(int i) {
    long mixed = (i + 1) * 0x9e3779b97f4a7c15L;
    return "%016x-%s".formatted(mixed ^ mixed >>> 29, SITES.get(i % 3));
  }

  public static int kinds() {
    return KEPT.size();
  }

  private static List<Kept> kept() {
    var all = new ArrayList<Kept>();
    try {
      for (String line : Files.readAllLines(corpus().resolve("responses.jsonl"))) {
        JsonNode reply = JsonMapper.shared().readTree(line);
        Kept kept = kept(reply);
        if (kept.verdict().isPresent() || kept.why() == Kept.Why.GLITCHES) all.add(kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(all);
  }

  private static Path corpus() {
    Path folder = Path.of("corpus/wire");
    return Files.exists(folder) ? folder : Path.of("..").resolve(folder);
  }

  private static Kept kept(JsonNode reply) {
    byte[] bytes = Base64.getDecoder().decode(reply.get("bytes_base64").asString());
    Ending ending =
        switch (reply.get("ending").asString()) {
          case "rst" -> Ending.RST;
          case "hold" -> Ending.SILENCE;
          default -> Ending.FIN;
        };
    byte[] hidden = Secrets.message(bytes);
    byte[] request =
        "GET /page?id=*** HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: curl/8.10\r\nAccept: */*\r\n\r\n"
            .getBytes(ISO_8859_1);
    Observation seen = observation(read(bytes, ending), request.length);
    Judgement judgement = new Judge(Profile.CLASSIC).judge(seen);
    Kept.Why why = judgement.verdict().isPresent() ? Kept.Why.FAILED : Kept.Why.GLITCHES;
    var attempt =
        new KeptAttempt(
            "http://10.0.0.1:8080", "10.0.0.1:8080", "epoll", 1, seen, judgement,
            Optional.of(Profile.CLASSIC), timeline(),
            KeptBytes.whole(request), KeptBytes.whole(hidden));
    return new Kept(why, KeptBytes.whole(request), judgement.verdict(), List.of(attempt));
  }

  private static WireReport read(byte[] reply, Ending ending) {
    var reader = new ResponseReader(Profile.CLASSIC).begin(Request.GET, 0);
    var input = ByteBuffer.wrap(reply);
    while (input.hasRemaining()) {
      var event = reader.read(input);
      if (event == ResponseReader.Event.REJECTED || event == ResponseReader.Event.NEED_MORE) break;
    }
    return reader.end(ending);
  }

  private static Observation observation(WireReport report, int requestBytes) {
    var took = Duration.ofNanos(412_345);
    return new Observation(
        Optional.of(new Resolution("10.0.0.1", List.of("10.0.0.1"), "HOSTS", "", "", 1, took)),
        Optional.of(new Connect("10.0.0.1:8080", "10.0.0.9:40112", 0, false, took)),
        Optional.empty(), Use.NEW, new Sent(requestBytes, requestBytes, 1, 1, 0),
        Optional.of(report), report.ending(), report.ending() == Ending.RST ? 104 : 0, -1, false,
        true, Optional.empty(), Optional.of(new Tcp(8, 121, 401, 0, 0, 0, 812)),
        Optional.empty(), List.of(), Optional.of(BEGIN),
        Optional.of(new Pace(Duration.ZERO, Duration.ofMillis(2))));
  }

  private static Timeline timeline() {
    return new Timeline(
        BEGIN, Duration.ofNanos(120_000), Duration.ofNanos(412_345), Timeline.NEVER,
        Duration.ofNanos(500_123), Duration.ofNanos(2_104_999), Timeline.NEVER,
        Duration.ofNanos(2_204_111), Duration.ofNanos(2_304_222));
  }

  private Samples() {}
}
