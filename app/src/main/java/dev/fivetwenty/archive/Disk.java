package dev.fivetwenty.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens files to write to; a seam, so that a test can have the disk full.
interface Disk {

  Output create(Path file) throws IOException;

  Output append(Path file) throws IOException;

  /// A file that is written from its start or its end on.
  interface Output extends Closeable {

    /// Writes all of it.
    void write(ByteBuffer bytes) throws IOException;

    /// Returns when everything is on the disk.
    void force() throws IOException;

    /// Cuts the file.
    void truncate(long length) throws IOException;
  }

  Disk REAL =
      new Disk() {
        @Override
        public Output create(Path file) throws IOException {
          return open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        }

        @Override
        public Output append(Path file) throws IOException {
          return open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        private Output open(Path file, OpenOption... how) throws IOException {
          var options = new OpenOption[] {how[0], how[1], StandardOpenOption.WRITE};
          return new RealOutput(FileChannel.open(file, options));
        }
      };

  /// A file of the system.
  record RealOutput(FileChannel channel) implements Output {

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) channel.write(bytes);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
