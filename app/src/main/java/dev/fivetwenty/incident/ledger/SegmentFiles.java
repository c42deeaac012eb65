package dev.fivetwenty.incident.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The files of a ledger, as its writing thread sees them: rows are added to the newest, and the
/// oldest go.
final class SegmentFiles implements Closeable {

  /// A segment covers no more time, so that old ones can go.
  private static final long MOST_MILLIS = Duration.ofDays(1).toMillis();

  private final Path folder;
  private final Duration keepFor;
  private final long mostBytes;
  private final int mostRows;
  private final ByteBuffer packed = ByteBuffer.allocate(Part.ROWS * Row.BYTES);
  private FileChannel channel;
  private LiveMark live;
  private Path file;
  private long base;
  private long end;
  private int rows;

  SegmentFiles(Path folder, Duration keepFor, long mostBytes, int mostRows) {
    this.folder = folder;
    this.keepFor = keepFor;
    this.mostBytes = mostBytes;
    this.mostRows = mostRows;
  }

  /// Indexes what a process left that was ended before it could.
  void recover() throws IOException {
    Files.createDirectories(folder);
    IOException damaged = null;
    for (Path rows : Segment.all(folder)) {
      if (Files.exists(Segment.filter(rows))) continue;
      try (LiveMark mark = LiveMark.of(rows)) {
        if (mark.isOurs()) index(rows);
      } catch (IOException e) {
        damaged = e;
      }
    }
    if (damaged != null) throw damaged;
  }

  /// Adds the rows. Where that fails half-way, the next rows overwrite what was written of them.
  void add(Part part) throws IOException {
    if (channel != null && !fits(part)) finish();
    if (channel == null) begin(part.millis(0));
    packed.clear();
    for (int row = 0; row < part.rows(); row++) part.pack(row, base, packed);
    write(packed.flip());
    rows += part.rows();
  }

  private boolean fits(Part part) {
    boolean near = Math.abs(part.millis(0) - base) < MOST_MILLIS;
    return near && rows + part.rows() <= mostRows;
  }

  private void begin(long millis) throws IOException {
    Files.createDirectories(folder);
    file = Segment.next(folder);
    channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      live = LiveMark.of(file);
      base = millis;
      end = 0;
      rows = 0;
      write(Segment.head(base));
    } catch (IOException e) {
      giveUp();
      throw e;
    }
  }

  /// Removes a segment that has no head: rows in it could not be read.
  private void giveUp() throws IOException {
    try (FileChannel _ = channel;
        LiveMark _ = live) {
      Files.deleteIfExists(file);
    } finally {
      channel = null;
      live = null;
    }
  }

  private void write(ByteBuffer octets) throws IOException {
    long at = end;
    while (octets.hasRemaining()) at += channel.write(octets, at);
    end = at;
  }

  private void finish() throws IOException {
    channel.close();
    channel = null;
    try (LiveMark _ = live) {
      live = null;
      index(file);
    }
  }

  private static void index(Path rows) throws IOException {
    Optional<Segment> segment = Segment.open(rows);
    if (segment.isPresent()) segment.get().index();
  }

  /// Removes the oldest segments while there is too much, or their time is over.
  void expire(long now) throws IOException {
    List<Path> all = Segment.all(folder);
    long bytes = bytes(all);
    // The newest stays: it is written to.
    for (int i = 0; i + 1 < all.size(); i++) {
      if (bytes <= mostBytes && !isOver(all.subList(i + 1, all.size()), now)) return;
      bytes -= bytes(all.subList(i, i + 1));
      Files.deleteIfExists(Segment.filter(all.get(i)));
      Files.delete(all.get(i));
    }
  }

  /// What is in a segment is no younger than the base of any that follow; one that is damaged tells none.
  private boolean isOver(List<Path> following, long now) {
    for (Path rows : following) {
      try {
        Optional<Segment> next = Segment.open(rows);
        if (next.isPresent()) return next.get().base() < now - keepFor.toMillis();
      } catch (IOException e) {
        // The next of them may tell.
      }
    }
    return false;
  }

  long bytes() throws IOException {
    return bytes(Segment.all(folder));
  }

  private static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path rows : files) {
      bytes += Files.size(rows);
      Path filter = Segment.filter(rows);
      if (Files.exists(filter)) bytes += Files.size(filter);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) finish();
  }
}
