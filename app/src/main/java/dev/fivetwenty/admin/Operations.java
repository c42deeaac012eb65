package dev.fivetwenty.admin;

import dev.fivetwenty.recorder.Watches;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// What operators can ask of the running edge. Called on any thread, several at once.
public interface Operations {

  Readiness readiness();

  /// Loads the configuration anew and returns when it is in use, or why it is not. Never called
  /// while another call runs.
  ReloadResult reload();

  /// Returns the configuration in use, with defaults, secrets masked.
  String config();

  /// Returns the content type of the metrics for the value of an `Accept` field, empty without one.
  String metricsType(String accept);

  void writeMetrics(String accept, OutputStream out) throws IOException;

  /// Returns the watches that can be set; nothing where nothing is recorded.
  default Optional<Watches> watches() {
    return Optional.empty();
  }

  /// Returns the copies of Always Online; nothing where no route keeps any.
  default Optional<Copies> copies() {
    return Optional.empty();
  }
}
