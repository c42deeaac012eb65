package dev.fivetwenty.edge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {

  private final List<String> notices = new ArrayList<>();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, LocalIoHandler.newFactory());

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  @Test
  void failuresAreToldOnceAMinuteAndGoNoFurther() {
    EmbeddedChannel socket = socket(_ -> {});
    fail(socket);
    fail(socket);
    assertThat(notices).singleElement().asString()
        .startsWith("127.0.0.1:80: ").contains("Too many open files");
    socket.advanceTimeBy(1, TimeUnit.MINUTES);
    fail(socket);
    assertThat(notices).hasSize(2);
    socket.checkException();
  }

  @Test
  void afterAFailureNothingIsAcceptedForASecond() {
    EmbeddedChannel socket = socket(_ -> {});
    fail(socket);
    socket.advanceTimeBy(999, TimeUnit.MILLISECONDS);
    socket.runScheduledPendingTasks();
    assertThat(socket.config().isAutoRead()).isFalse();
    socket.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    socket.runScheduledPendingTasks();
    assertThat(socket.config().isAutoRead()).isTrue();
  }

  @Test
  void aConnectionIsTakenOnItsLoopBeforeItHearsOfAnything() {
    var heard = new CompletableFuture<Boolean>();
    EmbeddedChannel socket =
        socket(
            taken ->
                taken.pipeline().addLast(
                    new ChannelInboundHandlerAdapter() {
                      @Override
                      public void channelRegistered(ChannelHandlerContext ctx) {
                        heard.complete(ctx.executor().inEventLoop());
                      }
                    }));
    socket.writeInbound(new LocalChannel());
    assertThat(heard.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
  }

  @Test
  void theLoopsTakeTurns() {
    var first = new CompletableFuture<Channel>();
    var second = new CompletableFuture<Channel>();
    EmbeddedChannel socket = socket(taken -> {
      if (!first.complete(taken)) second.complete(taken);
    });
    socket.writeInbound(new LocalChannel());
    first.orTimeout(60, TimeUnit.SECONDS).join();
    socket.writeInbound(new LocalChannel());
    second.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(first.join().eventLoop()).isNotSameAs(second.join().eventLoop());
  }

  @Test
  void aConnectionThatNobodyCanTakeIsClosed() {
    EmbeddedChannel socket = socket(_ -> {
      throw new IllegalStateException("on purpose");
    });
    var refused = new LocalChannel();
    socket.writeInbound(refused);
    assertThat(refused.closeFuture().awaitUninterruptibly(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aConnectionIsClosedWhenTheLoopsHaveEnded() {
    EmbeddedChannel socket = socket(_ -> {});
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    var late = new LocalChannel();
    socket.writeInbound(late);
    assertThat(late.isOpen()).isFalse();
  }

  private EmbeddedChannel socket(Consumer<Channel> taker) {
    var listener = new Listener(new Endpoint.Tcp("127.0.0.1", 80), Optional.empty(), false);
    var socket = new EmbeddedChannel(new Acceptor(listener, loops, taker, notices::add));
    socket.freezeTime();
    return socket;
  }

  private static void fail(EmbeddedChannel socket) {
    socket.pipeline().fireExceptionCaught(new IOException("Too many open files"));
  }
}
