package dev.fivetwenty.bench.load;

/// Reads the processor times of whoever takes part, in nanoseconds. Asked on the generator's event loop when a
/// measurement begins and when it ends.
@FunctionalInterface
public interface Meter {

  /// Processor nanoseconds since some fixed moment: of the measured program, of the origin, of the generator, and of the whole machine.
  record Reading(long measured, long origin, long generator, long machine) {

    Reading minus(Reading earlier) {
      return new Reading(
          measured - earlier.measured,
          origin - earlier.origin,
          generator - earlier.generator,
          machine - earlier.machine);
    }
  }

  Reading read();
}
