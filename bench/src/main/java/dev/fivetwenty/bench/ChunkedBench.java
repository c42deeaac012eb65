package dev.fivetwenty.bench;

import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/// Can a hostile origin burn the edge's CPU with tiny chunks?
///
/// A whole message of 256 KiB of content. At 16 bytes a chunk the coding costs 5 bytes of every
/// 21; below 0.1 GB/s there a single connection at 1 Gbit/s would fill a core, and a limit on the
/// share of coding bytes would have to come into the profile.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ChunkedBench {

  private static final int CONTENT = 256 << 10;

  @Param({"16", "4096"})
  public int chunk;

  private byte[] bytes;
  private ByteBuffer input;
  private ByteBuf netty;
  private final ResponseReader reader = new ResponseReader(Profile.CLASSIC);
  private final DirectDecoder decoder = new DirectDecoder();

  @Setup
  public void setUp() throws Exception {
    bytes = message();
    input = ByteBuffer.wrap(bytes);
    netty = Unpooled.wrappedBuffer(bytes);
    if (reader(new Counted()) != ResponseReader.Event.COMPLETE) throw new IllegalStateException();
  }

  @Benchmark
  public ResponseReader.Event reader(Counted counted) {
    counted.bytes += bytes.length;
    input.rewind();
    reader.begin(Request.GET, 0);
    var event = reader.read(input);
    while (event == ResponseReader.Event.FINAL_HEAD || event == ResponseReader.Event.CONTENT) {
      event = reader.read(input);
    }
    return event;
  }

  @Benchmark
  public int netty(Counted counted) throws Exception {
    counted.bytes += bytes.length;
    var out = decoder.decodeAll(netty.readerIndex(0));
    out.forEach(ReferenceCountUtil::release);
    return out.size();
  }

  private byte[] message() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    byte[] data = "x".repeat(chunk).getBytes(StandardCharsets.US_ASCII);
    for (int sent = 0; sent < CONTENT; sent += chunk) {
      out.writeBytes(ascii(Integer.toHexString(chunk) + "\r\n"));
      out.writeBytes(data);
      out.writeBytes(ascii("\r\n"));
    }
    out.writeBytes(ascii("0\r\n\r\n"));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
