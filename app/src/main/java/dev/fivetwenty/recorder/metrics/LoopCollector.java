package dev.fivetwenty.recorder.metrics;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.recorder.Durations;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Lane;
import dev.fivetwenty.recorder.LoopMeters;
import dev.fivetwenty.recorder.LoopMeters.Traffic;
import dev.fivetwenty.recorder.Methods;
import dev.fivetwenty.recorder.RetryReason;
import dev.fivetwenty.recorder.Statuses;
import dev.fivetwenty.wire.Rule;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// What the event loops counted, summed over them.
final class LoopCollector implements MultiCollector {

  private static final double NANOS = 1e9;
  private static final List<Cause> FAULTS =
      Arrays.stream(Cause.values()).filter(Cause::isFault).toList();

  private final Sources sources;

  LoopCollector(Sources sources) {
    this.sources = sources;
  }

  @Override
  public MetricSnapshots collect() {
    List<LoopMeters> loops = sources.recorder().lanes().stream().map(Lane::meters).toList();
    var names = sources.labels();
    return MetricSnapshots.of(
        requests(loops),
        durations(
            loops, LoopMeters::requestDurations, names.routes(), "route",
            "request_duration_seconds",
            "From the first byte of the request to the last of the answer."),
        durations(
            loops, LoopMeters::connectDurations, names.origins(), "origin",
            "origin_connect_duration_seconds",
            "Name, TCP and TLS of new connections to the origin."),
        durations(
            loops, LoopMeters::firstByteDurations, names.origins(), "origin",
            "origin_ttfb_seconds",
            "From the first byte sent to the origin to its first byte."),
        originErrors(loops),
        edgeAnswers(loops),
        aborted(loops),
        retries(loops),
        glitches(loops),
        bytes(loops),
        connections(loops, "client_connections", "Open client connections.",
            LoopMeters::clientConnections),
        connections(loops, "origin_connections", "Open connections to origins.",
            LoopMeters::originConnections),
        Family.of("client_connections_accepted", "Client connections that were accepted.")
            .add(sum(loops, LoopMeters::accepted))
            .counter());
  }

  private static long sum(List<LoopMeters> loops, ToLongFunction<LoopMeters> value) {
    return loops.stream().mapToLong(value).sum();
  }

  private MetricSnapshot requests(List<LoopMeters> loops) {
    var family =
        Family.of(
            "requests", "Exchanges that ended, by the status that the client was sent.",
            "listener", "route", "method", "code");
    for (Label listener : sources.labels().listeners()) {
      for (Label route : sources.labels().routes()) requests(loops, listener, route, family);
    }
    return family.counter();
  }

  /// Only what was counted: nearly all pairs of method and status never are.
  private static void requests(
      List<LoopMeters> loops, Label listener, Label route, Family family) {
    for (int m = 0; m < Methods.count(); m++) {
      for (int c = 0; c < Statuses.count(); c++) {
        int method = m;
        int code = c;
        long count = sum(loops, loop -> loop.requests(listener, route, method, code));
        if (count == 0) continue;
        family.add(count, listener.name(), route.name(), Methods.label(m), Statuses.label(c));
      }
    }
  }

  private static MetricSnapshot durations(
      List<LoopMeters> loops, Function<LoopMeters, Durations> which, List<Label> of, String label,
      String name, String help) {
    var points = of.stream().map(each -> durations(loops, which, label, each)).toList();
    return new HistogramSnapshot(Family.about(name, help), points);
  }

