package dev.fivetwenty.policy.errorpage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/// The pages that come with the program, in one language.
///
/// In them `{label.name}` stands for a word of the language.
final class BuiltIn {

  private static final String LABEL = "{label.";

  private final Texts texts;
  private final Map<Format, Template> templates = new EnumMap<>(Format.class);
  private final String contentSecurityPolicy;

  BuiltIn(Texts texts) {
    this.texts = texts;
    String html = resource("default.html");
    templates.put(Format.HTML, read(Format.HTML, html));
    templates.put(Format.MARKDOWN, read(Format.MARKDOWN, resource("default.md")));
    templates.put(Format.TEXT, read(Format.TEXT, resource("default.txt")));
    contentSecurityPolicy = policy(html);
  }

  private static String resource(String name) {
    try (InputStream in = BuiltIn.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the program lacks " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private Template read(Format format, String text) {
    return Template.read(format, "default." + format.extension(), labelled(format, text), problem -> {
      throw new IllegalStateException(problem.toString());
    });
  }

  private String labelled(Format format, String text) {
    var labelled = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf(LABEL); at >= 0; at = text.indexOf(LABEL, done)) {
      int end = text.indexOf('}', at);
      labelled.append(text, done, at);
      labelled.append(Escape.in(format, texts.label(text.substring(at + LABEL.length(), end))));
      done = end + 1;
    }
    return labelled.append(text.substring(done)).toString();
  }

  /// Allows our one style sheet by its hash, and nothing else.
  ///
  /// Frames are not forbidden: there is nothing to click on, and a visitor who sees a part of a
  /// page fail should be told why.
  private static String policy(String html) {
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
          + "'; base-uri 'none'; form-action 'none'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Template.Page page(Format format, Subject subject) {
    Template template =
        format.isJson() ? read(format, JsonText.of(subject)) : templates.get(format);
    return template.page(token -> subject.value(token, texts));
  }

  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }
}
