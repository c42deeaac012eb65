package dev.fivetwenty.bench.soak;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What was asked for on the command line.
///
/// @param clients   that ask at the same time
/// @param broken    the part of the replies that the origin breaks
/// @param memory    MiB that the edge may have resident at the most
/// @param transport of the edge, as its configuration names it
record SoakOptions(
    int requests, long seed, int clients, double broken, int workers, int memory, String transport) {

  static final String USAGE =
      """
      usage: ./dev soak edge [OPTION...]
        --requests N     (2000000)
        --seed N         of everything that is drawn (from the clock)
        --clients N      that ask at the same time (64)
        --broken PART    of the replies, 0 to 1 (0.01)
        --workers N      event loops of the edge (1)
        --memory MIB     that the edge may have resident (400)
        --transport T    of the edge: auto, epoll, nio, io_uring (auto)
      """;

  /// Returns the options, or nothing when the arguments make no sense.
  static Optional<SoakOptions> parse(List<String> arguments, long seedOfClock) {
    var options = new SoakOptions(2_000_000, seedOfClock, 64, 0.01, 1, 400, "auto");
    Deque<String> rest = new ArrayDeque<>(arguments);
    try {
      while (!rest.isEmpty()) options = options.with(rest.remove(), rest.remove());
    } catch (RuntimeException e) {
      return Optional.empty(); // An unknown option, one without its value, or a value that is no number.
    }
    return Optional.of(options);
  }

  private SoakOptions with(String option, String value) {
    return switch (option) {
      case "--requests" -> new SoakOptions(Integer.parseInt(value), seed, clients, broken, workers, memory, transport);
      case "--seed" -> new SoakOptions(requests, Long.parseLong(value), clients, broken, workers, memory, transport);
      case "--clients" -> new SoakOptions(requests, seed, Integer.parseInt(value), broken, workers, memory, transport);
      case "--broken" -> new SoakOptions(requests, seed, clients, Double.parseDouble(value), workers, memory, transport);
      case "--workers" -> new SoakOptions(requests, seed, clients, broken, Integer.parseInt(value), memory, transport);
      case "--memory" -> new SoakOptions(requests, seed, clients, broken, workers, Integer.parseInt(value), transport);
      case "--transport" -> new SoakOptions(requests, seed, clients, broken, workers, memory, value);
      default -> throw new IllegalArgumentException(option);
    };
  }
}
