package dev.fivetwenty.recorder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.recorder.accesslog.AccessLog;
import dev.fivetwenty.recorder.accesslog.LogOutput;
import dev.fivetwenty.recorder.accesslog.QueryValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
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

/// What does the record of an exchange cost: the event loop, and then the recorder's thread?
///
/// Aim: under 1 µs for the loop and nothing allocated, since an exchange has 35 µs. Over 2 µs for a
/// line, the log would be felt where the machine has no core to spare.
///
/// In this package because only the recorder may take records out of a lane. The ring is walked
/// through whole, so `loop` pays for slots that have left the cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class RecorderBench {

  private static final String REQUEST =
      "GET /products/shoes?size=42&colour=blue HTTP/1.1\r\nHost: shop.example\r\n"
          + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
          + "Referer: https://shop.example/products\r\nX-Forwarded-For: 192.0.2.44\r\n\r\n";

  private static final Text[] ALL = Text.values();

  @Param({"8192"})
  public int slots;

  private final byte[] head = REQUEST.getBytes(US_ASCII);
  private final int[] slices = new int[2 * Text.values().length];
  private Lane lane;
  private Label listener;
  private Label route;
  private Label origin;
  private AccessLog json;
  private AccessLog combined;
  private ExchangeRecord record;
  private long now;

  @Setup
  public void setUp() throws IOException {
    lane = new Recorder(List.of(), () -> now, text -> {}, slots).lane();
    var labels = new Labels();
    listener = labels.listener("127.0.0.1:8520");
    route = labels.route("*/");
    origin = labels.origin("http://127.0.0.1:8080");
    slice(Text.METHOD, "GET");
    slice(Text.TARGET, "/products/shoes?size=42&colour=blue");
    slice(Text.PROTOCOL, "HTTP/1.1");
    slice(Text.HOST, "shop.example");
    slice(Text.USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0");
    slice(Text.REFERER, "https://shop.example/products");
    slice(Text.FORWARDED_FOR, "192.0.2.44");
    json = AccessLog.json(LogOutput.channel(new Nowhere(), "none"), QueryValues.HIDDEN, text -> {});
    combined =
        AccessLog.combined(LogOutput.channel(new Nowhere(), "none"), QueryValues.HIDDEN, text -> {});
    record = new ExchangeRecord();
    fill(record);
  }

  private void slice(Text text, String value) {
    slices[2 * text.ordinal()] = REQUEST.indexOf(value);
    slices[2 * text.ordinal() + 1] = REQUEST.indexOf(value) + value.length();
  }

  /// What a loop does at the end of an exchange, and taking the record out again.
  @Benchmark
  public long loop() {
    fill(lane.next());
    lane.publish();
    ExchangeRecord taken = lane.take();
    long ray = taken.ray;
    lane.done();
    return ray;
  }

  /// A line of JSON, with its share of a write that goes nowhere.
  @Benchmark
  public void json() {
    json.accept(record);
  }

  @Benchmark
  public void combined() {
    combined.accept(record);
  }

  private void fill(ExchangeRecord exchange) {
    now++;
    exchange.endedMillis = 1_764_078_000_123L + (now >> 10);
    exchange.ray = now * 0x9E3779B97F4A7C15L;
    exchange.site = "LOC";
    exchange.clientAddress = "192.0.2.7";
    exchange.clientPort = 40_001;
    exchange.listener = listener;
    exchange.scheme = "http";
    exchange.clientExchange = 7;
    exchange.status = 200;
    exchange.route = route;
    exchange.origin = origin;
    exchange.originAddress = "127.0.0.1:8080";
    exchange.originStatus = 200;
    exchange.attempts = 1;
    exchange.reused = true;
    exchange.originExchange = 99;
    exchange.bytesFromClient = 230;
    exchange.bytesToClient = 1300;
    exchange.bodyBytesToClient = 1024;
    exchange.bytesToOrigin = 310;
    exchange.bytesFromOrigin = 1200;
    exchange.total = 1_234_567;
    exchange.originFirstByte = 900_400;
    for (Text text : ALL) {
      int to = slices[2 * text.ordinal() + 1];
      if (to > 0) exchange.text(text, head, slices[2 * text.ordinal()], to);
    }
  }

  private static final class Nowhere implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      bytes.position(bytes.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
