package dev.fivetwenty.bench.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds programs of the distribution.
public final class Programs {

  /// Debian keeps servers here, and an ordinary user's PATH leaves it out.
  private static final List<String> SERVER_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  /// Returns a program's path.
  ///
  /// @param debian the package to name when it is missing
  public static Path find(String name, String debian) throws MissingProgram {
    List<String> folders = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
    folders.addAll(SERVER_FOLDERS);
    for (String folder : folders) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) return file;
    }
    throw new MissingProgram(name + " is missing: apt-get install " + debian);
  }

  private Programs() {}
}
