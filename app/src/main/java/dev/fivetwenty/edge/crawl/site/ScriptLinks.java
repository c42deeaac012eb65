package dev.fivetwenty.edge.crawl.site;

import java.net.URI;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a script loads by a name that stands in it: modules of `import` and `export … from`, and of `import()`
/// with nothing but text in it.
///
/// A script is not run, and not even read as one: what looks like an import in a comment or text is taken for one. A
/// name without a path is one of a package, which only a page's import map explains.
public final class ScriptLinks {

  /// Of one script.
  private static final int MOST = 500;

  private static final String PATH = "((?:\\.{0,2}/|https?:)[^\"'`\\\\$\\n]{1,2048}+)";

  private static final Pattern IMPORT =
      Pattern.compile("(?<![\\w$.])(?:import\\s{0,100}+\\(?|from)\\s{0,100}+([\"'`])" + PATH + "\\1");

  private static final Pattern MAPPED = Pattern.compile(":\\s{0,100}+(\")" + PATH + "\"");

  /// @param base of names that are relative
  public static void of(String script, URI base, Consumer<URI> found) {
    matches(IMPORT, script, base, found);
  }

  /// Takes the modules that an import map names, but not the folders.
  static void ofMap(String map, URI base, Consumer<URI> found) {
    matches(MAPPED, map, base, url -> {
      if (!url.getRawPath().endsWith("/")) found.accept(url);
    });
  }

  private static void matches(Pattern pattern, String text, URI base, Consumer<URI> found) {
    Matcher matcher = pattern.matcher(text);
    for (int count = 0; count < MOST && matcher.find(); count++) Link.of(base, matcher.group(2)).ifPresent(found);
  }

  private ScriptLinks() {}
}
