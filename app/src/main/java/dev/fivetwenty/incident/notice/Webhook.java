package dev.fivetwenty.incident.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends JSON documents to one address, in order, on a thread of its own.
///
/// Each is signed: `Fivetwenty-Signature: t=SECONDS,v1=HEX`, an HMAC-SHA256 over `SECONDS.BODY`, so that
/// the receiver knows whose it is and when it was made. What is not answered with a 2xx in time is
/// sent again, later each time; a 4xx but 408 and 429 is final. [#offer] never waits: beyond the
/// bound of the queue the newest is dropped, and counted.
public final class Webhook implements AutoCloseable {

  /// Documents that wait at most.
  static final int MOST_WAITING = 256;

  private static final int TRIES = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final String ALGORITHM = "HmacSHA256";
  private static final long WAIT_MILLIS = 100;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final URI address;
  private final SecretKeySpec key;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration firstPause;
  private final Duration timeout;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder delivered = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final HttpClient client;
  private final Thread thread;
  private final Consumer<String> notices;
  private boolean working = true;
  private volatile boolean stopping;

  /// @param secret shared with the receiver
  /// @param random  spreads the pauses, so that not all edges come at once
  /// @param notices takes a line for the operator, from the webhook's thread
  public Webhook(
      URI address, byte[] secret, InstantSource clock, RandomGenerator random, Consumer<String> notices) {
    this(address, secret, clock, random, notices, Duration.ofSeconds(1), TIMEOUT);
  }

  Webhook(
      URI address, byte[] secret, InstantSource clock, RandomGenerator random, Consumer<String> notices,
      Duration firstPause, Duration timeout) {
    this.address = address;
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
    this.random = random;
    this.notices = notices;
    this.firstPause = firstPause;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    thread = Thread.ofVirtual().name("webhook").start(this::run);
  }

  /// Takes a document to send it soon.
  ///
  /// @return false when it was dropped
  public boolean offer(String json) {
    boolean taken = !stopping && waiting.offer(json);
    if (!taken) dropped.increment();
    return taken;
  }

  public long delivered() {
    return delivered.sum();
  }

  /// Returns how many documents were given up, or found no room.
  public long dropped() {
    return dropped.sum();
  }

  private void run() {
    try {
      while (!stopping || !waiting.isEmpty()) {
        String json = waiting.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (json != null) deliver(json);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(String json) throws InterruptedException {
    boolean taken = false;
    try {
      taken = isTaken(json);
    } finally {
      // Also where it was interrupted.
      (taken ? delivered : dropped).increment();
    }
  }

  private boolean isTaken(String json) throws InterruptedException {
    for (int tried = 1; ; tried++) {
      int status = send(json);
      said(status / 100 == 2, status);
      if (status / 100 == 2) return true;
      if (tried == TRIES || isFinal(status) || stopping) return false;
      Thread.sleep(pause(tried));
    }
  }

  private static boolean isFinal(int status) {
    return status / 100 == 4 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
  }

  /// Twice as long each time, and between half and all of it by chance.
  private Duration pause(int tried) {
    Duration most = firstPause.multipliedBy(1L << tried - 1);
    return most.dividedBy(2).plusNanos(random.nextLong(most.toNanos() / 2 + 1));
  }

  /// Returns the status of the answer, 0 when there was none.
  private int send(String json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", "fivetwenty")
            .header("Fivetwenty-Signature", signature(json))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    // The client's own limit ends at the head of an answer, whose content may never end.
    Future<HttpResponse<Void>> answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException | TimeoutException none) {
      return 0;
    } finally {
      answer.cancel(true);
    }
  }

  /// Tells the operator of the first that nobody took, and of the first that somebody took again. What stands
  /// behind the host of an address may be a secret.
  private void said(boolean taken, int status) {
    if (taken == working) return;
    working = taken;
    String whom = "webhook: " + address.getHost();
    notices.accept(
        taken
            ? whom + " takes documents again"
            : whom + (status == 0 ? " gives no answer" : " answers " + status) + "; what it does not take is counted");
  }

  private String signature(String json) {
    long seconds = clock.instant().getEpochSecond();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] sum = mac.doFinal((seconds + "." + json).getBytes(UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every JDK", e);
    }
  }

  /// Sends what waits, for a moment at most, and ends.
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(CLOSE_WITHIN)) thread.interrupt();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dropped.add(waiting.size());
    client.shutdownNow();
  }
}
