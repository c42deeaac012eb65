package dev.fivetwenty.archive;

import static dev.fivetwenty.archive.Copies.content;
import static dev.fivetwenty.archive.Copies.draft;
import static dev.fivetwenty.archive.Copies.keep;
import static dev.fivetwenty.archive.Copies.only;
import static dev.fivetwenty.archive.Copies.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every archive does, wherever it keeps its copies.
abstract class ArchiveContract {

  /// Opens the archive of this test, the first time or again.
  abstract Archive open();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 65_535, 65_536, 65_537, 200_000, 3_000_000})
  void givesBackWhatItKept(int length) throws Exception {
    byte[] content = content(length, length);
    try (Archive archive = open()) {
      keep(archive, draft("/a"), content);
      archive.settle();
      assertThat(read(archive, only(archive, "/a"))).isEqualTo(content);
    }
    try (Archive archive = open()) {
      Copy copy = only(archive, "/a");
      assertThat(read(archive, copy)).isEqualTo(content);
      assertThat(copy.length()).isEqualTo(length);
      assertThat(copy.fields().value(copy.fields().find("content-type", 0))).isEqualTo("text/html");
    }
  }

  @Test
  void aPartIsReadFromWhereItIsWanted() throws Exception {
    byte[] content = content(3_000_000, 1);
    try (Archive archive = open()) {
      keep(archive, draft("/a"), content);
      archive.settle();
      try (Content stored =
          archive.open(only(archive, "/a")).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
        var part = ByteBuffer.allocate(100_000);
        stored.read(1_234_567, part);
        assertThat(part.array()).isEqualTo(Arrays.copyOfRange(content, 1_234_567, 1_334_567));
      }
    }
  }

  @Test
  void aNewerCopyTakesThePlaceOfAnOlderOne() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a", "", 1), content(100, 1));
      keep(archive, draft("/a", "", 2), content(200, 2));
      archive.settle();
      assertThat(read(archive, only(archive, "/a"))).isEqualTo(content(200, 2));
      assertThat(archive.figures().copies()).isOne();
    }
    try (Archive archive = open()) {
      assertThat(read(archive, only(archive, "/a"))).isEqualTo(content(200, 2));
    }
  }

  @Test
  void variantsStandBesideEachOther() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a", "br", 1), content(100, 1));
      keep(archive, draft("/a", "zstd", 1), content(200, 2));
      archive.settle();
      assertThat(archive.find("http://shop.test/a")).hasSize(2);
    }
  }

  @Test
  void theOldestOfTooManyVariantsGoes() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i <= Shelves.MOST_VARIANTS; i++) {
        keep(archive, draft("/a", "x" + i, i), content(100, i));
      }
      archive.settle();
      assertThat(archive.find("http://shop.test/a")).hasSize(Shelves.MOST_VARIANTS);
    }
    try (Archive archive = open()) {
      assertThat(archive.find("http://shop.test/a"))
          .hasSize(Shelves.MOST_VARIANTS)
          .noneMatch(copy -> copy.variant().coding().equals("x0"));
    }
  }

  @Test
  void whatIsDroppedNeverWas() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a", "", 1), content(100, 1));
      Draft draft = archive.begin();
      draft.add(ByteBuffer.wrap(content(300_000, 2)));
      draft.drop();
      draft.keep(draft("/a", "", 2));
      archive.settle();
      assertThat(read(archive, only(archive, "/a"))).isEqualTo(content(100, 1));
    }
  }

  @Test
  void sameContentOfTwoUrlsOutlivesEither() throws Exception {
    try (Archive archive = open()) {
      keep(archive, draft("/a"), content(5000, 1));
      keep(archive, draft("/b"), content(5000, 1));
      archive.settle();
      assertThat(archive.remove("http://shop.test/a", copy -> copy.status() == 404)).isZero();
      assertThat(archive.remove("http://shop.test/a", copy -> copy.status() == 200)).isOne();
      archive.settle();
      assertThat(archive.find("http://shop.test/a")).isEmpty();
      assertThat(read(archive, only(archive, "/b"))).isEqualTo(content(5000, 1));
    }
    try (Archive archive = open()) {
      assertThat(archive.find("http://shop.test/a")).isEmpty();
      assertThat(read(archive, only(archive, "/b"))).isEqualTo(content(5000, 1));
    }
  }

  @Test
  void thereIsNoMoreThanThereIsRoomFor() throws Exception {
    try (Archive archive = open()) {
      for (int i = 0; i < 48; i++) {
        keep(archive, draft("/" + i), content(1 << 18, i));
        archive.settle();
      }
      assertThat(archive.figures().bytes()).isLessThanOrEqualTo(Copies.ROOM);
      assertThat(archive.figures().evicted()).isGreaterThanOrEqualTo(16);
      var left = new ArrayList<Copy>();
      archive.each(left::add);
      assertThat(left).isNotEmpty();
      for (Copy copy : left) {
        int number = Integer.parseInt(copy.key().substring(copy.key().lastIndexOf('/') + 1));
        assertThat(read(archive, copy)).isEqualTo(content(1 << 18, number));
      }
    }
  }

  @Test
  void contentThatIsNotInItsCodingIsNotKept() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content(50_000, 1));
    }
    byte[] sound = packed.toByteArray();
    byte[] broken = sound.clone();
    broken[20_000] ^= 1;
    try (Archive archive = open()) {
      keep(archive, draft("/sound", "gzip", 1), sound);
      keep(archive, draft("/broken", "gzip", 1), broken);
      keep(archive, draft("/cut", "gzip", 1), Arrays.copyOf(sound, 30_000));
      keep(archive, draft("/plain", "gzip", 1), content(100, 1));
      archive.settle();
      assertThat(archive.figures().copies()).isOne();
      assertThat(read(archive, only(archive, "/sound"))).isEqualTo(sound);
      assertThat(archive.figures().dropped()).containsEntry(Refusal.CODING, 3L);
    }
  }
}
