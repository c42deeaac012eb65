package dev.fivetwenty.cli.service;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.ArchiveProblem;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.edge.copy.CopyCounts;
import dev.fivetwenty.edge.crawl.CrawlFigures;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.recorder.metrics.CopyCollector.Figures;
import dev.fivetwenty.recorder.metrics.CrawlCollector;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The archive of an edge, which is opened when a route wants copies kept, and then stays.
public final class KeptCopies implements Supplier<Archive> {

  private static final String FOLDER = "copies";

  private final Path folder;
  private final dev.fivetwenty.config.KeptCopies room;
  private final Consumer<String> notices;
  private Archive archive;

  /// @param data see [#folder]
  KeptCopies(Path data, dev.fivetwenty.config.KeptCopies room, Consumer<String> notices) {
    folder = folder(data);
    this.room = room;
    this.notices = notices;
  }

  /// Returns where copies are in the folder of all that is kept.
  public static Path folder(Path data) {
    return data.resolve(FOLDER);
  }

  @Override
  public synchronized Archive get() {
    if (archive == null) archive = open();
    return archive;
  }

  private Archive open() {
    try {
      return FileArchive.open(folder, room.maxSize(), room.memory(), notices);
    } catch (ArchiveProblem problem) {
      throw new ConfigurationProblem("always_online", problem.getMessage(), problem);
    }
  }

  /// Returns the archive if there is one yet.
  synchronized Optional<Archive> opened() {
    return Optional.ofNullable(archive);
  }

  /// Returns what is counted, for metrics.
  Figures figures(CopyCounts counts) {
    var now = opened().map(Archive::figures);
    var dropped = new TreeMap<String, Long>();
    now.ifPresent(f -> f.dropped().forEach((why, count) -> dropped.put(why.slug(), count)));
    return new Figures(
        now.map(f -> f.copies()).orElse(0L), now.map(f -> f.bytes()).orElse(0L), now.map(f -> f.kept()).orElse(0L),
        now.map(f -> f.evicted()).orElse(0L), now.map(f -> f.lost()).orElse(0L), dropped, counts.notKept(),
        counts.notServed(), counts.served(), counts.probes());
  }

  /// Returns what a crawl did, for metrics.
  static CrawlCollector.Figures figures(CrawlFigures crawl) {
    var urls = new TreeMap<String, Long>();
    crawl.outcomes().forEach((outcome, count) -> urls.put(outcome.slug(), count));
    var rounds = new TreeMap<String, Long>();
    crawl.rounds().forEach((end, count) -> rounds.put(end.slug(), count));
    return new CrawlCollector.Figures(crawl.route(), crawl.running(), crawl.ended(), crawl.bytes(), urls, rounds);
  }

  void close() {
    opened().ifPresent(Archive::close);
  }
}
