package dev.fivetwenty.edge.systemd;

import io.netty.channel.unix.DomainSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What systemd says to the service in its environment, as sd_notify(3) and sd_watchdog_enabled(3)
/// describe it.
///
/// @param name     as in the environment, to show
/// @param watchdog how long systemd waits for a sign of life; empty when it does not
record NotifySocket(String name, DomainSocketAddress address, Optional<Duration> watchdog) {

  private static final long NANOS_PER_MICRO = 1000;

  /// Reads the environment; empty when systemd does not wait for messages.
  ///
  /// @throws IllegalArgumentException for an address that is neither a path nor abstract
  static Optional<NotifySocket> of(Map<String, String> environment, long pid) {
    String name = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (name.isEmpty()) return Optional.empty();
    return Optional.of(new NotifySocket(name, address(name), watchdog(environment, pid)));
  }

  private static DomainSocketAddress address(String name) {
    if (name.startsWith("/")) return new DomainSocketAddress(name);
    // An abstract address is written with @ and begins with NUL.
    if (name.startsWith("@")) return new DomainSocketAddress('\0' + name.substring(1));
    throw new IllegalArgumentException("neither a path nor @name");
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String whose = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    if (!whose.equals(Long.toString(pid))) return Optional.empty();
    try {
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
      if (micros <= 0) return Optional.empty();
      return Optional.of(Duration.ofNanos(Math.multiplyExact(micros, NANOS_PER_MICRO)));
    } catch (ArithmeticException | NumberFormatException none) {
      // systemd writes a number; anything else is somebody's test, and asks for nothing.
      return Optional.empty();
    }
  }
}
