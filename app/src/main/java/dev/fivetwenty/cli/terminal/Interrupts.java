package dev.fivetwenty.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C into an interrupt of the thread that works, and holds the exit until it has printed
/// what it knows. The JVM then exits with 130 by itself.
public final class Interrupts {

  private static final int PATIENCE_SECONDS = 3;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interrupts(Thread worker) {
    hook =
        new Thread(
            () -> {
              worker.interrupt();
              awaitEnd();
            },
            "interrupt");
  }

  public static Interrupts ofThisThread() {
    var interrupts = new Interrupts(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interrupts.hook);
    return interrupts;
  }

  private void awaitEnd() {
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets the process end: all that is known has been printed.
  public void end() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is already ending: the hook runs, and was just released.
    }
  }
}
