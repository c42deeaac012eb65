package dev.fivetwenty.edge.crawl;

import dev.fivetwenty.edge.crawl.Crawls.Job;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The crawl of one route: rounds, one after the other, until it is stopped. On a thread of its own.
final class Crawling implements Runnable {

  /// Whoever starts an edge has something else to do at first.
  private static final Duration FIRST = Duration.ofMinutes(1);

  private final Job job;
  private final Ways ways;
  private final Consumer<String> notices;
  private final Tally tally;
  private final Thread thread;
  /// Nobody gives it any, so that whoever wants one waits.
  private final Semaphore nothing = new Semaphore(0);
  private final Semaphore wanted = new Semaphore(0);
  private final List<CompletableFuture<CrawlFigures>> waiting = new ArrayList<>();
  private boolean over;

  Crawling(Job job, Ways ways, Consumer<String> notices) {
    this.job = job;
    this.ways = ways;
    this.notices = notices;
    tally = new Tally(job.route());
    thread = Thread.ofVirtual().name("crawl " + job.route()).unstarted(this);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  /// Has a round begin now, or after the one that runs, and returns what is known when that is over.
  synchronized CompletableFuture<CrawlFigures> now() {
    var end = new CompletableFuture<CrawlFigures>();
    if (over) return CompletableFuture.completedFuture(tally.figures());
    waiting.add(end);
    wanted.release();
    return end;
  }

  CrawlFigures figures() {
    return tally.figures();
  }

  @Override
  public void run() {
    try {
      Duration pause = FIRST;
      while (true) {
        boolean asked = wanted.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        List<CompletableFuture<CrawlFigures>> told = asked ? taken() : List.of();
        long began = ways.nanos();
        round();
        told.forEach(each -> each.complete(tally.figures()));
        pause = job.terms().every().minusNanos(ways.nanos() - began);
      }
    } catch (InterruptedException _) {
      // Stopped.
    } finally {
      end();
    }
  }

  private synchronized List<CompletableFuture<CrawlFigures>> taken() {
    wanted.drainPermits();
    List<CompletableFuture<CrawlFigures>> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  private void end() {
    List<CompletableFuture<CrawlFigures>> told;
    synchronized (this) {
      over = true;
      told = taken();
    }
    told.forEach(each -> each.complete(tally.figures()));
  }

  private void round() throws InterruptedException {
    Instant now = ways.wall().instant();
    tally.began(now);
    RoundEnd end = RoundEnd.STOPPED;
    // A copy that lives through half of the time to the next round need not be taken again.
    try (var visits = new RouteVisits(ways, job.route(), now.minus(job.terms().every().dividedBy(2)))) {
      var round = new Round(job.terms(), visits, this::pause, this::demand, tally, ways::nanos);
      end = round.run(job.demand().most(job.terms().requests()));
      job.demand().age();
    } catch (RuntimeException defect) {
      end = RoundEnd.DEFECT;
      notices.accept("the crawl of " + job.route() + " broke off, a defect of its own, please report it: " + defect);
    } finally {
      tally.ended(end, ways.wall().instant());
    }
    if (end == RoundEnd.FAILING || end == RoundEnd.BUSY) {
      notices.accept("the crawl of " + job.route() + " broke off: " + reason(end));
    }
  }

  private static String reason(RoundEnd end) {
    return end == RoundEnd.BUSY ? "the origin asks for fewer requests" : "the origin, or its robots.txt, fails";
  }

  private void pause(Duration time) throws InterruptedException {
    boolean given = nothing.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    if (given) throw new IllegalStateException("nobody gives any");
  }

  private long demand(URI url) {
    return job.demand().of(RouteVisits.key(url));
  }
}
