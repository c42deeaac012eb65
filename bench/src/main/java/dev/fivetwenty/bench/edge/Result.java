package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.load.Sample;
import dev.fivetwenty.bench.load.Tally;
import dev.fivetwenty.bench.process.ProcessMemory;
import java.util.ArrayList;
import java.util.List;

/// What one contender did in one row.
///
/// @param saturated a sample for each round, at the most that it gave
/// @param offered   a sample for each round, at the same rate as the others
/// @param logged    lines in its access log, or -1 where it has none
/// @param asked     requests that were answered, warming included
record Result(
    String name,
    Warming warming,
    List<Sample> saturated,
    List<Sample> offered,
    ProcessMemory memory,
    long logged,
    long asked) {

  /// How a contender was warmed: for how long, and whether its cost per request had come to rest.
  record Warming(double seconds, boolean isStable, double perSecond) {}

  Series cpu() {
    return Series.of(saturated, Sample::cpuMicros);
  }

  Series cpuOffered() {
    return Series.of(offered, Sample::cpuMicros);
  }

  Series perSecond() {
    return Series.of(saturated, Sample::perSecond);
  }

  Series millis(double percentile) {
    return Series.of(offered, sample -> sample.millis(percentile));
  }

  /// Returns the cost beside another's, round by round.
  Series ratio(Result other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < saturated.size(); i++) {
      ratios.add(saturated.get(i).cpuMicros() / other.saturated.get(i).cpuMicros());
    }
    return Series.of(ratios, Double::doubleValue);
  }

  Tally tally() {
    var all = new Tally();
    saturated.forEach(sample -> all.add(sample.tally()));
    offered.forEach(sample -> all.add(sample.tally()));
    return all;
  }
}
