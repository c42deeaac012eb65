package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.origin.tape.ReplyReaders;
import dev.fivetwenty.origin.tape.Tapes;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// An attempt whose request is there from the start and whose reply nobody passes on: it is read,
/// kept within bounds and judged. Confined to the event loop.
final class WholeAttempt implements AttemptRun.End {

  private final Loop loop;
  private final AttemptOrder order;
  private final CompletableFuture<Attempt> result;

  private WholeAttempt(Loop loop, AttemptOrder order, CompletableFuture<Attempt> result) {
    this.loop = loop;
    this.order = order;
    this.result = result;
  }

  /// Returns the run, ready to be started, whose end completes `result`.
  static AttemptRun of(
      Loop loop, AttemptOrder order, TlsSetup tls, CompletableFuture<Attempt> result) {
    return new AttemptRun(
        loop,
        Terms.of(order, tls),
        order.expected(),
        new RequestWriter(order.request()),
        ReplySink.NONE,
        new WholeAttempt(loop, order, result),
        new ReplyReaders(order.profile()),
        new Tapes(order.keepBytes(), 0));
  }

  @Override
  public void ended(AttemptRun run) {
    Attempt attempt;
    try {
      attempt = conclude(run);
    } catch (RuntimeException e) {
      run.close();
      result.completeExceptionally(e);
      return;
    }
    result.complete(attempt);
  }

  private Attempt conclude(AttemptRun run) {
    Observation seen = run.observation();
    Optional<KeptConnection> kept =
        order.keepOpen() && run.isConnectionFit()
            ? Optional.of(new IdleConnection(loop, run.take()))
            : Optional.empty();
    if (kept.isEmpty()) run.close();
    Recording recording = run.recording();
    return new Attempt(
        order,
        seen,
        Judging.judge(order.profile(), seen),
        recording.timeline(),
        Arrays.copyOf(
            order.request(), (int) Math.min(seen.sent().written(), order.keepBytes())),
        recording.firstBytes(),
        recording.receivedTotal(),
        loop.transport().name(),
        kept);
  }
}
