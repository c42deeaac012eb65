package dev.fivetwenty.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// How much of a processor the measured thread had, 1 being all of it.
///
/// A busy machine makes everything look slow; divided by this share, figures stay comparable. Public,
/// with a public constructor, because JMH makes one in the measured JVM.
public final class CpuShare implements InternalProfiler {

  static final String LABEL = "cpu-share";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long cpuBefore;
  private long before;

  @Override
  public String getDescription() {
    return "share of one processor that the measured thread had";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    cpuBefore = cpu();
    before = System.nanoTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double share = (double) (cpu() - cpuBefore) / (System.nanoTime() - before);
    return List.of(new ScalarResult(LABEL, share, "", AggregationPolicy.AVG));
  }

  private long cpu() {
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      if (thread == null || !thread.getThreadName().contains("jmh-worker")) continue;
      sum += Math.max(0, threads.getThreadCpuTime(id));
    }
    return sum;
  }
}
