package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.sound;
import static dev.fivetwenty.lab.scenario.Replies.status;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Replies that depend on something: on chance, on the request, on how many came before.
///
/// What happens to those it does not like is chosen with `?answer=`: `fin`, `reset`, `silence`,
/// `tarpit` (a sound answer after `?hold=` seconds) or a status code.
final class Variations {

  private static final String ROBOTS = "curl,python,bot,wget,java,go-http";

  private Variations() {}

  static List<Scenario> all() {
    return Stream.of(failures(), byRequest(), byNumber(), byConnection()).flatMap(List::stream).toList();
  }

  private static List<Scenario> failures() {
    return List.of(
        onPath(Cause.ORIGIN_5XX, "answers 500", x -> fault(x, 500)),
        onPath(Cause.ORIGIN_5XX, "answers 502, as a gateway whose application is gone",
                x -> fault(x, 502))
            .variant("gateway")
            .seen("nginx before a stopped PHP-FPM"),
        onPath(Cause.INTERMITTENT, "fails once in each ?n= requests (10), where ?seed= says",
                x -> unless(!isUnlucky(x), x, "fin"))
            .seen("worker processes that are recycled; one broken server of several"));
  }

  private static List<Scenario> byRequest() {
    return List.of(
        onPath(Cause.VARIES_BY_USER_AGENT, "turns robots away: User-Agents with one of ?block=",
                x -> unless(!isRobot(x.request()), x, "reset"))
            .asking(Ask.with("User-Agent: curl/8.5.0"))
            .seen("nginx with bad-bot rules that `return 444`"),
        onPath(Cause.VARIES_BY_USER_AGENT, "answers robots 403",
                x -> unless(!isRobot(x.request()), x, "403"))
            .variant("403")
            .asking(Ask.with("User-Agent: curl/8.5.0")),
        onPath(Cause.VARIES_BY_REQUEST_FIELD, "fails when X-Forwarded-For, or ?field=, is there",
                x -> unless(x.request().field(field(x)).isEmpty(), x, "fin"))
            .asking(Ask.with("X-Forwarded-For: 192.0.2.7"))
            .seen("access rules that read the client's address from a field"),
        onPath(Cause.VARIES_BY_COOKIE_SIZE, "fails when Cookie is over 4096 bytes, or ?limit=",
                x -> unless(hasFewCookies(x), x, "reset"))
            .asking(Ask.with("Cookie: basket=" + "x".repeat(5000)))
            .seen("request header limits of nginx, Node and Tomcat"),
        onPath(Cause.VARIES_BY_CODING, "fails when gzip is acceptable",
                x -> unless(!accepts(x, "gzip"), x, "fin"))
            .asking(Ask.with("Accept-Encoding: gzip"))
            .seen("a compression filter that crashes"),
        onPath(Cause.VARIES_BY_METHOD, "answers GET and fails on HEAD",
                x -> unless(!x.request().method().equals("HEAD"), x, "fin"))
            .asking(Ask.HEAD)
            .seen("applications that have a route for GET only"));
  }

  private static List<Scenario> byNumber() {
    return List.of(
        onPath(Cause.FAILS_UNDER_CONCURRENCY,
                "resets when more than 4 requests, or ?max=, come at once",
                Variations::crowded)
            .seen("OpenLiteSpeed's limit of connections per address; exhausted PHP-FPM pools"),
        onPath(Cause.RATE_LIMITED, "answers 429 after 20 requests in 10 s, or ?n=",
                x -> limited(x, "429"))
            .seen("request limits that count an edge's address as one visitor"),
        onPath(Cause.RATE_LIMITED, "resets after 20 requests in 10 s, or ?n=",
                x -> limited(x, "reset"))
            .variant("reset"),
        onPath(Cause.RATE_LIMITED, "says nothing after 20 requests in 10 s, or ?n=",
                x -> limited(x, "silence"))
            .variant("silence")
            .seen("fail2ban, when it drops instead of rejecting"));
  }

