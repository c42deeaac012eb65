package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.MissingProgram;
import java.io.IOException;

/// A program to compare, and how it is started.
interface Contender {

  String name();

  /// Returns its version, as it says it.
  String version() throws IOException, InterruptedException, MissingProgram;

  /// True when it can serve copies of what an origin answered that is gone.
  default boolean standsIn() {
    return false;
  }

  /// Starts it with one worker on the measured core.
  Running start(Site site) throws IOException, InterruptedException, MissingProgram;

  /// True when it speaks TLS to clients by itself.
  default boolean terminatesTls() {
    return true;
  }
}
