package dev.fivetwenty.config.node;

import dev.fivetwenty.config.text.Unfit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Looks at files that a configuration names.
@FunctionalInterface
public interface FileLook {

  /// What the file is for.
  enum Use {
    READ,
    /// Pages are read from this folder.
    FOLDER,
    /// Lines are appended to this file, which is made where it is missing.
    APPEND
  }

  /// @throws Unfit if it cannot be used so
  void check(Path file, Use use) throws Unfit;

  /// Returns the lines of a text that belongs to the configuration.
  ///
  /// @param most lines; the rest is not read
  default List<String> lines(Path file, int most) throws Unfit {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.limit(most).toList();
    } catch (IOException | UncheckedIOException _) {
      throw new Unfit(file + " cannot be read as lines of text in UTF-8");
    }
  }

  /// Takes every file for fit, and every text for empty.
  FileLook NONE =
      new FileLook() {
        @Override
        public void check(Path file, Use use) {}

        @Override
        public List<String> lines(Path file, int most) {
          return List.of();
        }
      };

  FileLook OF_DISK =
      (file, use) -> {
        switch (use) {
          case READ -> readable(file);
          case FOLDER -> folder(file);
          case APPEND -> appendable(file);
        }
      };

  private static void readable(Path file) throws Unfit {
    if (!Files.exists(file)) throw new Unfit("there is no file " + file);
    if (Files.isDirectory(file)) throw new Unfit(file + " is a folder, not a file");
    if (!Files.isReadable(file)) throw new Unfit(file + " may not be read: permission denied");
  }

  private static void folder(Path folder) throws Unfit {
    if (!Files.exists(folder)) throw new Unfit("there is no folder " + folder);
    if (!Files.isDirectory(folder)) throw new Unfit(folder + " is not a folder");
    if (!Files.isReadable(folder)) throw new Unfit(folder + " may not be read: permission denied");
  }

  private static void appendable(Path file) throws Unfit {
    if (Files.isDirectory(file)) throw new Unfit(file + " is a folder, not a file");
    boolean there = Files.exists(file);
    if (!there) folder(file.toAbsolutePath().getParent());
    if (!Files.isWritable(there ? file : file.toAbsolutePath().getParent())) {
      throw new Unfit(file + " may not be written: permission denied");
    }
  }
}
