package dev.fivetwenty.policy.ratelimit;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.KeyBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The counts of one [Limit], for every key. Any thread may call; every count is exact, whoever counts
/// at the same time.
///
/// The period of a key begins with the first request that is counted, so a limit of ten in a minute
/// lets ten through in the minute that begins with the first. Time is monotonic: what happens to the
/// clock on the wall does not matter.
public final class Counters {

  /// So many threads seldom meet at one shard.
  private static final int SHARDS = 64;

  private final Limit limit;
  /// Walked without an iterator.
  private final Characteristic[] by;
  private final Shard[] shards;
  private final long secret0;
  private final long secret1;

  /// @param secrets from a source that nobody can guess
  public Counters(Limit limit, RandomGenerator secrets) {
    this.limit = limit;
    by = limit.by().toArray(Characteristic[]::new);
    int keys = Math.ceilDiv(limit.keys(), SHARDS);
    shards = new Shard[SHARDS];
    Arrays.setAll(shards, _ -> new Shard(limit, Math.max(SHARDS, keys)));
    secret0 = secrets.nextLong();
    secret1 = secrets.nextLong();
  }

  public Limit limit() {
    return limit;
  }

  /// Counts one for the key of a request.
  ///
  /// @param now monotonic, in nanoseconds
  public void count(RequestView view, long now, Keys keys, Tally tally) {
    KeyHash hash = hash(view, keys);
    shard(hash).count(hash.first(), hash.second(), now, tally);
  }

  /// Looks at the key of a request without counting.
  public void look(RequestView view, long now, Keys keys, Tally tally) {
    KeyHash hash = hash(view, keys);
    shard(hash).look(hash.first(), hash.second(), now, tally);
  }

  private KeyHash hash(RequestView view, Keys keys) {
    KeyBuffer buffer = keys.buffer;
    buffer.reset();
    for (Characteristic characteristic : by) {
      characteristic.write(view, limit.ipv6Prefix(), buffer);
    }
    keys.hash.of(buffer.bytes(), buffer.length(), secret0, secret1);
    return keys.hash;
  }

  private Shard shard(KeyHash hash) {
    return shards[(int) (hash.second() >>> 58)];
  }

  /// Returns how many keys are remembered, those whose time is over among them.
  public long keys() {
    return Arrays.stream(shards).mapToLong(Shard::keys).sum();
  }

  /// Returns how many keys were forgotten before their time to make room for others.
  public long forgotten() {
    return Arrays.stream(shards).mapToLong(Shard::forgotten).sum();
  }

  /// Returns the bytes that all keys take.
  public long bytes() {
    return Arrays.stream(shards).mapToLong(Shard::bytes).sum();
  }

  /// Room to make keys in. Confined to a thread; used again and again.
  public static final class Keys {
    private final KeyBuffer buffer = new KeyBuffer();
    private final KeyHash hash = new KeyHash();
  }
}
