package dev.fivetwenty.edge.client;

import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.origin.Deadlines;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/// How long a client is waited for, and for what. Confined to the event loop.
public final class Patience {

  /// A client that is still sending when everything is said has this long to notice.
  private static final Duration LINGER = Duration.ofSeconds(30);

  private final Deadlines<ClientTimer> deadlines;
  private final Uptake uptake;
  private final Consumer<ClientTimer> expired;
  private ClientTimeouts timeouts;

  /// @param expired is told what was awaited in vain, on the loop
  public Patience(
      EventLoop loop, Channel channel, ClientTimeouts timeouts, Consumer<ClientTimer> expired) {
    this.timeouts = timeouts;
    this.expired = expired;
    uptake = new Uptake(channel);
    deadlines = new Deadlines<>(loop, ClientTimer.class, this::ended);
  }

  private void ended(ClientTimer timer, Duration limit) {
    if (timer == ClientTimer.WRITE && uptake.hasGrown()) awaitReader();
    else expired.accept(timer);
  }

  public void awaitRequest() {
    deadlines.start(ClientTimer.IDLE, timeouts.idle());
  }

  /// Waits for the rest of a head, from its first byte on: a later one wins no time.
  public void awaitHead() {
    if (deadlines.isRunning(ClientTimer.HEAD)) return;
    deadlines.stop(ClientTimer.IDLE);
    deadlines.start(ClientTimer.HEAD, timeouts.head());
  }

  /// @param inForce timeouts from here on
  public void headRead(ClientTimeouts inForce) {
    timeouts = inForce;
    deadlines.stop(ClientTimer.HEAD);
    deadlines.stop(ClientTimer.IDLE);
  }

  public void awaitContent() {
    deadlines.start(ClientTimer.BODY, timeouts.body());
  }

  /// Waits for no more content: it is whole, or it is the edge that does not take it.
  public void contentRests() {
    deadlines.stop(ClientTimer.BODY);
  }

  /// The request was refused: nothing more of it is awaited.
  public void refused() {
    deadlines.stop(ClientTimer.HEAD);
    deadlines.stop(ClientTimer.BODY);
  }

  /// Waits for the client to take something of what was sent.
  public void awaitReader() {
    uptake.note();
    deadlines.start(ClientTimer.WRITE, timeouts.write());
  }

  /// The client takes what it is sent.
  public void readerRests() {
    deadlines.stop(ClientTimer.WRITE);
  }

  /// Waits for a client that has been told everything to stop sending.
  public void awaitEnd() {
    deadlines.stop(ClientTimer.WRITE);
    deadlines.start(ClientTimer.LINGER, LINGER);
  }

  /// Waits for an origin that has the last word, from now on.
  public void awaitLastWord() {
    deadlines.start(ClientTimer.LINGER, timeouts.write());
  }

  public boolean isAwaitingEnd() {
    return deadlines.isRunning(ClientTimer.LINGER);
  }

  /// Waits for nothing for now.
  public void rest() {
    deadlines.stopAll();
  }

  /// Waits for nothing any more.
  public void close() {
    deadlines.close();
  }
}
