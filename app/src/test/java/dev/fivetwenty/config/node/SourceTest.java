package dev.fivetwenty.config.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.text.Unfit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that cannot be read, and excerpts of those that can.
class SourceTest {

  @TempDir private Path folder;

  @Test
  void what_is_no_readable_text_is_named() throws IOException {
    assertThatThrownBy(() -> Source.of(folder.resolve("none.yaml"))).hasMessageEndingWith("none.yaml: there is no such file");
    assertThatThrownBy(() -> Source.of(folder)).hasMessageEndingWith(": is a folder, not a file");
    Path latin = Files.write(folder.resolve("latin.yaml"), "site: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Source.of(latin)).hasMessageEndingWith("latin.yaml: is not text in UTF-8");
  }

  @Test
  void an_endless_text_is_not_read_to_its_end() {
    InputStream endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            assertThat(given++).isLessThan(5 << 20);
            return '#';
          }
        };
    assertThatThrownBy(() -> Source.of("standard input", folder, endless)).hasMessageContaining("larger than 4MiB");
  }

  @Test
  void relative_paths_relate_to_the_folder_of_the_file() throws IOException {
    Path file = Files.writeString(folder.resolve("edge.yaml"), "site: LOC\n");
    assertThat(Source.of(file).folder()).isEqualTo(folder.toAbsolutePath());
  }

  @Test
  void an_excerpt_marks_the_column_and_controls_no_terminal() throws IOException {
    Source source = source("a\nsi\u001bte: \"LOC\" # \u202e\n");
    assertThat(source.problem(1, 7, 5, "wrong"))
        .hasToString("edge.yaml:2:8: wrong\n  2 | si·te: \"LOC\" # ·\n    |        ^^^^^");
  }

  @Test
  void a_long_line_is_shown_around_its_column() throws IOException {
    Source source = source("a".repeat(300) + "B" + "c".repeat(300));
    String[] lines = source.problem(0, 300, 1, "wrong").excerpt().split("\n");
    assertThat(lines[0]).hasSizeLessThan(120).contains("…a", "c…");
    assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('B');
  }

  @Test
  void a_character_beyond_the_basic_plane_is_one_column() throws IOException {
    String[] lines = source("# \ud83d\ude00 x").problem(0, 4, 1, "wrong").excerpt().split("\n");
    assertThat(lines[0].codePoints().toArray()[lines[1].indexOf('^')]).isEqualTo('x');
  }

  @Test
  void named_files_must_be_what_they_are_used_for() throws IOException {
    Path file = Files.writeString(folder.resolve("a.pem"), "");
    assertFits(file, FileLook.Use.READ);
    assertFits(folder, FileLook.Use.FOLDER);
    assertFits(file, FileLook.Use.APPEND);
    assertFits(folder.resolve("new.log"), FileLook.Use.APPEND);
    assertUnfit(folder.resolve("none.pem"), FileLook.Use.READ, "there is no file");
    assertUnfit(folder, FileLook.Use.READ, "is a folder, not a file");
    assertUnfit(file, FileLook.Use.FOLDER, "is not a folder");
    assertUnfit(folder.resolve("none"), FileLook.Use.FOLDER, "there is no folder");
    assertUnfit(folder, FileLook.Use.APPEND, "is a folder, not a file");
    assertUnfit(folder.resolve("none/new.log"), FileLook.Use.APPEND, "there is no folder");
  }

  private static void assertFits(Path file, FileLook.Use use) {
    assertThat(unfit(file, use)).isEmpty();
  }

  private static void assertUnfit(Path file, FileLook.Use use, String said) {
    assertThat(unfit(file, use)).contains(said);
  }

  private static String unfit(Path file, FileLook.Use use) {
    try {
      FileLook.OF_DISK.check(file, use);
      return "";
    } catch (Unfit unfit) {
      return unfit.getMessage();
    }
  }

  private Source source(String text) throws IOException {
    return Source.of("edge.yaml", folder, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
