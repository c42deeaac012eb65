package dev.fivetwenty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;

/// The content of a draft on its way to the disk. Confined to the writer.
final class Writing {

  private final MessageDigest digest = Hash.begin();
  private Disk.Output out;
  private Path file;
  private long length;
  private boolean failed;

  boolean isOpen() {
    return out != null;
  }

  void open(Disk disk, Path at) throws IOException {
    file = at;
    out = disk.create(at);
  }

  void write(byte[] bytes, int count) throws IOException {
    out.write(ByteBuffer.wrap(bytes, 0, count));
    digest.update(bytes, 0, count);
    length += count;
  }

  /// Returns the hash of everything, which is then on the disk.
  String end() throws IOException {
    out.force();
    out.close();
    return Hash.end(digest);
  }

  void fail() {
    failed = true;
  }

  boolean hasFailed() {
    return failed;
  }

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  void abandon() throws IOException {
    if (out != null) out.close();
  }
}
