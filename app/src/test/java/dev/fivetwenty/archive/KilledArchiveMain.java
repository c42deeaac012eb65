package dev.fivetwenty.archive;

import java.nio.file.Path;

/// Keeps copies of the same few URLs until it is killed, and prints a line for every few that are on the disk.
final class KilledArchiveMain {

  /// Copies of which none is lost, since they are on the disk before the next ones are begun.
  static final int BATCH = 8;

  static final int URLS = 5;

  public static void main(String[] arguments) throws InterruptedException {
    int next = Integer.parseInt(arguments[1]);
    try (Archive archive = FileArchive.open(Path.of(arguments[0]), 64 << 20, 1 << 20, System.err::println)) {
      while (true) {
        for (int i = 0; i < BATCH; i++, next++) {
          Copies.keep(archive, Copies.draft("/" + next % URLS, "", next), content(next));
        }
        archive.settle();
        System.out.println(next);
      }
    }
  }

  /// Some fit into memory, some are written in pieces.
  static byte[] content(int number) {
    return Copies.content(number % 7 * 30_000 + 100, number);
  }

  private KilledArchiveMain() {}
}
