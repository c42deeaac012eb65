package dev.fivetwenty.recorder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The watches that are set. Event loops ask without a lock and, as long as there are none, at the
/// price of one read; all else may be called from any thread.
public final class Watches {

  /// How many there may be at once: each is compared with every exchange.
  public static final int MOST = 16;

  /// How long one may last: it keeps what sound exchanges carried.
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final Entry[] NONE = {};

  /// @param path   as octets
  /// @param client null for any
  /// @param endsAt by the monotonic clock, which nobody sets back
  private record Entry(Watch watch, byte[] path, InetAddress client, long endsAt) {}

  private final InstantSource wall;
  private final LongSupplier nanos;
  private volatile Entry[] entries = NONE;
  private int lastId;

  /// @param wall  to tell people when a watch ends
  /// @param nanos a monotonic clock, to end it by
  public Watches(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
  }

  /// What an exchange is compared by, on its event loop.
  ///
  /// The target's path stands in `bytes[from, to)`.
  ///
  /// @param peer    null on a Unix socket
  /// @param visitor whom a trusted peer names; else null
  /// @param ray     our own, 16 digits in hex; also decides about the share
  /// @param foreign that of a trusted peer, which stands in place of ours; else null
  public record Seen(
      byte[] bytes, int from, int to, InetAddress peer, String visitor, long ray,
      String foreign) {}

  public boolean isEmpty() {
    return entries.length == 0;
  }

  /// Returns the first watch that asks for such an exchange.
  public Optional<Watch> asksFor(Seen seen) {
    long now = nanos.getAsLong();
    for (Entry entry : entries) {
      if (now - entry.endsAt < 0 && fits(entry, seen)) return Optional.of(entry.watch);
    }
    return Optional.empty();
  }

  private static boolean fits(Entry entry, Seen seen) {
    Watch watch = entry.watch;
    return (entry.client == null || isFrom(entry.client, seen))
        && startsWith(seen, entry.path)
        && (watch.ray().isEmpty() || ray(seen).startsWith(watch.ray()))
        && isInShare(seen.ray, watch.share());
  }

  private static boolean isFrom(InetAddress client, Seen seen) {
    return client.equals(seen.peer) || seen.visitor != null && client.equals(literal(seen.visitor));
  }

  /// Returns the address, or null where the text is none.
  private static InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean startsWith(Seen seen, byte[] prefix) {
    int end = seen.from + prefix.length;
    return end <= seen.to
        && Arrays.equals(seen.bytes, seen.from, end, prefix, 0, prefix.length);
  }

  private static String ray(Seen seen) {
    return seen.foreign == null ? "%016x".formatted(seen.ray) : seen.foreign;
  }

  /// The Ray ID is random, so that its digits are as good as a die.
  private static boolean isInShare(long ray, double share) {
    return (ray >>> 11) * 0x1p-53 < share;
  }

  /// Sets a watch for `lasting`.
  ///
  /// @param wish its id and its end are not looked at; its client is an address literal, or empty
  /// @return nothing when there are as many as there may be
  public synchronized Optional<Watch> add(Watch wish, Duration lasting) {
    List<Entry> left = unexpired();
    if (left.size() == MOST) return Optional.empty();
    var watch =
        new Watch(
            ++lastId, wish.path(), wish.client(), wish.ray(), wish.share(),
            wall.instant().plus(lasting));
    byte[] path = wish.path().getBytes(ISO_8859_1);
    InetAddress client = wish.client().isEmpty() ? null : InetAddress.ofLiteral(wish.client());
    left.add(new Entry(watch, path, client, nanos.getAsLong() + lasting.toNanos()));
    entries = left.toArray(Entry[]::new);
    return Optional.of(watch);
  }

  /// Forgets those that have ended, so that nobody is compared with them any more.
  public void expire() {
    if (!isEmpty()) all();
  }

  /// Returns those that have not ended, oldest first.
  public synchronized List<Watch> all() {
    List<Entry> left = unexpired();
    entries = left.toArray(Entry[]::new);
    return left.stream().map(Entry::watch).toList();
  }

  /// Ends a watch and returns whether there was such a one.
  public synchronized boolean remove(int id) {
    List<Entry> left = unexpired();
    boolean removed = left.removeIf(entry -> entry.watch.id() == id);
    entries = left.toArray(Entry[]::new);
    return removed;
  }

  private List<Entry> unexpired() {
    long now = nanos.getAsLong();
    var left = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (now - entry.endsAt < 0) left.add(entry);
    }
    return left;
  }
}
