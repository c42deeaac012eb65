package dev.fivetwenty.origin.tcp;

import static dev.fivetwenty.origin.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every byte arrives, once, in order, and no buffer stays behind.
@ExtendWith(NoLeaks.class)
class TransferTest {

  private static final int CHUNK = 16 * 1024;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Loopback loopback;

  @BeforeEach
  void open() {
    System.out.println("seed " + seed);
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  /// Answers with what it reads, and reads as fast as that is taken.
  private static final class Echo extends Told {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ctx.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    }
  }

  @ParameterizedTest
  @CsvSource({
      "ACCEPTED, 0", "ACCEPTED, 1", "ACCEPTED, 8192", "ACCEPTED, 8193", "ACCEPTED, 65537", "ACCEPTED, 8388608",
      "CONNECTED, 0", "CONNECTED, 1", "CONNECTED, 2048", "CONNECTED, 1000000", "CONNECTED, 8388608"})
  void whatIsReadAndWrittenIsWhatWasSent(Side side, int length) throws Exception {
    End end = loopback.open(side, _ -> {}, new Echo());
    byte[] bytes = Loopback.random(random, length);
    CompletableFuture<Void> sent = Loopback.aside(() -> {
      for (int at = 0; at < length; ) {
        int part = Math.min(length - at, 1 + random.nextInt(1 << random.nextInt(18)));
        end.peer().getOutputStream().write(bytes, at, part);
        at += part;
      }
      end.peer().shutdownOutput();
      return null;
    });
    assertThat(end.receive(length)).isEqualTo(bytes);
    assertThat(end.isAtEnd()).isTrue();
    get(sent);
  }

  @ParameterizedTest
  @EnumSource
  void oneByteAtATime(Side side) throws Exception {
    End end = loopback.open(side, _ -> {}, new Echo());
    byte[] bytes = Loopback.random(random, 500);
    for (byte one : bytes) {
      end.send(new byte[] {one});
      assertThat(end.receive(1)).containsExactly(one);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSlowPeerGetsEverythingAndNobodyWritesAhead(Side side) throws Exception {
    byte[] bytes = Loopback.random(random, 8 * 1024 * 1024);
    var writer = new Steady(bytes);
    End end = loopback.open(side, _ -> {}, writer);
    loopback.run(() -> writer.writeOn(end.channel().pipeline().firstContext()));
    assertThat(end.told().next()).isEqualTo(Told.UNWRITABLE);
    assertThat(end.receive(bytes.length)).isEqualTo(bytes);
    loopback.run(() -> {});
    assertThat(writer.mostWaiting).isLessThan(64 * 1024 + 2 * CHUNK);
    assertThat(end.told().next()).isEqualTo(Told.WRITABLE);
  }

  /// Writes as long as the channel is writable.
  private static final class Steady extends Told {

    private final ByteBuf rest;
    private long mostWaiting;

    Steady(byte[] bytes) {
      rest = Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      super.channelWritabilityChanged(ctx);
      writeOn(ctx);
    }

    void writeOn(ChannelHandlerContext ctx) {
      while (ctx.channel().isWritable() && rest.isReadable()) {
        ctx.writeAndFlush(rest.readRetainedSlice(Math.min(CHUNK, rest.readableBytes())));
        var waiting = ctx.channel().unsafe().outboundBuffer();
        mostWaiting = Math.max(mostWaiting, waiting.totalPendingWriteBytes());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenAtOnceWaitsForASlowPeer(Side side) throws Exception {
    End end = loopback.open(side);
    byte[] bytes = Loopback.random(random, 8 * 1024 * 1024);
    ByteBuf whole = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    ChannelFuture written = loopback.on(() -> end.channel().writeAndFlush(whole));
    assertThat(end.told().next()).isEqualTo(Told.UNWRITABLE);
    loopback.heardAll();
    assertThat(written.isDone()).isFalse();
    assertThat(end.receive(bytes.length)).isEqualTo(bytes);
    assertThat(written.await(Loopback.PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(end.told().next()).isEqualTo(Told.WRITABLE);
    assertThat(whole.refCnt()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void buffersOfEveryKindInOneFlush(Side side) throws Exception {
    sendAll(side, everyKind());
  }

  @ParameterizedTest
  @EnumSource
  void eachKindOfBufferByItself(Side side) throws Exception {
    End end = loopback.open(side);
    for (ByteBuf bytes : everyKind()) sendAll(end, List.of(bytes));
  }

  @ParameterizedTest
  @EnumSource
  void moreBuffersThanGoInOneCall(Side side) throws Exception {
    List<ByteBuf> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) many.add(direct(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(300)));
    sendAll(side, many);
  }

  @ParameterizedTest
  @EnumSource
  void moreBytesThanGoInOneCall(Side side) throws Exception {
    List<ByteBuf> large = new ArrayList<>();
    for (int i = 0; i < 20; i++) large.add(direct(random.nextInt(300_000)));
    large.add(direct(1_500_000));
    large.add(direct(1));
    sendAll(side, large);
  }

  private List<ByteBuf> everyKind() {
    return List.of(
        direct(10), heap(20), Unpooled.EMPTY_BUFFER, direct(0), heap(0),
        composite(direct(1), direct(2)), composite(direct(30), heap(40)), composite(),
        composite(heap(5), heap(6)), composite(direct(0), direct(7), direct(0)), manyParts(150),
        Unpooled.wrappedUnmodifiableBuffer(direct(8), direct(9)),
        direct(100).slice(10, 50), direct(100).asReadOnly(), heap(100).asReadOnly(),
        Unpooled.wrappedBuffer(Loopback.random(random, 11)), heap(9000), direct(9000));
  }

  private ByteBuf direct(int length) {
    return loopback.allocator().directBuffer(length).writeBytes(Loopback.random(random, length));
  }

  private ByteBuf heap(int length) {
    return loopback.allocator().heapBuffer(length).writeBytes(Loopback.random(random, length));
  }

  private CompositeByteBuf composite(ByteBuf... parts) {
    CompositeByteBuf whole = loopback.allocator().compositeBuffer();
    for (ByteBuf part : parts) whole.addComponent(true, part);
    return whole;
  }

  private CompositeByteBuf manyParts(int count) {
    CompositeByteBuf whole = loopback.allocator().compositeBuffer(count);
    for (int i = 0; i < count; i++) whole.addComponent(true, direct(1 + i));
    return whole;
  }

  private void sendAll(Side side, List<ByteBuf> all) throws Exception {
    sendAll(loopback.open(side), all);
  }

  private void sendAll(End end, List<ByteBuf> all) throws Exception {
    var expected = new ByteArrayOutputStream();
    for (ByteBuf bytes : all) bytes.getBytes(bytes.readerIndex(), expected, bytes.readableBytes());
    ChannelFuture written = loopback.on(() -> {
      ChannelFuture last = null;
      for (ByteBuf bytes : all) last = end.channel().write(bytes);
      end.channel().flush();
      return last;
    });
    assertThat(end.receive(expected.size())).isEqualTo(expected.toByteArray());
    assertThat(written.await(Loopback.PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(written.cause()).isNull();
    assertThat(all).allMatch(bytes -> bytes == Unpooled.EMPTY_BUFFER || bytes.refCnt() == 0);
  }
}
