package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is told once is not forgotten: bytes, an end, and a reset come when they are wanted.
@ExtendWith(NoLeaks.class)
class ReadingTest {

  private static final int PIECE = 100;

  private final byte[] bytes = Loopback.random(new Random(1), 10 * PIECE);
  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private static void paused(Channel channel) {
    halfOpen(channel);
    channel.config().setAutoRead(false);
  }

  private static void halfOpen(Channel channel) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(PIECE));
  }

  @ParameterizedTest
  @EnumSource
  void whatComesDuringAPauseIsReadAfterIt(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.send(bytes);
    loopback.heardAll();
    end.told().nothingMore();
    end.channel().config().setAutoRead(true);
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    end.send(bytes);
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToldAfterThePauseIsOverIsRead(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    loopback.whileDeaf(() -> {
      end.send(bytes);
      end.channel().config().setAutoRead(true);
    });
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void eachAskingGetsOneReading(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.send(bytes);
    for (int i = 0; i < bytes.length / PIECE; i++) {
      loopback.run(() -> end.channel().read().read());
      assertThat((byte[]) end.told().next()).hasSize(PIECE);
      loopback.heardAll();
      end.told().nothingMore();
    }
    end.channel().read();
    loopback.heardAll();
    end.told().nothingMore();
    end.send(bytes);
    assertThat((byte[]) end.told().next()).hasSize(PIECE);
    loopback.heardAll();
    end.told().nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatAsksForMoreGetsIt(Side side) throws Exception {
    var asking = new Told() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        super.channelRead(ctx, message);
        ctx.read();
      }
    };
    End end = loopback.open(side, ReadingTest::paused, asking);
    end.channel().read();
    end.send(bytes);
    assertThat(asking.bytes(bytes.length)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatAsksOnceAllIsReadGetsMore(Side side) throws Exception {
    var asking = new Told() {
      @Override
      public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.read();
      }
    };
    End end = loopback.open(side, ReadingTest::paused, asking);
    end.channel().read();
    end.send(bytes);
    assertThat(asking.bytes(bytes.length)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatPausesGetsNoMoreUntilItGoesOn(Side side) throws Exception {
    var pausing = new Told() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        super.channelRead(ctx, message);
        ctx.channel().config().setAutoRead(false);
      }
    };
    End end = loopback.open(side, ReadingTest::halfOpen, pausing);
    end.send(bytes);
    for (int i = 0; i < bytes.length / PIECE; i++) {
      assertThat((byte[]) pausing.next()).hasSize(PIECE);
      loopback.heardAll();
      pausing.nothingMore();
      end.channel().config().setAutoRead(true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndBehindBytesThatNobodyWantsWaitsForThem(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.send(bytes);
    end.peer().shutdownOutput();
    loopback.heardAll();
    end.channel().config().setAutoRead(true);
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
    loopback.heardAll();
    end.told().nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void atAnEndNoMoreThanOneReadingIsMadeUnasked(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.send(bytes);
    end.peer().shutdownOutput();
    loopback.heardAll();
    assertThat((byte[]) end.told().next()).hasSize(PIECE);
    // Room to send is told together with what there is to read.
    byte[] much = new byte[8 * 1024 * 1024];
    loopback.run(() -> end.channel().writeAndFlush(loopback.allocator().directBuffer().writeBytes(much)));
    assertThat(end.told().next()).isEqualTo(Told.UNWRITABLE);
    assertThat(end.receive(much.length)).isEqualTo(much);
    assertThat(end.told().next()).isEqualTo(Told.WRITABLE);
    loopback.heardAll();
    end.told().nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void anEndIsToldThoughNobodyReads(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.peer().shutdownOutput();
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
  }

  @ParameterizedTest
  @EnumSource
  void afterThePeersEndOursMayGoOn(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::halfOpen);
    var channel = (DuplexChannel) end.channel();
    end.peer().shutdownOutput();
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
    assertThat(channel.isInputShutdown()).isTrue();
    assertThat(channel.isOutputShutdown()).isFalse();
    for (int i = 0; i < 3; i++) {
      channel.writeAndFlush(loopback.allocator().directBuffer().writeBytes(bytes));
      assertThat(end.receive(bytes.length)).isEqualTo(bytes);
    }
    channel.shutdownOutput().sync();
    assertThat(end.isAtEnd()).isTrue();
    assertThat(channel.isShutdown()).isTrue();
    assertThat(channel.isOpen()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void afterOurEndThePeersMayGoOn(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::halfOpen);
    ((DuplexChannel) end.channel()).shutdownOutput().sync();
    assertThat(end.isAtEnd()).isTrue();
    assertThat(end.told().next()).isNotNull();
    end.send(bytes);
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    end.peer().close();
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
  }

  @ParameterizedTest
  @EnumSource
  void whereNoHalfMayCloseThePeersEndIsOurs(Side side) throws Exception {
    End end = loopback.open(side);
    end.send(bytes);
    end.peer().shutdownOutput();
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    assertThat(end.told().next()).isEqualTo(Told.INACTIVE);
    assertThat(end.channel().isOpen()).isFalse();
    assertThat(end.isAtEnd()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aResetIsToldBehindWhatCameBefore(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::halfOpen);
    end.send(bytes);
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    end.reset();
    thatItWasReset(end.told().next());
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
    loopback.heardAll();
    end.told().nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void aResetIsToldThoughNobodyReads(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.send(bytes);
    loopback.heardAll();
    end.reset();
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    thatItWasReset(end.told().next());
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
  }

  @ParameterizedTest
  @EnumSource
  void aResetBehindAnEndHasAllBytesReadThoughNobodyReads(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::paused);
    end.send(bytes);
    end.peer().shutdownOutput();
    loopback.heardAll();
    end.reset();
    assertThat(end.told().bytes(bytes.length)).isEqualTo(bytes);
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
    loopback.heardAll();
    end.told().nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void whereNoHalfMayCloseAResetCloses(Side side) throws Exception {
    End end = loopback.open(side);
    end.reset();
    thatItWasReset(end.told().next());
    assertThat(end.told().next()).isEqualTo(Told.INACTIVE);
  }

  private static void thatItWasReset(Object told) {
    assertThat((Throwable) told).isInstanceOf(IOException.class)
        .hasMessageContaining("Connection reset by peer");
  }

  @ParameterizedTest
  @EnumSource
  void whoEndsReadingIsToldSoAndMayWriteOn(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::halfOpen);
    ((DuplexChannel) end.channel()).shutdownInput().sync();
    assertThat(end.told().next()).isEqualTo(ChannelInputShutdownEvent.INSTANCE);
    end.channel().writeAndFlush(loopback.allocator().directBuffer().writeBytes(bytes));
    assertThat(end.receive(bytes.length)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsResetCannotBeShutDown(Side side) throws Exception {
    End end = loopback.open(side, ReadingTest::halfOpen);
    end.reset();
    thatItWasReset(end.told().next());
    assertThat(((DuplexChannel) end.channel()).shutdownInput().await().isSuccess()).isFalse();
    assertThat(((DuplexChannel) end.channel()).shutdownOutput().await().isSuccess()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whoClosesWhileReadingHearsNoMore(Side side) throws Exception {
    var closing = new Told() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        super.channelRead(ctx, message);
        ctx.close();
      }
    };
    End end = loopback.open(side, ReadingTest::halfOpen, closing);
    end.send(bytes);
    assertThat((byte[]) closing.next()).hasSize(PIECE);
    assertThat(closing.next()).isEqualTo(Told.INACTIVE);
    loopback.heardAll();
    closing.nothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void aLoopOutlivesALackOfMemory(Side side) throws Exception {
    End end = loopback.open(side, channel -> channel.config().setRecvByteBufAllocator(new NoMemory()));
    end.send(bytes);
    assertThat(end.told().next()).isInstanceOf(OutOfMemoryError.class);
    assertThat(end.told().next()).isEqualTo(Told.INACTIVE);
    loopback.heardAll();
  }

  private static final class NoMemory extends DefaultMaxMessagesRecvByteBufAllocator {

    @Override
    @SuppressWarnings("deprecation") // What Netty's own do.
    public Handle newHandle() {
      return new MaxMessageHandle() {
        @Override
        public int guess() {
          throw new OutOfMemoryError("as asked");
        }
      };
    }
  }
}
