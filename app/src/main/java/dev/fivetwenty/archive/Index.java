package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.CRC32C;

/// The file that says which copies there are.
///
/// ```text
/// "520copies1\n"   then records:   length (4)  CRC-32C of the rest (4)  kind (1)  copy
/// ```
///
/// What follows the last good record was being written when the process ended, and is cut off. A record
/// before that which has another checksum was changed since: it is passed over, and so costs itself
/// only. Confined to the writer.
final class Index implements AutoCloseable {

  private static final byte[] MAGIC = "520copies1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_RECORD = 128 << 10;
  private static final int FRAME = 8;

  /// A file that has grown beyond this, and to double of what counts in it, is written anew.
  private static final long WORTH_IT = 1 << 20;

  private static final byte PUT = 1;
  private static final byte REMOVE = 2;

  private final Disk disk;
  private final Path file;
  private Disk.Output out;
  private volatile long length;
  private long live;
  private boolean unforced;
  private boolean torn;
  private boolean damaged;

  /// What an index says.
  interface Reader {
    void put(Copy copy);

    void remove(Copy copy);

    /// Is told at the end how many records were passed over.
    void damaged(int records);
  }

  /// Opens an index that was read to `length`.
  ///
  /// @param damaged there are records to pass over
  Index(Disk disk, Path file, long length, boolean damaged) throws IOException {
    this.disk = disk;
    this.file = file;
    this.length = length;
    this.damaged = damaged;
    live = length;
    out = disk.append(file);
    out.truncate(length);
    if (length == 0) begin(out);
    if (length == 0) this.length = MAGIC.length;
  }

  private static void begin(Disk.Output out) throws IOException {
    out.write(ByteBuffer.wrap(MAGIC));
  }

  /// Reads an index from its start, and returns how many bytes of it are good; none where there is none.
  ///
  /// @throws ArchiveProblem if it is no index of ours
  static long read(Path file, Reader reader) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (magic.length < MAGIC.length) return 0;
      if (!Arrays.equals(magic, MAGIC)) {
        throw new ArchiveProblem(file + " is no index of kept copies of this version; move it away");
      }
      return records(in, reader);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /// Returns where the last good record ends.
  private static long records(DataInputStream in, Reader reader) throws IOException {
    long good = MAGIC.length;
    int damaged = 0;
    int bad = 0;
    long at = good;
    try {
      while (true) {
        int size = in.readInt();
        int checksum = in.readInt();
        if (size < 1 || size > MOST_RECORD) break;
        byte[] record = in.readNBytes(size);
        if (record.length < size) break;
        at += FRAME + size;
        if (checksum(record) != checksum) {
          bad++;
          continue;
        }
        Copy copy = CopyCodec.read(Arrays.copyOfRange(record, 1, size));
        if (record[0] == PUT) reader.put(copy);
        else reader.remove(copy);
        good = at;
        damaged += bad;
        bad = 0;
      }
    } catch (EOFException e) {
      // Nothing follows.
    }
    reader.damaged(damaged);
    return good;
  }

  private static int checksum(byte[] record) {
    var checksum = new CRC32C();
    checksum.update(record);
    return (int) checksum.getValue();
  }

  void put(Copy copy) throws IOException {
    append(PUT, copy);
  }

  void remove(Copy copy) throws IOException {
    append(REMOVE, copy);
  }

  private void append(byte kind, Copy copy) throws IOException {
    ByteBuffer record = record(kind, copy);
    int size = record.remaining();
    // Half a record would hide all that follow.
    if (torn) out.truncate(length);
    torn = true;
    out.write(record);
    torn = false;
    length += size;
    unforced = true;
  }

  private static ByteBuffer record(byte kind, Copy copy) {
    byte[] text = CopyCodec.write(copy);
    byte[] record = new byte[1 + text.length];
    record[0] = kind;
    System.arraycopy(text, 0, record, 1, text.length);
    return ByteBuffer.allocate(FRAME + record.length)
        .putInt(record.length).putInt(checksum(record)).put(record).flip();
  }

  /// Returns when everything that was appended is on the disk.
  void force() throws IOException {
    if (unforced) out.force();
    unforced = false;
  }

  /// Returns the bytes of the file. Any thread may ask.
  long length() {
    return length;
  }

  boolean isWorthRewriting() {
    return damaged || length > WORTH_IT && length > 2 * live;
  }

  /// Writes a new file with nothing but the copies there are, and puts it in the old one's place.
  void rewrite(Collection<Copy> copies) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    long written = MAGIC.length;
    try (Disk.Output fresh = disk.create(next)) {
      begin(fresh);
      for (Copy copy : copies) {
        ByteBuffer record = record(PUT, copy);
        written += record.remaining();
        fresh.write(record);
      }
      fresh.force();
    }
    out.close();
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    out = disk.append(file);
    length = live = written;
    unforced = torn = damaged = false;
  }

  @Override
  public void close() throws IOException {
    force();
    out.close();
  }
}
