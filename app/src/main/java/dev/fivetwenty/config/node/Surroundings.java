package dev.fivetwenty.config.node;

import java.util.Map;

/// What a configuration depends on besides its text.
///
/// @param environment for `${NAME:-default}`
/// @param processors  the default number of workers
/// @param files       how named files are looked at
public record Surroundings(Map<String, String> environment, int processors, FileLook files) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// Returns those of this process. Named files are left to whoever uses them.
  public static Surroundings ofProcess(Map<String, String> environment) {
    return new Surroundings(environment, Runtime.getRuntime().availableProcessors(), FileLook.NONE);
  }

  public Surroundings lookingAtFiles() {
    return new Surroundings(environment, processors, FileLook.OF_DISK);
  }
}
