package dev.fivetwenty.edge.health;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.route.Standing;
import dev.fivetwenty.origin.OriginPool;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One [Check] that is made again and again until it is stopped. Confined to its event loop.
///
/// ```text
/// start → (a moment) → ask ─ended─→ told → (the rest of the interval) → ask …
///                       └──timer──→ told
/// ```
final class Checking {

  /// The first check comes within this time.
  private static final Duration FIRST = Duration.ofSeconds(1);
  /// An interval is longer or shorter by as much as this part of it.
  private static final double JITTER = 0.1;

  private final Check check;
  private final Standing standing;
  private final OriginPool pool;
  private final EventLoop events;
  private final SplittableRandom random;
  private final Consumer<String> notices;
  private final Signature signature;
  private Future<?> timer;
  private Question question;
  private long started;
  private boolean stopped;

  Checking(
      Check check, Standing standing, OriginPool pool, EventLoop events, Signature signature,
      SplittableRandom random, Consumer<String> notices) {
    this.check = check;
    this.standing = standing;
    this.pool = pool;
    this.events = events;
    this.random = random;
    this.notices = notices;
    this.signature = signature;
    // It keeps no connection, so that each check makes one.
    pool.close();
  }

  void start() {
    long most = Math.min(FIRST.toNanos(), check.how().every().toNanos());
    after(random.nextLong(most), this::ask);
  }

  void stop() {
    stopped = true;
    timer.cancel(false);
    if (question != null) question.cancel();
    question = null;
  }

  private void after(long nanos, Runnable step) {
    timer = events.schedule(step, nanos, TimeUnit.NANOSECONDS);
  }

  private void ask() {
    started = now();
    after(check.how().timeout().toNanos(), this::overdue);
    question = new Question(events, pool, check.request(signature), this::told);
    question.start();
  }

  private void overdue() {
    question.cancel();
    told(Optional.of("gave no whole reply within " + check.how().timeout().toMillis() + " ms"), 0);
  }

  private void told(Question by, int status, Optional<Verdict> failure) {
    told(failure.map(Checking::text), status);
  }

  private static String text(Verdict verdict) {
    return "failed with " + verdict.cause().slug();
  }

  private void told(Optional<String> failure, int status) {
    question = null;
    if (stopped) return;
    timer.cancel(false);
    if (failure.isPresent()) failed(failure.get());
    else if (check.passes(status)) passed();
    else failed("answered " + status);
    after(Math.max(0, interval() - (now() - started)), this::ask);
  }

  private long interval() {
    return (long) (check.how().every().toNanos() * (1 - JITTER + 2 * JITTER * random.nextDouble()));
  }

  private void passed() {
    if (!standing.passed(now())) return;
    notices.accept(
        "%s is used again: %s passed %d times in a row"
            .formatted(check.endpoint().label(), check.how().path(), check.how().healthyAfter()));
  }

  private void failed(String how) {
    if (!standing.failed()) return;
    notices.accept(
        "%s is left out: %s failed %d times in a row; the last check %s"
            .formatted(
                check.endpoint().label(), check.how().path(), check.how().unhealthyAfter(), how));
  }

  private long now() {
    return events.ticker().nanoTime();
  }
}
