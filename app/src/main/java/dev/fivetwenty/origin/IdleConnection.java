package dev.fivetwenty.origin;

import dev.fivetwenty.wire.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.CompletableFuture;

/// A connection between two exchanges. State is confined to the event loop.
final class IdleConnection implements KeptConnection, ReplyHandler.Idle {

  /// As many unsolicited bytes are shown.
  private static final int SHOWN = 64;

  private final Loop loop;
  private final OriginConnection connection;
  private final CompletableFuture<Idle> disturbed = new CompletableFuture<>();
  private boolean isDisturbed;
  private boolean taken;

  /// To be made on the event loop.
  IdleConnection(Loop loop, OriginConnection connection) {
    this.loop = loop;
    this.connection = connection;
    connection.replies.rest(this);
  }

  @Override
  public void unsolicited(ByteBuf bytes) {
    // Nobody will ever want more.
    connection.channel.config().setAutoRead(false);
    isDisturbed = true;
    byte[] shown =
        ByteBufUtil.getBytes(bytes, bytes.readerIndex(), Math.min(SHOWN, bytes.readableBytes()));
    bytes.release();
    disturbed.complete(new Idle(connection.idle(), false, false, shown));
  }

  @Override
  public void closed() {
    Ending ending = connection.watch.ending();
    boolean reset = ending == Ending.RST || ending == Ending.FIN_RST;
    disturbed.complete(new Idle(connection.idle(), true, reset, new byte[0]));
  }

  @Override
  public CompletableFuture<Attempt> attempt(AttemptOrder order) {
    CompletableFuture<Attempt> result = loop.pending().add();
    loop.events().execute(
        () -> {
          if (taken) {
            result.completeExceptionally(new IllegalStateException("connection no longer kept"));
            return;
          }
          taken = true;
          WholeAttempt.of(loop, order, null, result).reuse(connection, isDisturbed);
        });
    return result;
  }

  @Override
  public CompletableFuture<Idle> whenDisturbed() {
    return disturbed;
  }

  @Override
  public void close() {
    loop.events().execute(
        () -> {
          if (taken) return;
          taken = true;
          connection.close();
        });
  }
}
