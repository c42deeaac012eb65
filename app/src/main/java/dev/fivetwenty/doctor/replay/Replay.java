package dev.fivetwenty.doctor.replay;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.replay.ReplayPlan.WarmUp;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.KeptConnection;
import dev.fivetwenty.origin.Origins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/// Sends a request again and again, one after another, each on a connection of its own.
///
/// Where the recorded one came over a kept connection, each is sent over one that a request before
/// it has opened and that was left idle for as long. Belongs to one thread, which may be interrupted.
public final class Replay {

  /// Time an attempt may take to come back after its own limit.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Origins origins;
  private final Timekeeper time;

  public Replay(Origins origins, Timekeeper time) {
    this.origins = origins;
    this.time = time;
  }

  /// Returns what came of it, as far as it got when the thread was interrupted.
  ///
  /// @param expected the cause that it ended in when it was recorded; empty when nothing failed
  /// @param progress is told how many have ended
  public Replayed run(ReplayPlan plan, Optional<Cause> expected, IntConsumer progress) {
    Instant started = time.now();
    long begun = time.nanos();
    var attempts = new ArrayList<Attempt>();
    boolean interrupted = false;
    try {
      repeat(plan, attempts, progress);
    } catch (InterruptedException _) {
      interrupted = true;
      origins.endEarly();
    }
    Duration took = Duration.ofNanos(time.nanos() - begun);
    return new Replayed(plan, expected, List.copyOf(attempts), started, took, interrupted);
  }

  private void repeat(ReplayPlan plan, List<Attempt> attempts, IntConsumer progress)
      throws InterruptedException {
    long gap = (long) (1e9 / plan.perSecond());
    long due = time.nanos();
    for (int i = 1; i <= plan.times(); i++) {
      time.pause(Duration.ofNanos(due - time.nanos()));
      due = Math.max(due + gap, time.nanos());
      attempts.add(once(plan));
      progress.accept(i);
    }
  }

  private Attempt once(ReplayPlan plan) throws InterruptedException {
    if (plan.warmUp().isEmpty()) return ended(origins.attempt(plan.order()), plan.order());
    WarmUp warmUp = plan.warmUp().get();
    Attempt first = ended(origins.attempt(warmUp.request()), warmUp.request());
    if (first.kept().isEmpty()) return first;
    KeptConnection connection = first.kept().get();
    time.await(connection.whenDisturbed(), warmUp.idle());
    return ended(connection.attempt(plan.order()), plan.order());
  }

  private Attempt ended(CompletableFuture<Attempt> attempt, AttemptOrder order)
      throws InterruptedException {
    return time.await(attempt, order.total().plus(GRACE))
        .orElseThrow(() -> new IllegalStateException("an attempt outlived its own limit"));
  }
}
