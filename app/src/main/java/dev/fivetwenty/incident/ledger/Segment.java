package dev.fivetwenty.incident.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A file of rows, to read: see the package for what is in it.
///
/// @param base  milliseconds since 1970
/// @param slugs of causes, by their number from 1
/// @param head  octets before the first row
record Segment(Path file, long base, List<String> slugs, int head) {

  static final String ROWS = ".rows";
  private static final String FILTER = ".bloom";
  private static final int NAME_DIGITS = 8;

  private static final long MAGIC = 0x353230726f777331L;
  private static final int FIXED = 20;

  /// More slugs than this program will ever have.
  private static final int MOST_SLUG_BYTES = 1 << 16;

  private static final byte[] SLUGS =
      Arrays.stream(Cause.values()).map(Cause::slug).collect(Collectors.joining("\n"))
          .getBytes(US_ASCII);

  private static final int READ_BYTES = 1 << 16;

  /// Takes rows, and says whether they are of use before their sum is looked at.
  interface Visitor {

    default boolean wants(long key) {
      return true;
    }

    /// @param rest of a row that is whole
    void row(long key, long rest);
  }

  /// Returns what stands at the beginning of a file that this version writes.
  static ByteBuffer head(long base) {
    ByteBuffer head = ByteBuffer.allocate(headBytes(SLUGS.length));
    return head.putLong(MAGIC).putLong(base).putInt(SLUGS.length).put(SLUGS).clear();
  }

  private static int headBytes(int slugBytes) {
    return (FIXED + slugBytes + Row.BYTES - 1) / Row.BYTES * Row.BYTES;
  }

  /// Returns nothing for a file that was only just made.
  ///
  /// @throws IOException also when it is no such file
  static Optional<Segment> open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer fixed = read(channel, 0, FIXED);
      if (fixed.remaining() < FIXED) return Optional.empty();
      int length = fixed.getLong(0) == MAGIC ? fixed.getInt(FIXED - Integer.BYTES) : -1;
      if (length < 0 || length > MOST_SLUG_BYTES) throw new IOException(file + " holds no rows");
      ByteBuffer slugs = read(channel, FIXED, length);
      if (slugs.remaining() < length) return Optional.empty();
      List<String> texts = List.of(new String(slugs.array(), US_ASCII).split("\n"));
      return Optional.of(
          new Segment(file, fixed.getLong(Long.BYTES), texts, headBytes(length)));
    }
  }

  /// Returns the files of rows, oldest first.
  static List<Path> all(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches("[0-9a-f]{8}\\" + ROWS)).sorted()
          .toList();
    }
  }

  /// Returns the name of the next file behind those that are there.
  static Path next(Path folder) throws IOException {
    List<Path> all = all(folder);
    long last = all.isEmpty() ? 0 : Long.parseLong(stem(all.getLast()), 16);
    return folder.resolve("%08x%s".formatted(last + 1, ROWS));
  }

  static Path filter(Path rows) {
    return rows.resolveSibling(stem(rows) + FILTER);
  }

  private static String stem(Path rows) {
    return rows.getFileName().toString().substring(0, NAME_DIGITS);
  }

  /// Returns the slug of a number; empty for none.
  String cause(int number) {
    return number == 0 || number > slugs.size() ? "" : slugs.get(number - 1);
  }

  /// Shows the rows that are wanted, in their order.
  void each(Visitor visitor) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer rows;
      for (long at = head; (rows = read(channel, at, READ_BYTES)).remaining() >= Row.BYTES; ) {
        at += rows.remaining() / Row.BYTES * Row.BYTES;
        while (rows.remaining() >= Row.BYTES) {
          long key = rows.getLong();
          long rest = rows.getLong();
          if (visitor.wants(key) && Row.isWhole(key, rest)) visitor.row(key, rest);
        }
      }
    }
  }

  /// Writes what makes the segment fast to look through; it has to be complete.
  void index() throws IOException {
    var keys = new ArrayList<long[]>();
    int[] count = {0};
    each(
        (key, rest) -> {
          if (Row.kind(rest) == Row.GROUP) return;
          int at = count[0]++ % READ_BYTES;
          if (at == 0) keys.add(new long[READ_BYTES]);
          keys.getLast()[at] = key;
        });
    var filter = new Bloom(count[0]);
    for (int i = 0; i < count[0]; i++) filter.add(keys.get(i / READ_BYTES)[i % READ_BYTES]);
    filter.write(filter(file));
  }

  /// Returns as many octets as there are, up to `bytes`.
  static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(bytes);
    while (octets.hasRemaining() && channel.read(octets, at + octets.position()) >= 0) continue;
    return octets.flip();
  }
}
