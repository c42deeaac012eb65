package dev.fivetwenty.bench;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.policy.errorpage.Answer;
import dev.fivetwenty.policy.errorpage.ErrorPages;
import dev.fivetwenty.policy.errorpage.Failure;
import dev.fivetwenty.policy.errorpage.Format;
import dev.fivetwenty.policy.errorpage.Visitor;
import java.time.Instant;
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

/// Does an origin that fails thousands of times a second cost the edge anything?
///
/// Everything from the failure to the bytes: the client's values cleaned, `Accept` read, the page
/// written. A few microseconds are little beside the 30 that a proxied request costs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ErrorPageBench {

  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  @Param({"HTML", "PROBLEM", "JSON", "MARKDOWN", "TEXT"})
  public Format format;

  private String accept;
  private final ErrorPages pages = new ErrorPages();
  private long second = Instant.parse("2026-11-25T13:27:19Z").getEpochSecond();

  @Setup
  public void setUp() {
    accept = format == Format.HTML ? BROWSER : format.contentType();
    if (answer().format() != format) throw new IllegalStateException("another format");
  }

  @Benchmark
  public Answer answer() {
    var visitor =
        new Visitor(
            "4f1d0a9be2c38d57-LOC", Instant.ofEpochSecond(second++), "https", "shop.example",
            "192.0.2.7", false);
    return pages.answer(Failure.of(Cause.RESP_EMPTY_FIN, Presentation.EDGE_52X, visitor), accept);
  }
}