  private static List<Scenario> byConnection() {
    return List.of(
        onPath(Cause.DIFFERS_THROUGH_PROXY, "fails when the request came through a proxy",
                x -> unless(!isForwarded(x.request()), x, "fin"))
            .throughProxy()
            .seen("rules that mistake a proxy for an attacker"),
        onPath(Cause.KEEPALIVE_SHORT, "closes an idle connection after 1000 ms, or ?idle=",
                Variations::shortIdle)
            .seen("Node's keep-alive of 5 s; Apache httpd's KeepAliveTimeout of 5 s"));
  }

  /// Answers soundly if all is well, else as `?answer=` says.
  private static void unless(boolean well, Exchange x, String otherwise) throws IOException {
    if (well) Sound.reply(x);
    else fail(x, x.request().text("answer", otherwise));
  }

  private static void fail(Exchange x, String answer) throws IOException {
    switch (answer) {
      case "fin" -> x.fin();
      case "silence" -> x.hold();
      case "tarpit" -> {
        x.pause(Duration.ofSeconds(x.request().number("hold", 5, 0, 600)));
        Sound.reply(x);
      }
      default -> {
        if (answer.matches("[2-5]\\d\\d")) fault(x, Integer.parseInt(answer));
        else x.rst();
      }
    }
  }

  private static void fault(Exchange x, int code) throws IOException {
    String reply = status(code, "Refused by the lab", "status " + code + "\n");
    x.send(Replies.to(x.request(), reply));
  }

  /// One request in each run of `n` fails; which one follows from the seed and the run's number, so
  /// that the same seed fails the same requests and the rate is exact.
  private static boolean isUnlucky(Exchange x) {
    int n = x.request().number("n", 10, 1, 1_000_000);
    int seed = x.request().number("seed", 1, 0, Integer.MAX_VALUE);
    long index = x.memory().count("intermittent/" + n + "/" + seed) - 1;
    return isUnlucky(n, seed, index);
  }

  static boolean isUnlucky(int n, int seed, long index) {
    return index % n == new SplittableRandom(seed * 31L + index / n).nextInt(n);
  }

  static boolean isRobot(LabRequest request) {
    String agent = request.field("user-agent").orElse("").toLowerCase(Locale.ROOT);
    for (String word : request.text("block", ROBOTS).split(",")) {
      if (!word.isEmpty() && agent.contains(word.toLowerCase(Locale.ROOT))) return true;
    }
    return agent.isEmpty();
  }

  private static String field(Exchange x) {
    return x.request().text("field", "X-Forwarded-For");
  }

  private static boolean hasFewCookies(Exchange x) {
    int bytes = x.request().field("cookie").orElse("").length();
    return bytes <= x.request().number("limit", 4096, 0, 65_536);
  }

  private static boolean accepts(Exchange x, String coding) {
    return x.request().field("accept-encoding").orElse("").contains(coding);
  }

  private static boolean isForwarded(LabRequest request) {
    Predicate<String> has = name -> request.field(name).isPresent();
    return List.of("via", "x-forwarded-for", "cf-ray", "cdn-loop", "forwarded").stream()
        .anyMatch(has);
  }

  /// Works for 200 ms, or `?work=`, so that requests meet.
  private static void crowded(Exchange x) throws IOException {
    int most = x.request().number("max", 4, 1, 1000);
    AtomicInteger now = x.memory().inProgress("crowded/" + x.request().target());
    try {
      if (now.incrementAndGet() > most) {
        fail(x, x.request().text("answer", "reset"));
        return;
      }
      x.pause(Duration.ofMillis(x.request().number("work", 200, 0, 60_000)));
      x.send(Replies.to(x.request(), sound()));
    } finally {
      now.decrementAndGet();
    }
  }

  private static void limited(Exchange x, String otherwise) throws IOException {
    unless(RequestLimits.admit(x), x, otherwise);
  }

  private static void shortIdle(Exchange x) throws IOException {
    int idle = x.request().number("idle", 1000, 1, 3_600_000);
    String told = "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=" + Math.ceilDiv(idle, 1000) + "\r\n";
    x.send(Replies.to(x.request(), sound().replace(Replies.ok(), told)));
    x.connection().socket().setSoTimeout(idle);
  }
}
