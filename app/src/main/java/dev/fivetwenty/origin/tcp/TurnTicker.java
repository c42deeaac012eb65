package dev.fivetwenty.origin.tcp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/// The time of an event loop, which stands still while the loop does one thing: within a turn the
/// system is asked once, when the time is first wanted.
///
/// An exchange notes some seventeen moments, which fall into four turns. A turn takes microseconds, and by at
/// most so much what is noted in it is early; from one turn to the next time never goes back. Outside
/// a turn, and to other threads, it is the system's time. In nanoseconds.
final class TurnTicker implements Ticker {

  private final Ticker system;
  /// The loop's thread during a turn, else null; what another thread sees of it is never itself.
  private Thread turn;
  private boolean isRead;
  private long now;

  TurnTicker(Ticker system) {
    this.system = system;
  }

  /// Returns that of a loop; of a loop of another kind, one that only its turns know.
  static TurnTicker of(EventLoop loop) {
    return loop.ticker() instanceof TurnTicker own ? own : new TurnTicker(loop.ticker());
  }

  /// Begins a turn, on the loop's thread, and ends the one before.
  void begin() {
    turn = Thread.currentThread();
    isRead = false;
  }

  void end() {
    turn = null;
  }

  @Override
  public long nanoTime() {
    if (turn != Thread.currentThread()) return system.nanoTime();
    if (!isRead) {
      now = system.nanoTime();
      isRead = true;
    }
    return now;
  }

  @Override
  public long initialNanoTime() {
    return system.initialNanoTime();
  }

  @Override
  public void sleep(long delay, TimeUnit unit) throws InterruptedException {
    system.sleep(delay, unit);
  }
}
