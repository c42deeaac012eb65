package dev.fivetwenty.admin;

import dev.fivetwenty.wire.RequestReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One connection: one request, one answer, then it is closed.
///
/// A channel has no timeout for reads, and a Unix one none at all; so another thread closes it when its
/// time is up, which ends whatever blocks.
final class AdminConnection implements Runnable {

  private static final int BAD_REQUEST = 400;

  /// What a client may still send after its answer, before the close would reset the connection.
  private static final int DRAIN_BYTES = 64 * 1024;
  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(1);

  private final SocketChannel channel;
  private final AdminServer server;
  private final ScheduledExecutorService deadlines;
  private final Consumer<String> notices;
  private final ByteBuffer input = ByteBuffer.allocate(AdminLimits.HEAD_BYTES);

  AdminConnection(
      SocketChannel channel,
      AdminServer server,
      ScheduledExecutorService deadlines,
      Consumer<String> notices) {
    this.channel = channel;
    this.server = server;
    this.deadlines = deadlines;
    this.notices = notices;
  }

  @Override
  public void run() {
    try (channel) {
      serve();
    } catch (IOException gone) {
      // The client left, or its time was up. It is the operator's own, and sees that itself.
      return;
    }
  }

  private void serve() throws IOException {
    var reader = new RequestReader(AdminLimits.REQUEST);
    ScheduledFuture<?> deadline = closeAfter(server.limits().requestWithin());
    RequestReader.Event event = head(reader);
    if (!deadline.cancel(false)) return;
    deadline = closeAfter(server.limits().answerWithin());
    if (event == RequestReader.Event.HEAD) {
      AdminRequest request = AdminRequest.of(reader.head());
      write(answer(request).bytes(!request.method().equals("HEAD")));
    } else {
      write(refusal(reader).bytes(true));
    }
    if (!deadline.cancel(false)) return;
    drain();
  }

  private RequestReader.Event head(RequestReader reader) throws IOException {
    while (true) {
      input.clear();
      if (channel.read(input) < 0) throw new EOFException();
      RequestReader.Event event = reader.read(input.flip());
      if (event != RequestReader.Event.NEED_MORE) return event;
    }
  }

  private static Answer refusal(RequestReader reader) {
    return reader.rejection()
        .map(broken -> Answer.text(RequestReader.status(broken.rule()), broken + "\n"))
        .orElseGet(() -> Answer.text(BAD_REQUEST, "this is no request\n"));
  }

  /// A boundary: a defect behind an operation is said, and answered, and ends nothing else.
  private Answer answer(AdminRequest request) throws IOException {
    if (!server.isMeant(request)) {
      return Answer.text(
          421, "ask by address, as localhost, or by the name in the configuration\n");
    }
    try {
      return server.resources().answer(request);
    } catch (RuntimeException e) {
      notices.accept("admin: %s %s threw %s".formatted(request.method(), request.path(), e));
      return Answer.text(500, "a defect of this program; its standard error says more\n");
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  private void drain() throws IOException {
    ScheduledFuture<?> deadline = closeAfter(DRAIN_WITHIN);
    channel.shutdownOutput();
    int left = DRAIN_BYTES;
    while (left > 0) {
      int count = channel.read(input.clear());
      if (count < 0) break;
      left -= count;
    }
    deadline.cancel(false);
  }

  private ScheduledFuture<?> closeAfter(Duration limit) {
    return deadlines.schedule(this::cut, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void cut() {
    AdminServer.closeQuietly(channel);
  }
}
