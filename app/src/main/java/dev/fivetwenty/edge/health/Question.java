package dev.fivetwenty.edge.health;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.ReplySink;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.Optional;

/// One GET to an origin, on a connection of its own, of whose reply only counts how it fares. Confined to its
/// event loop.
final class Question implements ReplySink, Forwarding.End {

  /// More content is not read: the head has said what counts.
  private static final long MOST_CONTENT = 64 * 1024;

  private final EventLoop events;
  private final Asker asker;
  private final Forwarding attempt;
  private int status;
  private long content;
  private boolean over;

  /// Is told what came of it.
  interface Asker {

    /// @param status of a good reply
    void told(Question by, int status, Optional<Verdict> failure);
  }

  Question(EventLoop events, OriginPool pool, byte[] request, Asker asker) {
    this.events = events;
    this.asker = asker;
    attempt = pool.attempt(new Request("GET", false, ""), true, true, this, this);
    attempt.write(Unpooled.wrappedBuffer(request));
    attempt.endRequest();
  }

  void start() {
    attempt.start();
  }

  /// Wants no more of it; nobody is told.
  void cancel() {
    if (over) return;
    over = true;
    attempt.cancel();
  }

  @Override
  public void finalHead(ResponseIndex head) {
    status = head.status();
  }

  @Override
  public void content(ByteBuf bytes, int from, int length) {
    content += length;
    // Not from within the reader.
    if (content > MOST_CONTENT) events.execute(this::enough);
  }

  private void enough() {
    if (over) return;
    cancel();
    asker.told(this, status, Optional.empty());
  }

  @Override
  public void ended(Forwarding ended) {
    if (over) return;
    over = true;
    asker.told(this, status, ended.judgement().verdict());
  }
}
