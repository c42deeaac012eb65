package dev.fivetwenty.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Reading;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of configurations that tests read, with what is expected of each beside it.
///
/// A bad file's name says who can refuse it: `syntax-` what reads YAML, `shape-` the schema, too, and
/// `meaning-` the binding only.
final class ConfigFiles {

  private static final Path ROOT = Path.of("src/test/resources/dev/fivetwenty/config/yaml");

  static final Surroundings SURROUNDINGS =
      new Surroundings(
          Map.of("HOST", "127.0.0.1", "EMPTY", "", "PROCESSES", "3"), 4, FileLook.NONE);

  static List<Path> bad() {
    return yaml("bad", 80);
  }

  static List<Path> good() {
    return yaml("good", 8);
  }

  private static List<Path> yaml(String folder, int atLeast) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
      assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a file as if it lay in `/etc/fivetwenty`.
  static Source source(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Source.of(file.getFileName().toString(), Path.of("/etc/fivetwenty"), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EdgeConfig read(Path file) {
    return EdgeYaml.read(source(file), Overrides.NONE, SURROUNDINGS);
  }

  static EdgeConfig parse(String text) {
    return EdgeYaml.read(new Source("edge.yaml", Path.of("/etc/fivetwenty"), text), Overrides.NONE, SURROUNDINGS);
  }

  static Reading reading(Path file) {
    return new Reading(source(file), SURROUNDINGS, Overrides.NONE);
  }

  /// Compares with the file of the other ending, or writes it with `-Dtest.args=-Dgolden.update=true`.
  static void check(Path file, String ending, String actual) throws IOException {
    Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ending));
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, actual);
    assertThat(actual).isEqualTo(text(expected));
  }

  private ConfigFiles() {}
}
