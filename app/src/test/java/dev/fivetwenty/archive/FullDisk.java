package dev.fivetwenty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A disk with room for so many octets; what does not fit is written in part, as disks do.
public final class FullDisk implements Disk {

  private long left;

  /// @param left octets that can still be written
  FullDisk(long left) {
    this.left = left;
  }

  /// Opens an archive on such a disk.
  public static Archive open(Path root, long left) {
    return FileArchive.open(new FullDisk(left), root, Copies.ROOM, Copies.HOT, System.err::println);
  }

  @Override
  public Output create(Path file) throws IOException {
    return limited(Copies.UNFORCED.create(file));
  }

  @Override
  public Output append(Path file) throws IOException {
    return limited(Copies.UNFORCED.append(file));
  }

  private Output limited(Output to) {
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        int fits = (int) Math.min(left, bytes.remaining());
        boolean all = fits == bytes.remaining();
        left -= fits;
        to.write(bytes.slice(bytes.position(), fits));
        bytes.position(bytes.limit());
        if (!all) throw new IOException("No space left on device");
      }

      @Override
      public void force() throws IOException {
        to.force();
      }

      @Override
      public void truncate(long length) throws IOException {
        to.truncate(length);
      }

      @Override
      public void close() throws IOException {
        to.close();
      }
    };
  }
}
