package dev.fivetwenty.incident.ledger;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds exchanges in a ledger, also while it is written to. Safe for all threads.
public final class LedgerReader {

  private final Path folder;

  public LedgerReader(Path folder) {
    this.folder = folder;
  }

  /// Returns the exchanges of a key, newest first.
  ///
  /// @throws IOException when there are none in the files that can be read, and there is one that cannot:
  ///     it may have been there
  public List<Seen> find(long key) throws IOException {
    var found = new ArrayList<Seen>();
    IOException damaged = null;
    for (Path rows : Segment.all(folder).reversed()) {
      try {
        if (mayHave(rows, key)) found.addAll(find(rows, key).reversed());
      } catch (NoSuchFileException e) {
        // Its time was over just now.
      } catch (IOException e) {
        damaged = e;
      }
    }
    if (found.isEmpty() && damaged != null) throw damaged;
    return found;
  }

  /// One that is still written to has no filter.
  private static boolean mayHave(Path rows, long key) throws IOException {
    Path filter = Segment.filter(rows);
    return !Files.exists(filter) || Bloom.mayHave(filter, key);
  }

  private static List<Seen> find(Path rows, long key) throws IOException {
    Optional<Segment> segment = Segment.open(rows);
    if (segment.isEmpty()) return List.of();
    var found = new Finder(segment.get(), key);
    segment.get().each(found);
    return found.seen;
  }

  /// Returns the time of the oldest row, as far as the segments that can be read tell.
  public Optional<Instant> oldest() throws IOException {
    for (Path rows : Segment.all(folder)) {
      try {
        Optional<Segment> segment = Segment.open(rows);
        if (segment.isPresent()) return segment.map(s -> Instant.ofEpochMilli(s.base()));
      } catch (IOException e) {
        // Its time was over just now, or it is damaged.
      }
    }
    return Optional.empty();
  }

  private static final class Finder implements Segment.Visitor {

    private final Segment segment;
    private final long key;
    private final List<Seen> seen = new ArrayList<>();

    /// The row before was of the key, so that this one may name its group.
    private boolean at;

    Finder(Segment segment, long key) {
      this.segment = segment;
      this.key = key;
    }

    @Override
    public boolean wants(long rowKey) {
      return at || rowKey == key;
    }

    @Override
    public void row(long rowKey, long rest) {
      int kind = Row.kind(rest);
      if (kind == Row.GROUP) {
        if (at) seen.add(grouped(seen.removeLast(), rowKey));
        at = false;
        return;
      }
      at = rowKey == key && kind < Fate.values().length;
      if (at) seen.add(seen(rest, Fate.values()[kind]));
    }

    private Seen seen(long rest, Fate fate) {
      Instant ended = Instant.ofEpochMilli(segment.base() + Row.offset(rest));
      return new Seen(ended, Row.status(rest), segment.cause(Row.cause(rest)), fate, "");
    }

    private static Seen grouped(Seen row, long group) {
      return new Seen(row.at(), row.status(), row.cause(), row.fate(), "%012x".formatted(group));
    }
  }
}
