package dev.fivetwenty.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The documentation's files, compared with what they must say.
///
/// With `-Ddocs.update` a part that is generated is written instead of compared.
final class Docs {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Docs() {}

  static Path file(String name) {
    return ROOT.resolve(name);
  }

  static Path page(Cause cause) {
    return file("docs/causes/" + cause.slug() + ".md");
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void mustBe(Path file, String expected) {
    if (System.getProperty("docs.update") == null) {
      assertThat(text(file))
          .as("%s; ./dev docs -Ddocs.update writes it", ROOT.relativize(file))
          .isEqualTo(expected);
      return;
    }
    try {
      Files.writeString(file, expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
