package dev.fivetwenty.bench;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What does it cost to judge an exchange, healthy or broken?
///
/// An edge spends some 40 µs of CPU on an exchange. Above 2 µs the judge may run only for
/// exchanges that failed; below, for every one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class JudgeBench {

  @Param({"healthy", "truncated"})
  public String reply;

  private ByteBuffer input;
  private Observation observation;
  private final ResponseReader reader = new ResponseReader(Profile.CLASSIC);
  private final Judge judge = new Judge(Profile.CLASSIC);

  @Setup
  public void setUp() {
    byte[] bytes = Heads.typical();
    if (reply.equals("truncated")) bytes = Arrays.copyOf(bytes, 400);
    input = ByteBuffer.wrap(bytes);
    observation = Observation.ofReply(report());
    boolean faulty = judge().verdict().isPresent();
    if (faulty == reply.equals("healthy")) throw new IllegalStateException("judged wrongly");
  }

  /// The report alone: reading 600 bytes and writing down what was seen.
  @Benchmark
  public WireReport report() {
    input.rewind();
    reader.begin(Request.GET, 0);
    ResponseReader.Event event;
    do {
      event = reader.read(input);
    } while (event == ResponseReader.Event.FINAL_HEAD);
    return reader.end(Ending.FIN);
  }

  /// From the report to the verdict.
  @Benchmark
  public Judgement judge() {
    return judge.judge(observation);
  }
}
