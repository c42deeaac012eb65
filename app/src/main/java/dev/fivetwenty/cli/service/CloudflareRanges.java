package dev.fivetwenty.cli.service;

import dev.fivetwenty.ranges.KeptLists;
import dev.fivetwenty.ranges.Provider;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.ranges.Source;
import dev.fivetwenty.ranges.UnfitList;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The ranges of Cloudflare that an edge behind it trusts: the list that `ranges update` fetched last, or
/// the program's own where that is newer or nothing else can be used. Each look says which it is.
final class CloudflareRanges implements Supplier<List<Range>> {

  private final Path data;
  private final Consumer<String> notices;

  /// @param notices takes a line for the operator
  CloudflareRanges(Path data, Consumer<String> notices) {
    this.data = data;
    this.notices = notices;
  }

  @Override
  public List<Range> get() {
    List<Range> ranges = newest();
    Provider provider = ranges.getFirst().provider();
    notices.accept("trusted proxies: those of " + provider.name() + "'s list of " + provider.asOf());
    return ranges;
  }

  private List<Range> newest() {
    List<Range> own = Ranges.published().all();
    try {
      List<Range> kept = new KeptLists(data.resolve("ranges")).of(Source.CLOUDFLARE);
      return kept.isEmpty() || asOf(kept).isBefore(asOf(own)) ? own : kept;
    } catch (UnfitList unfit) {
      notices.accept(unfit.getMessage());
      return own;
    }
  }

  private static LocalDate asOf(List<Range> list) {
    return list.getFirst().provider().asOf();
  }
}
