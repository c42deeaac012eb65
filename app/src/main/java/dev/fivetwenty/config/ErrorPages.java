package dev.fivetwenty.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The operator's own error pages; what is not named here is the built-in page.
///
/// @param directory where a page is looked for as `520.html`, `5xx.json` and the like
/// @param files     by status; these come before the directory's
public record ErrorPages(Optional<Path> directory, Map<Integer, Path> files) {
  public ErrorPages {
    files = Map.copyOf(files);
  }
}
