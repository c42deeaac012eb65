package dev.fivetwenty.cli.service;

import dev.fivetwenty.archive.Catalogue;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.policy.alwaysonline.Copy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The copies in a data folder, read without the edge that keeps them there.
public final class CopyFolder {

  /// The most that `kept_copies` can allow, so that nothing makes room.
  private static final long ROOM = 1L << 40;

  private final Path folder;

  /// @param data the folder of all that is kept
  public CopyFolder(Path data) {
    folder = KeptCopies.folder(data);
  }

  /// Returns how many there are, and from when: what an edge counted is not in its folder.
  public Map<String, Object> status() {
    List<Copy> copies = Catalogue.read(folder);
    var status = new LinkedHashMap<String, Object>();
    status.put("copies", copies.size());
    status.put("bytes", Catalogue.bytes(folder));
    LongSummaryStatistics times = copies.stream().mapToLong(copy -> copy.received().toEpochMilli()).summaryStatistics();
    if (copies.isEmpty()) return status;
    status.put("oldest", Instant.ofEpochMilli(times.getMin()).toString());
    status.put("newest", Instant.ofEpochMilli(times.getMax()).toString());
    return status;
  }

  /// Returns copies whose URL begins with `prefix`, the largest first, as an edge shows them.
  ///
  /// @throws dev.fivetwenty.archive.ArchiveProblem if the folder cannot be read, as all here
  public List<Map<String, Object>> list(String prefix, int limit) {
    return Catalogue.read(folder).stream()
        .filter(copy -> copy.key().startsWith(prefix))
        .sorted(Comparator.comparingLong(Copy::length).reversed().thenComparing(Copy::key))
        .limit(limit)
        .map(CopyDesk::shape)
        .toList();
  }

  /// Returns the variants that there are of a URL, with their fields.
  public List<Map<String, Object>> show(String url) {
    return Catalogue.read(folder).stream().filter(copy -> copy.key().equals(url)).map(CopyDesk::whole).toList();
  }

  /// Removes copies, and returns how many there were of them; not while an edge runs there.
  ///
  /// @param notices takes what went wrong meanwhile
  public int purge(Predicate<Copy> which, Consumer<String> notices) {
    if (!Files.isDirectory(folder)) return 0;
    try (FileArchive archive = FileArchive.open(folder, ROOM, 0, notices)) {
      return archive.remove(which);
    }
  }
}
