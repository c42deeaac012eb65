package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Copies of tests.
final class Copies {

  static final long ROOM = 8L << 20;
  static final long HOT = 2L << 20;

  /// Real, but that it does not wait until the disk has everything: no test cuts the power.
  static final Disk UNFORCED =
      new Disk() {
        @Override
        public Output create(Path file) throws IOException {
          return unforced(REAL.create(file));
        }

        @Override
        public Output append(Path file) throws IOException {
          return unforced(REAL.append(file));
        }

        private Output unforced(Output to) {
          return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
              to.write(bytes);
            }

            @Override
            public void force() {}

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
      };

  static FileArchive open(Path root) {
    return FileArchive.open(UNFORCED, root, ROOM, HOT, System.err::println);
  }

  static Copy draft(String url) {
    return draft(url, "", 0);
  }

  static Copy draft(String url, String coding, int second) {
    Instant when = Instant.parse("2026-11-25T12:00:00Z").plusSeconds(second);
    return new Copy(
        "http://shop.test" + url, new Variant(List.of(), "", coding), 200,
        HeadFields.of("Content-Type: text/html", "ETag: \"" + second + "\""), when, when, "", 0);
  }

  /// Returns the same bytes for the same seed.
  static byte[] content(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static void keep(Archive archive, Copy draft, byte[] content) {
    Draft writing = archive.begin();
    // In pieces of another size than the archive's.
    for (int at = 0; at < content.length; at += 10_000) {
      writing.add(ByteBuffer.wrap(content, at, Math.min(10_000, content.length - at)));
    }
    writing.keep(draft);
  }

  static Copy only(Archive archive, String url) {
    List<Copy> found = archive.find("http://shop.test" + url);
    if (found.size() != 1) throw new AssertionError(found.size() + " copies of " + url);
    return found.getFirst();
  }

  static byte[] read(Archive archive, Copy copy) throws Exception {
    try (Content content =
        archive.open(copy).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      var all = ByteBuffer.allocate((int) content.length());
      content.read(0, all);
      return all.array();
    }
  }

  private Copies() {}
}
