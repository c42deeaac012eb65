package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.Timeouts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Orders as tests need them, and their results.
public record Orders(AttemptOrder order) {

  static final String GET = "GET / HTTP/1.1\r\nHost: origin.example\r\n\r\n";

  private static final int KEPT = 1 << 16;
  private static final int DEADLINE_SECONDS = 90;

  private static final Duration PATIENT = Duration.ofSeconds(50);

  public static Orders get(int port) {
    return to("http://127.0.0.1:" + port + "/", port);
  }

  static Orders tls(String host, int port) {
    return to("https://" + host + ":" + port + "/", port);
  }

  private static Orders to(String url, int port) {
    return new Orders(
        new AttemptOrder(
            new Target(URI.create(url), Optional.of("127.0.0.1"), port),
            GET.getBytes(StandardCharsets.ISO_8859_1),
            Request.GET,
            Profile.CLASSIC,
            TlsOptions.DEFAULT,
            Duration.ofSeconds(20),
            KEPT,
            false,
            Optional.empty()));
  }

  Orders keepOpen() {
    return new Orders(
        new AttemptOrder(
            order.target(), order.request(), order.expected(), order.profile(), order.tls(),
            order.total(), order.keepBytes(), true, order.dnsServer()));
  }

  Orders sending(byte[] request, String method) {
    return new Orders(
        new AttemptOrder(
            order.target(), request, Request.of(method), order.profile(), order.tls(),
            order.total(), order.keepBytes(), order.keepOpen(), order.dnsServer()));
  }

  public Orders to(Optional<String> address) {
    return new Orders(
        new AttemptOrder(
            new Target(order.target().url(), address, order.target().port()), order.request(),
            order.expected(), order.profile(), order.tls(), order.total(), order.keepBytes(),
            order.keepOpen(), order.dnsServer()));
  }

  public Orders asking(String dnsServer) {
    return new Orders(
        new AttemptOrder(
            order.target(), order.request(), order.expected(), order.profile(), order.tls(),
            order.total(), order.keepBytes(), order.keepOpen(), Optional.of(dnsServer)));
  }

  Orders with(TlsOptions tls) {
    return new Orders(
        new AttemptOrder(
            order.target(), order.request(), order.expected(), order.profile(), tls,
            order.total(), order.keepBytes(), order.keepOpen(), order.dnsServer()));
  }

  Orders within(Duration total) {
    return new Orders(
        new AttemptOrder(
            order.target(), order.request(), order.expected(), order.profile(), order.tls(),
            total, order.keepBytes(), order.keepOpen(), order.dnsServer()));
  }

  Orders enough(long bytes) {
    return new Orders(
        new AttemptOrder(
            order.target(), order.request(), order.expected(), order.profile(), order.tls(),
            order.total(), order.keepBytes(), order.keepOpen(), order.dnsServer(), bytes));
  }

  /// Waits so long for one thing, and patiently for all others: a busy machine needs that.
  public Orders waiting(Timer timer, Duration most) {
    Function<Timer, Duration> wait = each -> each == timer ? most : PATIENT;
    return by(
        new Timeouts(
            wait.apply(Timer.RESOLVE), wait.apply(Timer.CONNECT), wait.apply(Timer.TLS),
            wait.apply(Timer.WRITE), wait.apply(Timer.REQUEST_UNACKED),
            wait.apply(Timer.RESPONSE_HEAD), wait.apply(Timer.BETWEEN_BYTES), PATIENT));
  }

  /// Waits by these clocks and no longer than a minute for all of it.
  Orders by(Timeouts clocks) {
    Profile profile =
        order.profile().derive("clocks", order.profile().limits(), clocks, Map.of());
    return new Orders(
        new AttemptOrder(
            order.target(), order.request(), order.expected(), profile, order.tls(),
            Duration.ofMinutes(1), order.keepBytes(), order.keepOpen(), order.dnsServer()));
  }

  public Attempt on(Origins origins) {
    return await(origins.attempt(order));
  }

  public Attempt on(KeptConnection kept) {
    return await(kept.attempt(order));
  }

  public static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError("no result", e);
    }
  }

  public static String cause(Attempt attempt) {
    return attempt.judgement().verdict().map(v -> v.cause().slug()).orElse("none");
  }
}
