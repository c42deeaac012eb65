package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.load.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The results of one row.
///
/// @param offered requests per second that were offered to each
record Standings(Row row, double offered, List<Result> results) {

  /// Those that the edge is compared with: they do the same work.
  private static final List<String> PEERS = List.of("nginx", "haproxy");

  /// Returns the peer that spent less processor time per request.
  Optional<Result> betterPeer() {
    return results.stream()
        .filter(result -> PEERS.contains(result.name()))
        .min(Comparator.comparingDouble(result -> result.cpu().median()));
  }

  Optional<Result> of(String name) {
    return results.stream().filter(result -> result.name().equals(name)).findFirst();
  }

  private Optional<Result> of(Edge.Kind kind) {
    return of(kind.contender());
  }

  /// Returns the edge's processor time per request beside that of the better peer, round by round.
  Optional<Series> besideBetterPeer(Edge.Kind kind) {
    return of(kind).flatMap(edge -> betterPeer().map(edge::ratio));
  }

  /// Returns the edge's processor time per request beside that of one without recorder, round by round.
  Optional<Series> recorderCost() {
    return of(Edge.Kind.AS_IT_IS).flatMap(with -> of(Edge.Kind.WITHOUT_RECORDER).map(with::ratio));
  }

  /// Returns the edge's processor time per request where it keeps copies beside that where it does not, round by round.
  Optional<Series> copiesCost() {
    return of(Edge.Kind.WITH_COPIES).flatMap(with -> of(Edge.Kind.AS_IT_IS).map(with::ratio));
  }

  /// Returns the replies that were not what was asked for, of everyone.
  long unexpected() {
    return results.stream().mapToLong(result -> result.tally().unexpected()).sum();
  }

  Stream<Sample> samples() {
    return results.stream().flatMap(result -> Stream.concat(result.saturated().stream(), result.offered().stream()));
  }
}
