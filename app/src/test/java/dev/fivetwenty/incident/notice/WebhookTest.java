package dev.fivetwenty.incident.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

  private static final byte[] SECRET = "a secret of both".getBytes(UTF_8);

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile boolean slow;
  private volatile boolean endless;
  private HttpServer receiver;

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/", this::answer);
    receiver.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    receiver.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      signatures.add(exchange.getRequestHeaders().getFirst("Fivetwenty-Signature"));
      if (slow) release.await();
      int status = endless ? 200 : answers.isEmpty() ? 204 : answers.removeFirst();
      exchange.sendResponseHeaders(status, endless ? 0 : -1);
      exchange.getResponseBody().flush();
      if (endless) release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void deliversInOrderAndSigned() throws Exception {
    try (Webhook hook = hook()) {
      for (int i = 0; i < 5; i++) assertThat(hook.offer("{\"n\":" + i + "}")).isTrue();
      until(() -> hook.delivered() == 5);
    }
    assertThat(bodies).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    long seconds = Samples.BEGIN.getEpochSecond();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    String sum = HexFormat.of().formatHex(mac.doFinal((seconds + ".{\"n\":0}").getBytes(UTF_8)));
    assertThat(signatures.getFirst()).isEqualTo("t=" + seconds + ",v1=" + sum);
  }

  @Test
  void triesAgainWhatFailedAndGivesUpInTheEnd() {
    answers.addAll(List.of(500, 503, 429, 200, 500, 500, 500, 500, 500, 500));
    try (Webhook hook = hook()) {
      hook.offer("{}");
      until(() -> hook.delivered() == 1);
      assertThat(bodies).hasSize(4);
      hook.offer("{}");
      until(() -> hook.dropped() == 1);
      assertThat(bodies).hasSize(10);
    }
  }

  @Test
  void takesARefusalForFinal() {
    answers.addAll(List.of(410, 200));
    try (Webhook hook = hook()) {
      hook.offer("{\"n\":0}");
      hook.offer("{\"n\":1}");
      until(() -> hook.delivered() == 1);
      assertThat(hook.dropped()).isEqualTo(1);
      assertThat(bodies).hasSize(2);
    }
  }

  @Test
  void neverWaitsForASlowReceiver() {
    slow = true;
    try (Webhook hook = hook()) {
      for (int i = 0; i < 1000; i++) hook.offer("{}");
      assertThat(hook.dropped()).isBetween(1000L - Webhook.MOST_WAITING - 1, 1000L - Webhook.MOST_WAITING);
      // Each try ends by its own time, and is followed by another.
      until(() -> bodies.size() > 2);
    }
  }

  @Test
  void doesNotWaitForContentThatNeverEnds() {
    endless = true;
    try (Webhook hook = hook()) {
      hook.offer("{}");
      until(() -> hook.dropped() == 1);
    }
  }

  @Test
  void followsNoRedirect() {
    answers.addAll(List.of(302, 302, 302, 302, 302, 302));
    try (Webhook hook = hook()) {
      hook.offer("{}");
      until(() -> hook.dropped() == 1);
      assertThat(bodies).hasSize(6);
    }
  }

  @Test
  void tellsTheOperatorOnceThatNobodyTakesThemAndOnceThatTheyAreTakenAgain() {
    answers.addAll(List.of(500, 404, 204, 204));
    try (Webhook hook = hook()) {
      for (int i = 0; i < 3; i++) hook.offer("{}");
      until(() -> hook.delivered() == 2);
    }
    assertThat(said)
        .containsExactly(
            "webhook: 127.0.0.1 answers 500; what it does not take is counted",
            "webhook: 127.0.0.1 takes documents again");
  }

  @Test
  void countsWhatNobodyTook() {
    receiver.stop(0);
    Webhook hook = hook();
    try (hook) {
      hook.offer("{}");
      until(() -> hook.dropped() == 1);
    }
    assertThat(hook.offer("{}")).isFalse();
  }

  private Webhook hook() {
    URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    return new Webhook(
        address, SECRET, new Time(Samples.BEGIN), new Random(1), said::add, Duration.ofMillis(2),
        Duration.ofMillis(slow || endless ? 50 : 60_000));
  }

  private static void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
