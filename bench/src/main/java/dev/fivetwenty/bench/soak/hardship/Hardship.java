package dev.fivetwenty.bench.soak.hardship;

import java.io.IOException;

/// One thing that goes badly for a while.
interface Hardship {

  String name();

  /// Returns what happened, in one line; waits until all of its clients have gone.
  ///
  /// @throws Broken when something ended as nothing may
  String run(Site site) throws IOException, InterruptedException;

  /// Something ended as nothing may: a false reply, a cut that does not show, or nothing for a long time.
  final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }
}
