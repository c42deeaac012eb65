package dev.fivetwenty.edge.crawl;

import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/// What a round has of the site. Blocking, for one thread.
interface Visits {

  /// Returns whether it is a page of the crawl's route which the terms there keep.
  boolean isPage(URI url);

  /// Returns whether the terms of the route that it takes, whichever that is, keep it.
  boolean isKept(URI url);

  /// Returns a copy of it that is young enough for this round; none where the origin is to be asked.
  Optional<Fetched> young(URI url) throws InterruptedException;

  /// Asks the origin.
  ///
  /// @param reads types of content that are wanted here; of others there are copies only
  /// @param most  bytes of content that are wanted here
  Fetched ask(URI url, Predicate<String> reads, int most) throws InterruptedException;
}
