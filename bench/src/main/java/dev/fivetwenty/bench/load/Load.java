package dev.fivetwenty.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Asks one server over a number of connections, on one event loop of its own.
///
/// The two measurements, [#saturate] and [#offer], may be called by one thread, one after the other; all else happens
/// on the loop. Connections are opened before each and closed after it.
public final class Load implements AutoCloseable {

  /// Whom to ask, how, and with which requests in turn.
  ///
  /// @param tls null for plain text
  public record Plan(InetSocketAddress address, SslContext tls, int connections, List<Ask> asks) {}

  /// After this a request that has not been answered counts as wrong.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Large enough that reading a big body costs few calls.
  private static final int MAX_READ = 256 << 10;

  private final Plan plan;
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final ChannelGroup open = new DefaultChannelGroup(group.next());
  private final List<Slot> slots;
  private final Deque<Slot> free = new ArrayDeque<>();
  private Phase phase;
  private int asked;

  public Load(Plan plan) {
    this.plan = plan;
    this.slots = Stream.generate(() -> new Slot(this)).limit(plan.connections()).toList();
  }

  /// Asks on every connection as soon as the last answer is there.
  public Sample saturate(Duration settle, Duration time, Meter meter) {
    return run(new Phase(this, Double.POSITIVE_INFINITY, settle, time, meter));
  }

  /// Asks at a rate, at moments that are drawn like independent arrivals (Poisson), the same ones each time. A request
  /// that finds no free connection waits for one.
  public Sample offer(double perSecond, Duration settle, Duration time, Meter meter) {
    return run(new Phase(this, perSecond, settle, time, meter));
  }

  private Sample run(Phase next) {
    group.next().execute(() -> begin(next));
    try {
      Sample sample = next.sample().join();
      open.close().syncUninterruptibly();
      return sample;
    } catch (CompletionException e) {
      throw new IllegalStateException("the load generator failed", e.getCause());
    }
  }

  private void begin(Phase next) {
    phase = next;
    free.clear();
    free.addAll(slots);
    slots.forEach(Slot::open);
    awaitOpen(System.nanoTime() + PATIENCE.toNanos());
  }

  private void awaitOpen(long deadline) {
    if (slots.stream().allMatch(Slot::isOpen)) {
      phase.start();
    } else if (System.nanoTime() > deadline) {
      fail(new IllegalStateException(plan.address() + " does not accept " + slots.size() + " connections"));
    } else {
      group.next().schedule(() -> awaitOpen(deadline), 1, TimeUnit.MILLISECONDS);
    }
  }

  ChannelFuture connect(ChannelHandler events) {
    return new Bootstrap()
        .group(group)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, MAX_READ))
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                open.add(channel);
                // No name is given, so that no session is ever resumed.
                if (plan.tls() != null) channel.pipeline().addLast(plan.tls().newHandler(channel.alloc()));
                channel.pipeline().addLast(events);
              }
            })
        .connect(plan.address());
  }

  /// Sends a request over a free connection; false when there is none.
  boolean send(long dueNanos) {
    Slot slot = free.poll();
    if (slot == null) return false;
    slot.send(plan.asks().get(asked++ % plan.asks().size()), dueNanos);
    return true;
  }

  void answered(Ask ask, Outcome outcome, long dueNanos) {
    phase.answered(ask, outcome, dueNanos);
  }

  void free(Slot slot) {
    free.add(slot);
    phase.freed();
  }

  void fail(Throwable thrown) {
    phase.sample().completeExceptionally(thrown);
  }

  boolean isIdle() {
    return slots.stream().noneMatch(Slot::isBusy);
  }

  long unanswered() {
    return slots.stream().filter(Slot::isBusy).count();
  }

  double progress() {
    return slots.stream().mapToDouble(Slot::progress).sum();
  }

  void later(Runnable task, long nanos) {
    group.next().schedule(() -> runOrFail(task), nanos, TimeUnit.NANOSECONDS);
  }

  private void runOrFail(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // A phase that lost its end would go on for good.
      fail(e);
    }
  }

  static Duration patience() {
    return PATIENCE;
  }

  static Histogram histogram() {
    // A microsecond to a minute, three digits.
    return new Histogram(1_000, TimeUnit.MINUTES.toNanos(1), 3);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
