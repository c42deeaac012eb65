package dev.fivetwenty.archive;

import static dev.fivetwenty.archive.Copies.HOT;
import static dev.fivetwenty.archive.Copies.ROOM;
import static dev.fivetwenty.archive.Copies.content;
import static dev.fivetwenty.archive.Copies.draft;
import static dev.fivetwenty.archive.Copies.keep;
import static dev.fivetwenty.archive.Copies.only;
import static dev.fivetwenty.archive.Copies.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The archive in a folder: the contract, and what can happen to files.
class FileArchiveTest extends ArchiveContract {

  @TempDir Path root;

  @Override
  Archive open() {
    return Copies.open(root);
  }

  /// A process may end while it appends, at any octet.
  @Test
  void whereverTheIndexEndsWhatIsThereIsRight() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i < 4; i++) keep(archive, draft("/a", "", i), content(1000 + i, i));
      keep(archive, draft("/b", "", 9), content(500, 9));
      archive.settle();
    }
    Path index = root.resolve("index");
    byte[] whole = Files.readAllBytes(index);
    int opened = 0;
    for (int length = 0; length < whole.length; length += 5 + length % 3) {
      Path other = copyOf("cut-" + length);
      Files.write(other.resolve("index"), Arrays.copyOf(whole, length));
      try (Archive archive = Copies.open(other)) {
        for (String url : List.of("/a", "/b")) right(archive, url);
        keep(archive, draft("/c"), content(10, 3));
        archive.settle();
        assertThat(read(archive, only(archive, "/c"))).isEqualTo(content(10, 3));
      }
      try (Archive archive = Copies.open(other)) {
        assertThat(read(archive, only(archive, "/c"))).isEqualTo(content(10, 3));
      }
      opened++;
    }
    assertThat(opened).isGreaterThan(100);
  }

  /// Contents of the older copies are deleted by then, which is what makes this the hard case.
  private void right(Archive archive, String url) throws Exception {
    List<Copy> found = archive.find("http://shop.test" + url);
    if (found.isEmpty()) return;
    Copy copy = found.getFirst();
    String etag = copy.fields().value(copy.fields().find("etag", 0));
    int second = Integer.parseInt(etag.replace("\"", ""));
    byte[] content = second == 9 ? content(500, 9) : content(1000 + second, second);
    assertThat(read(archive, copy)).isEqualTo(content);
  }

  private Path copyOf(String name) throws IOException {
    Path other = root.resolve(name);
    try (Stream<Path> files = Files.walk(root.resolve("content"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = other.resolve(root.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return other;
  }

  @ParameterizedTest
  @ValueSource(ints = {5000, 2_000_000})
  void contentThatHasChangedIsNeverServed(int length) throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a"), content(length, 1));
      archive.settle();
    }
    Path file = contents().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[length / 2] ^= 4;
    Files.write(file, bytes);
    try (Archive archive = open()) {
      Copy copy = only(archive, "/a");
      assertThatThrownBy(() -> read(archive, copy))
          .isInstanceOf(ExecutionException.class).hasCauseInstanceOf(LostContent.class);
      assertThat(archive.find(copy.key())).isEmpty();
      assertThat(archive.figures().lost()).isOne();
      keep(archive, draft("/a"), content(length, 1));
      archive.settle();
      assertThat(read(archive, only(archive, "/a"))).isEqualTo(content(length, 1));
    }
  }

  @Test
  void whatNothingNamesIsClearedAway() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a", "", 1), content(5000, 1));
      archive.settle();
      keep(archive, draft("/a", "", 2), content(5000, 2));
      archive.settle();
      assertThat(contents()).hasSize(1);
    }
    Files.write(root.resolve("new").resolve("7"), new byte[9]);
    Files.write(root.resolve("content").resolve("stray"), new byte[9]);
    try (Archive _ = open()) {
      assertThat(contents()).hasSize(1);
      assertThat(root.resolve("new")).isEmptyDirectory();
    }
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("content"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void contentThatIsAsItWasIsNotWrittenAgain() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a", "", 1), content(5000, 1));
      archive.settle();
    }
    var enoughForTheIndex = new FullDisk(1000);
    try (Archive archive = FileArchive.open(enoughForTheIndex, root, ROOM, HOT, System.err::println)) {
      keep(archive, draft("/a", "", 2), content(5000, 1));
      archive.settle();
      assertThat(only(archive, "/a").received()).isEqualTo(draft("/a", "", 2).received());
      assertThat(archive.figures().dropped().get(Refusal.DISK)).isZero();
    }
    try (Archive archive = open()) {
      assertThat(read(archive, only(archive, "/a"))).isEqualTo(content(5000, 1));
    }
  }

  @Test
  void anIndexThatHasGrownIsWrittenAnew() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i < 900; i++) {
        keep(archive, draft(longUrl(i), "", i), content(10, i));
        if (i % 100 == 0) archive.settle();
      }
      archive.settle();
      assertThat(Files.size(root.resolve("index"))).isBetween(20L << 10, 1200L << 10);
    }
    try (Archive archive = open()) {
      for (int i = 890; i < 900; i++) {
        assertThat(read(archive, only(archive, longUrl(i)))).isEqualTo(content(10, i));
      }
    }
  }

  private static String longUrl(int i) {
    return "/" + i % 10 + "a".repeat(2000);
  }

  @Test
  void whatIsOnTheDiskIsWhatIsCounted() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i < 6; i++) keep(archive, draft("/" + i), content(1000, i % 2));
      keep(archive, draft("/large"), content(300_000, 9));
      archive.settle();
      assertThat(archive.figures().bytes()).isEqualTo(Catalogue.bytes(root)).isGreaterThan(302_000);
      keep(archive, draft("/1"), content(500, 5));
      archive.remove(copy -> copy.key().endsWith("/large") || copy.key().endsWith("/3") || copy.key().endsWith("/5"));
      archive.settle();
      assertThat(archive.figures().bytes()).isEqualTo(Catalogue.bytes(root)).isLessThan(10_000);
      keep(archive, draft("/7"), content(1000, 1));
      archive.settle();
      assertThat(archive.figures().bytes()).isEqualTo(Catalogue.bytes(root));
    }
    try (Archive archive = open()) {
      assertThat(archive.figures().bytes()).isEqualTo(Catalogue.bytes(root));
    }
  }

  @Test
  void aRecordOfTheIndexThatHasChangedCostsItselfOnly() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i < 9; i++) keep(archive, draft("/" + i), content(100, i));
      archive.settle();
    }
    Path index = root.resolve("index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[bytes.length / 2] ^= 4;
    Files.write(index, bytes);
    var notices = new ArrayList<String>();
    for (int i = 0; i < 2; i++) {
      try (Archive archive = FileArchive.open(root, ROOM, HOT, notices::add)) {
        assertThat(archive.figures().copies()).isEqualTo(8);
        assertThat(read(archive, only(archive, "/0"))).isEqualTo(content(100, 0));
        assertThat(read(archive, only(archive, "/8"))).isEqualTo(content(100, 8));
      }
    }
    assertThat(notices).singleElement().asString().contains(index + " was damaged and has lost 1 of its records;");
  }

  @Test
  void whatTheDiskRefusesIsNotTriedAgainWithoutEnd() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i < 9; i++) keep(archive, draft("/" + i), content(100, i));
    }
    Path index = root.resolve("index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[bytes.length / 2] ^= 4;
    Files.write(index, bytes);
    var tried = new AtomicInteger();
    Disk full =
        new Disk() {
          @Override
          public Output create(Path file) throws IOException {
            tried.incrementAndGet();
            throw new IOException("No space left on device");
          }

          @Override
          public Output append(Path file) throws IOException {
            return REAL.append(file);
          }
        };
    int steps = 100;
    try (Archive archive = FileArchive.open(full, root, ROOM, HOT, notice -> {})) {
      for (int i = 0; i < steps; i++) archive.settle();
    }
    assertThat(tried).hasValueBetween(1, 2 * steps + 5);
  }

  @Test
  void oneProcessAtATime() {
    try (Archive _ = open()) {
      assertThatThrownBy(this::open).isInstanceOf(ArchiveProblem.class)
          .hasMessageContaining("in use by another process");
    }
  }

  @Test
  void aForeignIndexIsLeftAlone() throws Exception {
    Files.writeString(root.resolve("index"), "something else entirely");
    assertThatThrownBy(this::open).isInstanceOf(ArchiveProblem.class)
        .hasMessageContaining("is no index of kept copies");
    assertThat(root.resolve("index")).hasContent("something else entirely");
  }

  @Test
  void theIndexCanBeReadWhileItIsWritten() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a"), content(10, 1));
      archive.settle();
      assertThat(Catalogue.read(root)).hasSize(1);
    }
    assertThat(Catalogue.read(root.resolve("none"))).isEmpty();
  }

  // The disk.

  @Test
  void whereverTheDiskBecomesFullTheOldCopiesStay() throws Exception {
    for (int left = 0; left < 3000; left += 193) {
      Path folder = root.resolve("full-" + left);
      try (Archive archive = Copies.open(folder)) {
        keep(archive, draft("/a", "", 1), content(900, 1));
        archive.settle();
      }
      var notices = new ArrayList<String>();
      try (Archive archive = FileArchive.open(new FullDisk(left), folder, ROOM, HOT, notices::add)) {
        for (int i = 2; i < 5; i++) keep(archive, draft("/a", "", i), content(900, i));
        archive.settle();
        assertThat(archive.figures().dropped().get(Refusal.DISK)).isPositive();
        sound(archive);
      }
      assertThat(notices).anyMatch(line -> line.contains("No space left on device"));
      try (Archive archive = Copies.open(folder)) {
        sound(archive);
      }
    }
  }

  private static void sound(Archive archive) throws Exception {
    Copy copy = only(archive, "/a");
    String etag = copy.fields().value(copy.fields().find("etag", 0));
    assertThat(read(archive, copy))
        .isEqualTo(content(900, Integer.parseInt(etag.replace("\"", ""))));
  }

  @Test
  void whatManyDraftsHoldIsBounded() {
    try (Archive archive = open()) {
      byte[] content = content(60_000, 1);
      var drafts = new ArrayList<Draft>();
      int taken = 0;
      for (int i = 0; i < 2000; i++) {
        Draft draft = archive.begin();
        if (draft.add(ByteBuffer.wrap(content))) taken++;
        drafts.add(draft);
      }
      assertThat(taken).isBetween(1000, 1150);
      drafts.forEach(Draft::drop);
      assertThat(archive.begin().add(ByteBuffer.wrap(content))).isTrue();
    }
  }

  @Test
  void aDiskThatIsTooSlowCostsCopiesAndNoMemory() throws Exception {
    var go = new CountDownLatch(1);
    Disk slow =
        new Disk() {
          @Override
          public Output create(Path file) throws IOException {
            try {
              if (!go.await(60, TimeUnit.SECONDS)) throw new IOException("never");
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return Copies.UNFORCED.create(file);
          }

          @Override
          public Output append(Path file) throws IOException {
            return Copies.UNFORCED.append(file);
          }
        };
    try (Archive archive = FileArchive.open(slow, root, 64L << 20, HOT, System.err::println)) {
      byte[] content = content(1 << 20, 0);
      for (int i = 0; i < 60; i++) keep(archive, draft("/" + i), content);
      assertThat(archive.figures().dropped().get(Refusal.BUSY)).isBetween(20L, 40L);
      go.countDown();
      archive.settle();
      assertThat(archive.figures().kept()).isBetween(20L, 40L);
      assertThat(read(archive, only(archive, "/0"))).isEqualTo(content(1 << 20, 0));
    }
  }
}
