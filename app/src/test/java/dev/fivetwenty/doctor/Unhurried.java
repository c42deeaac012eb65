package dev.fivetwenty.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The time of the system, with so much allowance that on a machine with a tenth of a processor to
/// spare an examination of the lab still ends by itself.
public final class Unhurried implements Timekeeper {

  private static final int TIMES = 20;

  private final Timekeeper system = Timekeeper.system();

  @Override
  public Duration allowance(Duration usual) {
    return usual.multipliedBy(TIMES);
  }

  @Override
  public long nanos() {
    return system.nanos();
  }

  @Override
  public Instant now() {
    return system.now();
  }

  @Override
  public void pause(Duration pause) throws InterruptedException {
    system.pause(pause);
  }

  @Override
  public <T> Optional<T> await(CompletableFuture<T> future, Duration most)
      throws InterruptedException {
    return system.await(future, most);
  }
}
