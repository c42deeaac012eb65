package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Time stands still in a turn, on the loop, and nowhere else.
@ExtendWith(NoLeaks.class)
class TurnTickerTest {

  private final MockTicker system = Ticker.newMockTicker();
  private final TurnTicker ticker = new TurnTicker(system);

  private void passes(long nanos) {
    system.advance(nanos, TimeUnit.NANOSECONDS);
  }

  @Test
  void aTurnHasOneTimeWhichIsThatOfTheFirstLook() {
    ticker.begin();
    passes(5);
    long first = ticker.nanoTime();
    assertThat(first).isEqualTo(system.nanoTime());
    passes(7);
    assertThat(ticker.nanoTime()).isEqualTo(first);
    ticker.begin();
    assertThat(ticker.nanoTime()).isEqualTo(first + 7);
    ticker.end();
    passes(11);
    assertThat(ticker.nanoTime()).isEqualTo(first + 18);
  }

  @Test
  void anotherThreadHasTheTimeOfTheSystem() {
    ticker.begin();
    long first = ticker.nanoTime();
    passes(3);
    assertThat(CompletableFuture.supplyAsync(ticker::nanoTime).join()).isEqualTo(first + 3);
    assertThat(ticker.nanoTime()).isEqualTo(first);
  }

  /// Looks twice, as far apart as the system's clock can tell.
  private static long[] look(EventLoop loop) {
    long first = loop.ticker().nanoTime();
    long begun = System.nanoTime();
    while (System.nanoTime() == begun) Thread.onSpinWait();
    return new long[] {first, loop.ticker().nanoTime()};
  }

  private static final class Looking extends Told {

    final List<long[]> looks = new ArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ((ByteBuf) message).release();
      looks.add(look(ctx.channel().eventLoop()));
    }
  }

  /// What is small waits for its turn; what is larger is handed on at once.
  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void eachConnectionHasItsOwnTurn(int length) throws Exception {
    try (var loopback = new Loopback()) {
      List<Looking> all = List.of(new Looking(), new Looking(), new Looking());
      List<End> ends = new ArrayList<>();
      for (Looking handler : all) ends.add(loopback.open(Side.ACCEPTED, _ -> {}, handler));
      loopback.whileDeaf(() -> {
        for (End end : ends) end.send(new byte[length]);
      });
      loopback.heardAll();
      List<Long> times = loopback.on(() -> all.stream().map(handler -> handler.looks.getFirst()[0]).toList());
      assertThat(times).doesNotHaveDuplicates();
      for (Looking handler : all) assertThat(handler.looks).allSatisfy(look -> assertThat(look[1]).isEqualTo(look[0]));
    }
  }

  @Test
  void aTaskOfTheLoopSeesTimePass() throws Exception {
    try (var loopback = new Loopback()) {
      long[] look = loopback.on(() -> look(loopback.loop));
      assertThat(look[1]).isGreaterThan(look[0]);
    }
  }
}
