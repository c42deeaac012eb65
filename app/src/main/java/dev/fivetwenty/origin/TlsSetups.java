package dev.fivetwenty.origin;

import dev.fivetwenty.origin.trust.TlsOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps prepared set-ups by their options, so that files are read once. Any thread may call.
final class TlsSetups {

  private final boolean nativeAllowed;
  private final Map<TlsOptions, TlsSetup> prepared = new ConcurrentHashMap<>();

  /// @param nativeAllowed BoringSSL may be used where it loads
  TlsSetups(boolean nativeAllowed) {
    this.nativeAllowed = nativeAllowed;
  }

  /// @throws ConfigurationProblem when a file is missing or is not what it should be
  TlsSetup of(TlsOptions options) {
    return prepared.computeIfAbsent(options, o -> TlsSetup.prepare(o, nativeAllowed));
  }
}
