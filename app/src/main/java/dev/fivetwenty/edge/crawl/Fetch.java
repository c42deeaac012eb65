package dev.fivetwenty.edge.crawl;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.copy.Taking;
import dev.fivetwenty.edge.copy.WireFields;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.ReplySink;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// One request to an origin, of whose reply a copy is taken if it may be kept. Confined to an event loop.
final class Fetch implements ReplySink, Forwarding.End {

  private final EventLoop events;
  private final InstantSource wall;
  private final Wish wish;
  private final CompletableFuture<Fetched> result = new CompletableFuture<>();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private Future<?> timer;
  private Forwarding attempt;
  private int status;
  private String type = "";
  private String coding = "";
  private String location = "";
  private boolean reads;
  private long length;

  /// What is wanted of a reply.
  ///
  /// @param taking   takes the copy; null where none may be taken
  /// @param reads    types of content that are wanted besides
  /// @param mostRead bytes of such content
  /// @param most     bytes of any content: with more it is nothing for copies
  /// @param within   time for all of it
  record Wish(Taking taking, Predicate<String> reads, int mostRead, long most, Duration within) {}

  Fetch(EventLoop events, InstantSource wall, Wish wish) {
    this.events = events;
    this.wall = wall;
    this.wish = wish;
  }

  /// Returns what is completed, on the event loop, when all is over.
  CompletableFuture<Fetched> result() {
    return result;
  }

  /// @param fresh only a new connection will do
  void start(OriginPool pool, byte[] request, boolean fresh) {
    attempt = pool.attempt(new Request("GET", false, ""), true, fresh, this, this);
    timer = events.schedule(() -> cancel("took longer than " + wish.within().toSeconds() + " s"),
        wish.within().toNanos(), TimeUnit.NANOSECONDS);
    attempt.write(Unpooled.wrappedBuffer(request));
    attempt.endRequest();
    attempt.start();
  }

  /// Wants no more of it. Does nothing if it is over.
  void cancel(String why) {
    if (result.isDone()) return;
    if (attempt != null) attempt.cancel();
    end(Optional.of(why));
  }

  @Override
  public void finalHead(ResponseIndex head) {
    status = head.status();
    var fields = new WireFields(head);
    type = value(fields, "content-type");
    coding = value(fields, "content-encoding").toLowerCase(Locale.ROOT);
    location = value(fields, "location");
    reads = wish.reads().test(type);
    if (wish.taking() != null) wish.taking().replied(head, wall.instant());
    if (!reads) bounded(head.contentLength());
  }

  /// What is read counts as far as it was wanted.
  private void bounded(long bytes) {
    // Not from within the reader.
    if (bytes > wish.most()) events.execute(() -> cancel(Fetched.TOO_LARGE));
  }

  private static String value(WireFields fields, String name) {
    int field = fields.find(name, 0);
    return field < 0 ? "" : fields.value(field).strip();
  }

  @Override
  public void content(ByteBuf bytes, int from, int more) {
    if (result.isDone()) return;
    length += more;
    if (wish.taking() != null) wish.taking().content(bytes, from, more);
    int room = reads ? Math.min(more, wish.mostRead() - content.size()) : 0;
    if (room > 0) {
      byte[] piece = new byte[room];
      bytes.getBytes(from, piece);
      content.writeBytes(piece);
    }
    bounded(length);
  }

  @Override
  public void ended(Forwarding ended) {
    if (result.isDone()) return;
    Optional<Verdict> verdict = ended.judgement().verdict();
    boolean flawless = ended.judgement().glitches().isEmpty();
    if (verdict.isEmpty() && wish.taking() != null) wish.taking().whole(flawless);
    end(verdict.map(v -> v.cause().slug()));
  }

  private void end(Optional<String> failure) {
    if (timer != null) timer.cancel(false);
    if (wish.taking() != null) wish.taking().broken();
    result.complete(new Fetched(status, type, coding, location, content.toByteArray(), length, failure));
  }
}
