package dev.fivetwenty.origin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps prepared set-ups by their options, so that files are read once. Any thread may call.
final class TlsSetups {

  private final Map<TlsOptions, TlsSetup> prepared = new ConcurrentHashMap<>();

  /// @throws ConfigurationProblem when a file is missing or is not what it should be
  TlsSetup of(TlsOptions options) {
    return prepared.computeIfAbsent(options, TlsSetup::prepare);
  }
}
