package dev.fivetwenty.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.har.sanitise.Keep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A ticket is there as a whole, with nothing secret in it, or not at all.
class TicketFolderTest {

  private static final String SECRET = "correct-horse-battery";

  private static final LeakCheck CHECK = new LeakCheck(List.of(SECRET), Keep.NOTHING);

  private static final Manifest MANIFEST =
      new Manifest(
          "fivetwenty 0.1.0", Instant.parse("2026-11-25T14:03:12Z"), Audience.HOST, "har",
          Optional.empty(), "http://shop.example/", List.of());

  @TempDir Path parent;

  @Test
  void whatIsFinishedHasTheHashesOfItsFiles() throws Exception {
    Path target = parent.resolve("t");
    try (var folder = TicketFolder.begin(target)) {
      folder.write(new TicketFile("a/b.txt", "a text"), bytes("hello\n"));
      assertThat(target).doesNotExist();
      assertThat(folder.finish(MANIFEST, CHECK)).isEmpty();
      Path zip = folder.zip(MANIFEST);
      try (var archive = new ZipFile(zip.toFile())) {
        assertThat(archive.stream().map(e -> e.getName())).containsExactly("t/a/b.txt", "t/manifest.json");
      }
    }
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(target.resolve("a/b.txt"))));
    assertThat(Files.readString(target.resolve("manifest.json"))).contains(hash, "\"bytes\":6");
    assertThat(names()).containsExactlyInAnyOrder("t", "t.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a line\nthe key is correct-horse-battery.\n", "mail somebody@shop.example\n",
    "Authorization: Bearer abcdefghijklmnop\n", "in base64 %64%\n"
  })
  void aLeakIsNamedAndNothingIsLeftBehind(String text) throws IOException {
    String inside = Base64.getEncoder().encodeToString(bytes("xx " + SECRET + " yy"));
    try (var folder = TicketFolder.begin(parent.resolve("t"))) {
      folder.write(new TicketFile("fine.txt", "fine"), bytes("fine\n"));
      folder.write(new TicketFile("bad.txt", "bad"), bytes(text.replace("%64%", inside)));
      Leak leak = folder.finish(MANIFEST, CHECK).orElseThrow();
      assertThat(leak.file()).isEqualTo("bad.txt");
      assertThat(leak.place()).startsWith("line ");
      assertThat(leak.toString()).doesNotContain(SECRET, "somebody@");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aSecretIsFoundAcrossThePartsOfALongLine() throws IOException {
    String line = "x".repeat((256 << 10) - 8) + SECRET + "y".repeat(100);
    try (var folder = TicketFolder.begin(parent.resolve("t"))) {
      folder.write(new TicketFile("long.txt", "long"), bytes(line));
      assertThat(folder.finish(MANIFEST, CHECK)).isPresent();
    }
  }

  @Test
  void aHarIsCheckedForAllThatSanitisingWouldHide() throws IOException {
    String har =
        "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\",\"version\":\"1\"},\"entries\":[{\"request\":{"
            + "\"method\":\"GET\",\"url\":\"http://shop.example/\",\"headers\":[{\"name\":\"X-Plain\",\"value\":\"word\"}]}}]}}";
    try (var folder = TicketFolder.begin(parent.resolve("t"))) {
      folder.write(new TicketFile("direct.har", "a HAR"), bytes(har));
      Leak leak = folder.finish(MANIFEST, CHECK).orElseThrow();
      assertThat(leak.place()).contains("request.headers");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void whatIsGivenAsItIsMayHaveFormsOfSecretsButNoKnownOne() throws IOException {
    try (var folder = TicketFolder.begin(parent.resolve("t"))) {
      folder.write(new TicketFile("a.pcap", "packets", false), bytes("somebody@shop.example"));
      assertThat(folder.finish(MANIFEST, CHECK)).isEmpty();
    }
    try (var folder = TicketFolder.begin(parent.resolve("u"))) {
      folder.write(new TicketFile("a.pcap", "packets", false), bytes(SECRET));
      assertThat(folder.finish(MANIFEST, CHECK)).isPresent();
    }
    assertThat(names()).containsExactly("t");
  }

  @Test
  void whatBreaksOffLeavesNothing() throws IOException {
    try (var folder = TicketFolder.begin(parent.resolve("t"))) {
      folder.write(new TicketFile("a.txt", "a"), bytes("a"));
      assertThatThrownBy(
              () -> folder.write(new TicketFile("b.txt", "b"), _ -> { throw new IOException("no space"); }))
          .isInstanceOf(IOException.class);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void anEarlierTicketIsReplacedAndNothingElseIs() throws IOException {
    Path target = parent.resolve("t");
    for (String text : List.of("first", "second")) {
      try (var folder = TicketFolder.begin(target)) {
        folder.write(new TicketFile("a.txt", "a"), bytes(text));
        assertThat(folder.finish(MANIFEST, CHECK)).isEmpty();
      }
    }
    assertThat(target.resolve("a.txt")).hasContent("second");
    Files.writeString(target.resolve("notes.txt"), "of its owner");
    assertThatThrownBy(() -> TicketFolder.begin(target)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target.resolve("notes.txt")).exists();
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> TicketFolder.begin(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(names()).containsExactlyInAnyOrder("t", "file");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
