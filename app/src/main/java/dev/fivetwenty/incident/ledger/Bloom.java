package dev.fivetwenty.incident.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Says of most keys that are not in a segment that they are not: wrong for one in a hundred, never
/// for one that is there.
///
/// All bits of a key lie in one block of 64 octets, so that a question costs one read of the disk.
final class Bloom {

  /// Bits of the filter for each key, and those that one key sets.
  private static final int BITS_PER_KEY = 12;
  private static final int PROBES = 7;
  private static final int WORDS = 8;
  private static final int WORD_BITS = 64;
  private static final int BLOCK_BYTES = WORDS * Long.BYTES;
  private static final long MAGIC = 0x353230626c6f6f31L;

  private final long[] words;
  private final int blocks;

  Bloom(int keys) {
    blocks = Math.max(1, (int) ((long) keys * BITS_PER_KEY / (WORDS * WORD_BITS)));
    words = new long[blocks * WORDS];
  }

  void add(long key) {
    long hash = LedgerKey.mix(key);
    int first = block(hash, blocks) * WORDS;
    for (int i = 0; i < PROBES; i++) {
      int bit = bit(hash, i);
      words[first + bit / WORD_BITS] |= 1L << bit;
    }
  }

  private static int block(long hash, int blocks) {
    return (int) Math.unsignedMultiplyHigh(hash, blocks);
  }

  /// Nine bits for each probe, of the part of the hash that does not choose the block.
  private static int bit(long hash, int probe) {
    return (int) (LedgerKey.mix(hash) >>> 9 * probe) & WORDS * WORD_BITS - 1;
  }

  /// Writes the filter as a whole: whoever reads finds all of it or none.
  void write(Path file) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(BLOCK_BYTES + words.length * Long.BYTES);
    octets.putLong(0, MAGIC).putInt(Long.BYTES, blocks);
    octets.asLongBuffer().position(WORDS).put(words);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.write(unfinished, octets.array());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Returns false when the key is surely not among those of the file; true when it may be, or when
  /// the file is none.
  static boolean mayHave(Path file, long key) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = Segment.read(channel, 0, Long.BYTES + Integer.BYTES);
      if (head.remaining() < Long.BYTES + Integer.BYTES || head.getLong() != MAGIC) return true;
      long hash = LedgerKey.mix(key);
      long at = (1L + block(hash, head.getInt())) * BLOCK_BYTES;
      ByteBuffer words = Segment.read(channel, at, BLOCK_BYTES);
      return words.remaining() < BLOCK_BYTES || has(words, hash);
    }
  }

  private static boolean has(ByteBuffer words, long hash) {
    for (int i = 0; i < PROBES; i++) {
      int bit = bit(hash, i);
      long word = words.getLong(words.position() + bit / WORD_BITS * Long.BYTES);
      if ((word & 1L << bit) == 0) return false;
    }
    return true;
  }
}