  private static HistogramDataPointSnapshot durations(
      List<LoopMeters> loops, Function<LoopMeters, Durations> which, String label, Label of) {
    int buckets = Durations.buckets();
    var bounds = new double[buckets];
    var counts = new long[buckets];
    for (int i = 0; i < buckets; i++) {
      int bucket = i;
      bounds[i] = i == buckets - 1 ? Double.POSITIVE_INFINITY : Durations.bound(i) / NANOS;
      counts[i] = sum(loops, loop -> which.apply(loop).count(of, bucket));
    }
    double seconds = sum(loops, loop -> which.apply(loop).sumNanos(of)) / NANOS;
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(bounds, counts), seconds, Labels.of(label, of.name()),
        Exemplars.EMPTY, 0);
  }

  private MetricSnapshot originErrors(List<LoopMeters> loops) {
    var family =
        Family.of(
            "origin_errors", "Attempts that failed, also those that were made again.",
            "origin", "cause");
    for (Label origin : sources.labels().origins()) {
      for (Cause cause : FAULTS) {
        if (cause.party() == Party.EDGE) continue;
        family.add(
            sum(loops, loop -> loop.originErrors(origin, cause)), origin.name(), cause.slug());
      }
    }
    return family.counter();
  }

  /// A cause has the status of either presentation; others only where they were really sent.
  private static MetricSnapshot edgeAnswers(List<LoopMeters> loops) {
    var family =
        Family.of("edge_answers", "Answers that the edge wrote itself.", "status", "cause");
    for (Cause cause : FAULTS) {
      int edge = Statuses.index(cause.status(Presentation.EDGE_52X));
      int plain = Statuses.index(cause.status(Presentation.PLAIN_5XX));
      for (int code = 0; code < Statuses.count(); code++) {
        answers(loops, cause, code, code == edge || code == plain, family);
      }
    }
    for (int code = 0; code < Statuses.count(); code++) {
      answers(loops, null, code, Statuses.label(code).startsWith("4"), family);
    }
    return family.counter();
  }

  private static void answers(
      List<LoopMeters> loops, Cause cause, int code, boolean always, Family family) {
    long count = sum(loops, loop -> loop.edgeAnswers(cause, code));
    if (always || count > 0) {
      family.add(count, Statuses.label(code), cause == null ? "none" : cause.slug());
    }
  }

  private static MetricSnapshot aborted(List<LoopMeters> loops) {
    var family =
        Family.of("aborted", "Answers broken off because the origin's failed behind its head.", "cause");
    for (Cause cause : FAULTS) family.add(sum(loops, loop -> loop.aborted(cause)), cause.slug());
    return family.counter();
  }

  private static MetricSnapshot retries(List<LoopMeters> loops) {
    var family = Family.of("retries", "Attempts that were made again.", "reason");
    for (RetryReason reason : RetryReason.values()) {
      family.add(sum(loops, loop -> loop.retries(reason)), reason.slug());
    }
    return family.counter();
  }

  private static MetricSnapshot glitches(List<LoopMeters> loops) {
    var family = Family.of("glitches", "Oddities of origins that were tolerated.", "rule");
    for (Rule rule : Rule.values()) {
      if (rule.concernsRequestsOnly()) continue;
      family.add(sum(loops, loop -> loop.glitches(rule)), rule.slug());
    }
    return family.counter();
  }

  private static MetricSnapshot bytes(List<LoopMeters> loops) {
    var family = Family.of("bytes", "Bytes of messages, without TLS.", "peer", "direction");
    family.add(sum(loops, loop -> loop.bytes(Traffic.FROM_CLIENT)), "client", "received");
    family.add(sum(loops, loop -> loop.bytes(Traffic.TO_CLIENT)), "client", "sent");
    family.add(sum(loops, loop -> loop.bytes(Traffic.FROM_ORIGIN)), "origin", "received");
    family.add(sum(loops, loop -> loop.bytes(Traffic.TO_ORIGIN)), "origin", "sent");
    return family.counter();
  }

  /// The value of one state in one loop.
  private interface InState {
    long of(LoopMeters loop, ConnectionState state);
  }

  private static MetricSnapshot connections(
      List<LoopMeters> loops, String name, String help, InState value) {
    var family = Family.of(name, help, "state");
    for (ConnectionState state : ConnectionState.values()) {
      family.add(sum(loops, loop -> value.of(loop, state)), state.slug());
    }
    return family.gauge();
  }
}
