package dev.fivetwenty.incident.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Says that a process adds to a segment: a locked file beside it, which is free again when the
/// process has ended, however that came.
///
/// Two processes share a ledger while one takes over from the other; neither must index what the
/// other still adds to. The file of rows itself cannot be locked: on POSIX the lock is gone as soon
/// as anybody in the process has read it.
final class LiveMark implements Closeable {

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  /// Marks the segment, if nobody has.
  static LiveMark of(Path rows) throws IOException {
    Path file = rows.resolveSibling(rows.getFileName() + ".live");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new LiveMark(file, channel, lock(channel));
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // By this process.
      return null;
    }
  }

  private LiveMark(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  boolean isOurs() {
    return lock != null;
  }

  @Override
  public void close() throws IOException {
    if (isOurs()) Files.deleteIfExists(file);
    channel.close();
  }
}
