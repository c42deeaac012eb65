package dev.fivetwenty.remedy;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The page of one cause, read from its Markdown.
///
/// @param slug      of the cause, the page's title
/// @param sentence  what happened
/// @param symptom   and the next two: paragraphs as they stand in the page
/// @param advice    for everyone first, then per server software, in the order of the page
/// @param reproduce shell lines
public record CausePage(
    String slug,
    String sentence,
    Translations translations,
    String symptom,
    String evidence,
    String meaning,
    List<Advice> advice,
    List<String> reproduce) {
  public CausePage {
    advice = List.copyOf(advice);
    reproduce = List.copyOf(reproduce);
  }

  /// Returns the page of a cause.
  ///
  /// @throws IllegalStateException if it is missing or malformed: then the program is not whole
  public static CausePage of(Cause cause) {
    return PageReader.read(text(cause));
  }

  /// Returns the Markdown of a cause's page.
  public static String text(Cause cause) {
    String name = "/docs/causes/" + cause.slug() + ".md";
    try (InputStream page = CausePage.class.getResourceAsStream(name)) {
      if (page == null) throw new IllegalStateException("missing in this build: " + name);
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
