package dev.fivetwenty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The content of a copy, checked. Used by one thread at a time.
public sealed interface Content extends AutoCloseable {

  long length();

  /// Returns all of it where it is in memory. Nobody changes it.
  default Optional<byte[]> whole() {
    return Optional.empty();
  }

  /// Fills the buffer from an offset on; waits for the disk.
  void read(long offset, ByteBuffer into) throws IOException;

  @Override
  default void close() {}

  /// In memory.
  record Bytes(byte[] bytes) implements Content {

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public Optional<byte[]> whole() {
      return Optional.of(bytes);
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      into.put(bytes, (int) offset, into.remaining());
    }
  }

  /// On the disk. The file stays readable although the copy may be removed meanwhile.
  record Stored(FileChannel file, long length) implements Content {

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      for (long at = offset; into.hasRemaining(); ) {
        int count = file.read(into, at);
        if (count < 0) throw new LostContent("the file ends at " + at + " of " + length);
        at += count;
      }
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        // It was only read: there is nothing that could be lost.
      }
    }
  }
}
