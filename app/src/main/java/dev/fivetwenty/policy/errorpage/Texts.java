package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/// The words of one language.
///
/// They are looked up from the particular to the general: `cause.SLUG.ITEM`, then
/// `family.SLUG.STATUS.ITEM` and `family.SLUG.ITEM`, where the status is the 52x one in either
/// presentation. A fault without a cause has `status.CODE.ITEM`. What a visitor or an owner
/// can do may also depend on the place alone, `place.SLUG.ITEM`.
final class Texts {

  static final Texts ENGLISH = read("en");

  private final String language;
  private final Properties texts;

  private Texts(String language, Properties texts) {
    this.language = language;
    this.texts = texts;
  }

  private static Texts read(String language) {
    String name = "texts_" + language + ".properties";
    var texts = new Properties();
    try (InputStream in = Texts.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the program lacks " + name);
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
    return new Texts(language, texts);
  }

  /// Returns the language as in `Content-Language`.
  String language() {
    return language;
  }

  /// Returns a word of the pages themselves, such as a heading.
  String label(String name) {
    return required("label." + name);
  }

  /// Returns how far the request came, for one of the parties: `visitor`, `edge`, `origin`, or
  /// `text` for the whole path.
  String path(Place broken, String party) {
    return required("path." + broken.slug() + "." + party);
  }

  /// Returns `title`, `happened`, `visitor` or `owner` for a fault.
  String about(ErrorStatus status, Optional<Cause> cause, Place place, String item) {
    String particular = cause.map(c -> about(c, item)).orElseGet(() -> text("status." + status.code() + "." + item));
    return particular == null ? required("place." + place.slug() + "." + item) : particular;
  }

  private String about(Cause cause, String item) {
    String family = "family." + cause.family().slug() + ".";
    String ofCause = text("cause." + cause.slug() + "." + item);
    if (ofCause != null) return ofCause;
    String ofStatus = text(family + cause.status(Presentation.EDGE_52X) + "." + item);
    return ofStatus == null ? text(family + item) : ofStatus;
  }

  private String text(String key) {
    return texts.getProperty(key);
  }

  private String required(String key) {
    String text = text(key);
    if (text == null) throw new IllegalStateException("no text " + key + " in " + language);
    return text;
  }
}
