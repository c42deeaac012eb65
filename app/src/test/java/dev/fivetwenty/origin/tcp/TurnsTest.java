package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Nobody keeps the others of a loop waiting for long, or takes much memory.
@ExtendWith(NoLeaks.class)
class TurnsTest {

  /// Small, but far more readings than are made in a row.
  private static final int MUCH = 4000;

  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  /// Does something with the first byte that it gets, and counts all of them; where it pauses, after each one
  /// for as long as that is handed on.
  private static class Counting extends Told {

    final AtomicInteger count = new AtomicInteger();
    private final boolean pauses;
    private final Runnable first;

    Counting(boolean pauses, Runnable first) {
      this.pauses = pauses;
      this.first = first;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ((ByteBuf) message).release();
      if (count.incrementAndGet() == 1) first.run();
      if (pauses) ctx.channel().config().setAutoRead(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (pauses) ctx.channel().config().setAutoRead(true);
    }
  }

  private static void byteByByte(Channel channel) {
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(1));
  }

  private static void send(End end, int length) {
    try {
      end.send(new byte[length]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersAreHeardBetweenTheReadingsOfOneWhoSendsOnAndOn(Side side) throws Exception {
    assertThat(readUntilAnotherIsHeard(side, false)).isLessThan(MUCH / 10);
  }

  @ParameterizedTest
  @EnumSource
  void othersAreHeardBetweenTheReadingsOfOneWhoPausesTimeAndAgain(Side side) throws Exception {
    assertThat(readUntilAnotherIsHeard(side, true)).isLessThan(MUCH / 10);
  }

  private int readUntilAnotherIsHeard(Side side, boolean pauses) throws Exception {
    var counts = new ArrayList<AtomicInteger>();
    var other = new Counting(false, () -> counts.add(new AtomicInteger(counts.getFirst().get())));
    End another = loopback.open(Side.ACCEPTED, _ -> {}, other);
    var much = new Counting(pauses, () -> send(another, 1));
    counts.add(much.count);
    End end = loopback.open(side, TurnsTest::byteByByte, much);
    loopback.whileDeaf(() -> send(end, MUCH));
    while (loopback.on(() -> much.count.get() < MUCH || counts.size() < 2)) loopback.heardAll();
    return counts.getLast().get();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDueIsDoneBetweenTheReadingsOfOneWhoSendsOnAndOn(Side side) throws Exception {
    var at = new AtomicInteger();
    var much = new Counting[1];
    much[0] = new Counting(false, () -> loopback.loop.schedule(() -> at.set(much[0].count.get()), 0, TimeUnit.NANOSECONDS));
    End end = loopback.open(side, TurnsTest::byteByByte, much[0]);
    loopback.whileDeaf(() -> send(end, MUCH));
    while (loopback.on(() -> much[0].count.get() < MUCH)) loopback.heardAll();
    assertThat(at.get()).isBetween(1, MUCH / 10);
  }

  @ParameterizedTest
  @CsvSource({"ACCEPTED,false,false", "ACCEPTED,false,true", "ACCEPTED,true,true",
      "CONNECTED,false,false", "CONNECTED,false,true", "CONNECTED,true,true"})
  void anEndBehindMoreThanIsReadInARowIsTold(Side side, boolean paused, boolean reset) throws Exception {
    End end = loopback.open(side, channel -> {
      byteByByte(channel);
      channel.config().setAutoRead(!paused);
    });
    loopback.whileDeaf(() -> {
      send(end, MUCH);
      if (reset) end.reset();
      else end.peer().close();
    });
    end.told().bytes(MUCH);
    if (reset) assertThat((Throwable) end.told().next()).hasMessageContaining("Connection reset by peer");
    assertThat(end.told().next()).isEqualTo(Told.INACTIVE);
    loopback.heardAll();
    end.told().nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void whatWaitsForItsTurnTakesLittleMemory(Side side) throws Exception {
    var alloc = new UnpooledByteBufAllocator(true);
    var most = new AtomicLong();
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var handler = new Counting(false, () -> most.accumulateAndGet(alloc.metric().usedDirectMemory(), Math::max));
      ends.add(loopback.open(side, channel -> roomy(channel, alloc), handler));
    }
    loopback.whileDeaf(() -> ends.forEach(end -> send(end, 1)));
    loopback.heardAll();
    assertThat(most.get()).isLessThanOrEqualTo(20 * Round.SMALL);
  }

  private static void roomy(Channel channel, ByteBufAllocator alloc) {
    channel.config().setAllocator(alloc);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(64 * 1024));
  }

  @ParameterizedTest
  @EnumSource
  void behindLittleMuchDoesNotWait(Side side) throws Exception {
    End end = loopback.open(side);
    List<Boolean> sent = loopback.on(() -> {
      ChannelFuture little = end.channel().writeAndFlush(bytes(1));
      boolean waits = !little.isDone();
      ChannelFuture much = end.channel().writeAndFlush(bytes(Round.SMALL));
      return List.of(waits, little.isDone(), much.isDone());
    });
    assertThat(sent).containsExactly(true, true, true);
    assertThat(end.receive(1 + Round.SMALL)).hasSize(1 + Round.SMALL);
  }

  private static ByteBuf bytes(int length) {
    return UnpooledByteBufAllocator.DEFAULT.directBuffer(length).writeZero(length);
  }
}
