package dev.fivetwenty.edge.client;

import dev.fivetwenty.edge.tls.RecordGate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.function.Consumer;

/// What of a client's requests is read, and when: what comes behind one that is not answered yet is held, and nothing
/// more is read from the socket. Confined to the event loop.
public final class Intake {

  private final Channel channel;
  private final RequestFeed requests;
  /// Null without TLS.
  private final RecordGate gate;
  private final Runnable drained;
  private final Runnable cutShort;
  private boolean reading;
  private boolean answering;
  private boolean whole;
  private boolean heldBack;
  private boolean ended;
  private boolean over;

  /// @param drained  is told while a request is answered that what could be read of it was read
  /// @param cutShort is told that the client has ended in the middle of a request
  public Intake(
      Channel channel, RequestFeed requests, RecordGate gate, Runnable drained, Runnable cutShort) {
    this.channel = channel;
    this.requests = requests;
    this.gate = gate;
    this.drained = drained;
    this.cutShort = cutShort;
  }

  /// Takes bytes over, and reads what it may of them.
  public void add(ByteBuf bytes) {
    requests.add(bytes);
    read();
  }

  /// Reads as much as it may.
  public void read() {
    if (reading) return;
    reading = true;
    try {
      while (mayRead() && requests.step()) {
        // Everything is in the condition.
      }
    } finally {
      reading = false;
    }
    if (isCutShort()) cutShort.run();
    if (over) return;
    channel.config().setAutoRead(requests.isEmpty() && !heldBack);
    // What was held is not always read because the socket was.
    if (answering) drained.run();
    else if (requests.isEmpty()) open();
  }

  /// A client that does not take its responses has no more of its requests answered.
  private boolean mayRead() {
    if (over) return false;
    return answering ? !whole && !heldBack : channel.isWritable();
  }

  /// Returns whether a request will never be whole: its client has closed its half.
  private boolean isCutShort() {
    if (over || heldBack || !hasEnded()) return false;
    return answering ? !whole : !requests.isIdle();
  }

  /// The request is whole. What the client sends behind it is held back until it is answered.
  public void becomeWhole() {
    whole = true;
    if (gate != null) gate.shut();
  }

  public boolean isWhole() {
    return whole;
  }

  /// The request at hand is being answered, though it need not be whole.
  public void answers() {
    answering = true;
    whole = false;
  }

  /// The request at hand is answered, or will never be.
  public void answered() {
    answering = false;
    heldBack = false;
  }

  /// Reads no more until [#goOn]: the origin is slower than the client.
  public void holdBack() {
    heldBack = true;
    if (over) channel.config().setAutoRead(false);
  }

  public boolean isHeldBack() {
    return heldBack;
  }

  public void goOn() {
    heldBack = false;
    if (over) channel.config().setAutoRead(true);
    else read();
  }

  /// The client has closed its half.
  public void end() {
    ended = true;
  }

  /// Returns whether the client has closed its half, though it may have been for long.
  public boolean isEnded() {
    return ended;
  }

  /// Returns whether nothing more comes, and all that came was read.
  public boolean hasEnded() {
    return ended && requests.isEmpty();
  }

  /// Returns whether there is something left to do for what came whole.
  public boolean isOwed() {
    return !requests.isEmpty() || answering && whole;
  }

  /// Returns whether the client has sent nothing that was not read.
  public boolean isClear() {
    return requests.isEmpty() && (gate == null || !gate.isHolding());
  }

  /// Reads no more requests: hands over what was held, and what comes is not for here.
  public void becomeTunnel(Consumer<ByteBuf> to) {
    over = true;
    requests.drain(to);
    open();
    channel.config().setAutoRead(!heldBack);
  }

  /// Reads no more requests, and drops what was held.
  public void stop() {
    over = true;
    requests.release();
  }

  /// Has what was held back in front of TLS come.
  void open() {
    if (gate != null) gate.open();
  }
}
