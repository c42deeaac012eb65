package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was flushed is sent: later, but in order, before any end, and whatever befalls others.
@ExtendWith(NoLeaks.class)
class SendingTest {

  private static final int LARGE = Round.SMALL + 1;
  private static final int TOO_MUCH = 16 * 1024 * 1024;

  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private ByteBuf filled(int length, int value) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return loopback.allocator().directBuffer(length).writeBytes(bytes);
  }

  private static Throwable failure(ChannelFuture future) throws InterruptedException {
    assertThat(future.await(Loopback.PATIENCE, TimeUnit.SECONDS)).isTrue();
    return future.cause();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, LARGE})
  void whatWasFlushedGoesOutBeforeTheEnd(int length) throws Exception {
    for (Side side : Side.values()) {
      End end = loopback.open(side);
      loopback.run(() -> {
        end.channel().writeAndFlush(filled(length, 7));
        end.channel().close();
      });
      assertThat(end.receive(length)).containsOnly(7);
      assertThat(end.isAtEnd()).isTrue();
      assertThat(end.told().next()).isEqualTo(Told.INACTIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, LARGE})
  void whatWasFlushedGoesOutBeforeOurEnd(int length) throws Exception {
    for (Side side : Side.values()) {
      End end = loopback.open(side);
      ChannelFuture written = loopback.on(() -> {
        ChannelFuture done = end.channel().writeAndFlush(filled(length, 7));
        ((DuplexChannel) end.channel()).shutdownOutput();
        return done;
      });
      assertThat(end.receive(length)).containsOnly(7);
      assertThat(end.isAtEnd()).isTrue();
      assertThat(failure(written)).isNull();
      assertThat(end.told().next()).isEqualTo(ChannelOutputShutdownEvent.INSTANCE);
    }
  }

  @Test
  void whoClosesOnceItsFirstPieceIsSentHasSentWhatWentWithIt() throws Exception {
    End end = loopback.open(Side.ACCEPTED);
    loopback.run(() -> {
      end.channel().write(filled(3, 7)).addListener(_ -> end.channel().close());
      end.channel().writeAndFlush(filled(4, 8));
    });
    assertThat(end.receive(8)).containsExactly(7, 7, 7, 8, 8, 8, 8);
    assertThat(end.told().next()).isEqualTo(Told.INACTIVE);
  }

  @Test
  void whatWasNotFlushedIsNotSent() throws Exception {
    End end = loopback.open(Side.ACCEPTED);
    List<ChannelFuture> written = loopback.on(() -> {
      ChannelFuture flushed = end.channel().writeAndFlush(filled(3, 7));
      ChannelFuture left = end.channel().write(filled(4, 8));
      end.channel().close();
      return List.of(flushed, left);
    });
    assertThat(end.receive(4)).containsExactly(7, 7, 7);
    assertThat(failure(written.getFirst())).isNull();
    assertThat(failure(written.getLast())).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void smallAndLargeKeepTheirOrder(Side side) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    End end = loopback.open(side);
    var expected = new ByteArrayOutputStream();
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      byte[] piece = Loopback.random(random, random.nextInt(1 << random.nextInt(17)));
      pieces.add(piece);
      expected.writeBytes(piece);
    }
    CompletableFuture<byte[]> received = end.receives(expected.size());
    for (int from = 0; from < pieces.size(); from += 10) {
      List<byte[]> some = pieces.subList(from, from + 10);
      loopback.run(() -> write(end.channel(), some, random));
    }
    end.channel().flush();
    assertThat(Loopback.get(received)).isEqualTo(expected.toByteArray());
  }

  private void write(Channel channel, List<byte[]> pieces, Random random) {
    for (byte[] piece : pieces) {
      channel.write(loopback.allocator().directBuffer().writeBytes(piece));
      if (random.nextInt(3) == 0) channel.flush();
    }
  }

  @Test
  void whoCannotSendKeepsNobodyFromIt() throws Exception {
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < 6; i++) ends.add(loopback.open(Side.values()[i % 2]));
    List<ChannelFuture> written = new ArrayList<>();
    loopback.loop.execute(() -> {
      for (End end : ends) written.add(end.channel().writeAndFlush(filled(5, 7)));
      reset(ends.get(0));
      reset(ends.get(3));
      ends.get(4).channel().close();
    });
    for (int i : new int[] {1, 2, 4, 5}) assertThat(ends.get(i).receive(5)).containsOnly(7);
    loopback.run(() -> {});
    for (int i : new int[] {0, 3}) assertThat(failure(written.get(i))).isInstanceOf(IOException.class);
    for (int i : new int[] {1, 2, 4, 5}) assertThat(failure(written.get(i))).isNull();
  }

  private static void reset(End end) {
    try {
      end.reset();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoIsToldThatItWasSentMayWriteToAnother() throws Exception {
    End first = loopback.open(Side.ACCEPTED);
    End other = loopback.open(Side.CONNECTED);
    loopback.run(() -> first.channel().writeAndFlush(filled(1, 1)).addListener(_ -> {
      other.channel().writeAndFlush(filled(2, 2)).addListener(_ -> first.channel().writeAndFlush(filled(3, 3)));
      other.channel().writeAndFlush(filled(LARGE, 4));
    }));
    assertThat(first.receive(4)).containsExactly(1, 3, 3, 3);
    assertThat(other.receive(2)).containsOnly(2);
    assertThat(other.receive(LARGE)).containsOnly(4);
  }

  @Test
  void whoIsToldThatThereIsRoomMayWriteToAnother() throws Exception {
    End other = loopback.open(Side.CONNECTED);
    var telling = new Told() {
      @Override
      public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        super.channelWritabilityChanged(ctx);
        other.channel().writeAndFlush(filled(1, ctx.channel().isWritable() ? 2 : 1));
      }
    };
    End first = loopback.open(Side.ACCEPTED, _ -> {}, telling);
    loopback.run(() -> first.channel().writeAndFlush(filled(TOO_MUCH, 3)));
    assertThat(other.receive(1)).containsExactly(1);
    assertThat(first.receive(TOO_MUCH)).hasSize(TOO_MUCH);
    assertThat(other.receive(1)).containsExactly(2);
  }

  @Test
  void whoWritesOnAndOnLetsOthersHaveTheirTurn() throws Exception {
    End end = loopback.open(Side.ACCEPTED);
    var endless = new Endless(end.channel());
    int sent = loopback.on(() -> {
      var before = new CompletableFuture<Integer>();
      endless.write(null);
      loopback.loop.execute(() -> before.complete(endless.sent));
      return before;
    }).get(Loopback.PATIENCE, TimeUnit.SECONDS);
    assertThat(sent).isLessThan(Endless.END);
    assertThat(end.receive(Endless.END)).hasSize(Endless.END);
  }

  /// Writes the next byte as soon as one was sent.
  private final class Endless {

    private static final int END = 100;

    private final Channel channel;
    private int sent;

    Endless(Channel channel) {
      this.channel = channel;
    }

    void write(ChannelFuture last) {
      if (last != null && ++sent == END) return;
      channel.writeAndFlush(filled(1, 1)).addListener((ChannelFuture done) -> write(done));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResetFailsWhatWaitsAndCloses(Side side) throws Exception {
    End end = loopback.open(side);
    List<ChannelFuture> written = writeTooMuch(end);
    end.reset();
    for (ChannelFuture future : written) assertThat(failure(future)).isInstanceOf(IOException.class);
    assertThat(end.channel().closeFuture().await(Loopback.PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(end.channel().isActive()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aResetFailsWhatWaitsAndLeavesTheRestToWhoAskedForThat(Side side) throws Exception {
    End end = loopback.open(side, SendingTest::keptOpen);
    List<ChannelFuture> written = writeTooMuch(end);
    end.reset();
    for (ChannelFuture future : written) {
      assertThat(failure(future)).isInstanceOf(IOException.class)
          .hasRootCauseMessage(failure(written.getFirst()).getCause().getMessage());
    }
    loopback.heardAll();
    assertThat(end.channel().isOpen()).isTrue();
    assertThat(((DuplexChannel) end.channel()).isOutputShutdown()).isTrue();
    assertThat(failure(end.channel().writeAndFlush(filled(1, 1)))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aResetBehindAnEndFailsWhatIsWrittenNext(Side side) throws Exception {
    End end = loopback.open(side, SendingTest::keptOpen);
    end.peer().shutdownOutput();
    assertThat(end.told().next()).isNotNull();
    end.reset();
    assertThat(failure(end.channel().writeAndFlush(filled(1, 1)))).isInstanceOf(IOException.class);
    loopback.heardAll();
    assertThat(end.channel().isOpen()).isTrue();
  }

  private static void keptOpen(Channel channel) {
    channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  private List<ChannelFuture> writeTooMuch(End end) throws Exception {
    List<ChannelFuture> written = loopback.on(() -> List.of(
        end.channel().writeAndFlush(filled(TOO_MUCH, 1)), end.channel().writeAndFlush(filled(1, 2))));
    loopback.heardAll();
    assertThat(written).noneMatch(ChannelFuture::isDone);
    return written;
  }

  @Test
  void whatTheSystemDoesNotTakeIsLostWithAClose() throws Exception {
    End end = loopback.open(Side.ACCEPTED);
    List<ChannelFuture> written = writeTooMuch(end);
    end.channel().close().sync();
    for (ChannelFuture future : written) assertThat(failure(future)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsFlushedAsTheLoopEndsIsSent() throws Exception {
    End end = loopback.open(Side.ACCEPTED);
    loopback.run(() -> {
      loopback.group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      end.channel().writeAndFlush(filled(5, 7));
    });
    assertThat(end.receive(5)).containsOnly(7);
  }
}
