package dev.fivetwenty.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.fivetwenty.policy.alwaysonline.Copy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Which copies there are, in memory: the variants of a URL stand on one shelf and make room together.
///
/// Caffeine's policy (TinyLFU) decides which: a URL that is asked for often stays, and a flood of URLs that
/// are asked for once passes by. Every [#find] counts as asking. Its books are kept by who reads and writes, as
/// those of all caches here are: a thread of its own would be woken for every 16 reads. Safe for all threads.
final class Shelves {

  /// Of one URL; another one takes the oldest one's place.
  static final int MOST_VARIANTS = 16;

  /// In all, by giving each at least that part of the room: an index must fit into memory.
  static final int MOST_COPIES = 100_000;

  private static final int UNIT = 1024;
  private static final long LEAST = 4096;

  private final Cache<String, List<Copy>> shelves;
  private final long least;
  /// What had to make room, until the writer takes note.
  private final Queue<Copy> evicted = new ConcurrentLinkedQueue<>();

  /// @param most bytes on the disk
  Shelves(long most) {
    least = Math.max(LEAST, most / MOST_COPIES);
    shelves =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(most / UNIT)
            .weigher((String key, List<Copy> copies) -> weight(copies))
            .evictionListener((String key, List<Copy> copies, RemovalCause why) -> evicted.addAll(copies))
            .build();
  }

  private int weight(List<Copy> copies) {
    long bytes = copies.stream().mapToLong(this::bytes).sum();
    return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT);
  }

  private long bytes(Copy copy) {
    return Math.max(least, copy.length() + copy.fields().bytes().length);
  }

  List<Copy> find(String key) {
    List<Copy> found = shelves.getIfPresent(key);
    return found == null ? List.of() : found;
  }

  /// Puts a copy in its place, and returns those that had to leave it.
  List<Copy> put(Copy copy) {
    var gone = new ArrayList<Copy>(1);
    shelves.asMap().compute(
        copy.key(),
        (key, there) -> {
          var next = new ArrayList<Copy>();
          for (Copy each : there == null ? List.<Copy>of() : there) {
            if (each.replaces(copy)) gone.add(each);
            else next.add(each);
          }
          next.add(copy);
          if (next.size() > MOST_VARIANTS) {
            Copy oldest = next.stream().min(Comparator.comparing(Copy::received)).orElseThrow();
            next.remove(oldest);
            gone.add(oldest);
          }
          return List.copyOf(next);
        });
    return gone;
  }

  /// Takes copies away, and returns them.
  List<Copy> remove(Predicate<Copy> which) {
    var gone = new ArrayList<Copy>();
    for (String key : List.copyOf(shelves.asMap().keySet())) gone.addAll(remove(key, which));
    return gone;
  }

  List<Copy> remove(String key, Predicate<Copy> which) {
    var gone = new ArrayList<Copy>();
    shelves.asMap().computeIfPresent(
        key,
        (k, there) -> {
          there.stream().filter(which).forEach(gone::add);
          List<Copy> left = there.stream().filter(which.negate()).toList();
          return left.isEmpty() ? null : left;
        });
    return gone;
  }

  void each(Consumer<Copy> consumer) {
    shelves.asMap().values().forEach(copies -> copies.forEach(consumer));
  }

  /// Makes room, if there is too much, and returns what had to go since the last call.
  List<Copy> makeRoom() {
    shelves.cleanUp();
    var gone = new ArrayList<Copy>();
    for (Copy copy = evicted.poll(); copy != null; copy = evicted.poll()) gone.add(copy);
    return gone;
  }

  long count() {
    return shelves.asMap().values().stream().mapToLong(List::size).sum();
  }
}
