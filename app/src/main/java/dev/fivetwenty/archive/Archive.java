package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Copies of responses, by URL. Safe for all threads; nothing waits but [#close] and [#settle].
public interface Archive extends AutoCloseable {

  /// Returns the variants that there are of a URL.
  ///
  /// @param key see [dev.fivetwenty.policy.alwaysonline.Asked#key]
  List<Copy> find(String key);

  /// Begins a copy, whose content comes in pieces.
  Draft begin();

  /// Looks for the content of a copy; there is none if it is lost or is not what was kept, and then there
  /// is no such copy any more. Completes at once where the content is in memory, else on another
  /// thread; exceptionally, with an [java.io.IOException], where there is none. Whoever gets a content
  /// closes it.
  CompletionStage<Content> open(Copy copy);

  /// Hands on all copies, in no order.
  void each(Consumer<Copy> consumer);

  /// Removes copies, and returns how many there were of them.
  int remove(Predicate<Copy> which);

  /// Removes copies of one URL, and returns how many there were of them.
  ///
  /// @param key see [#find]
  int remove(String key, Predicate<Copy> which);

  Figures figures();

  /// Returns when everything that was handed over until now is on the disk, or dropped.
  void settle() throws InterruptedException;

  /// Writes what it was handed, and closes.
  @Override
  void close();
}
