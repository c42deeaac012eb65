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
import java.util.concurrent.ConcurrentHashMap;

/// The pages that come with the program, in one language.
///
/// In them `{label.name}` stands for a word of the language, `{recorded}…{/recorded}` for what makes
/// sense only if the edge keeps a record of such a fault, and `{behind}…{/behind}` for what
/// makes sense only if the fault lies behind the edge.
final class BuiltIn {

  private static final String LABEL = "{label.";

  private final Texts texts;
  private final Map<Format, String> sources = new EnumMap<>(Format.class);
  private final Map<Kind, Template> templates = new ConcurrentHashMap<>();
  private final String contentSecurityPolicy;

  private record Kind(Format format, Place place) {}

  BuiltIn(Texts texts) {
    this.texts = texts;
    sources.put(Format.HTML, resource("default.html"));
    sources.put(Format.MARKDOWN, resource("default.md"));
    sources.put(Format.TEXT, resource("default.txt"));
    contentSecurityPolicy = policy(sources.get(Format.HTML));
  }

  private static String resource(String name) {
    try (InputStream in = BuiltIn.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the program lacks " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  Template.Page page(Format format, Subject subject) {
    Template template =
        format.isJson()
            ? read(format, JsonText.of(subject))
            : templates.computeIfAbsent(new Kind(format, subject.place()), this::template);
    return template.page(token -> subject.value(token, texts));
  }

  private Template template(Kind kind) {
    String text = sources.get(kind.format);
    // From the inner part to the outer one.
    text = part(text, "behind", kind.place.isBehindTheEdge());
    text = part(text, "recorded", kind.place.isRecorded());
    return read(kind.format, labelled(kind.format, text));
  }

  private static Template read(Format format, String text) {
    return Template.read(format, "default." + format.extension(), text, problem -> {
      throw new IllegalStateException(problem.toString());
    });
  }

  private static String part(String text, String name, boolean kept) {
    String open = "{" + name + "}";
    String close = "{/" + name + "}";
    int from = text.indexOf(open);
    int to = text.indexOf(close);
    String inner = kept ? text.substring(from + open.length(), to) : "";
    return text.substring(0, from) + inner + text.substring(to + close.length());
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

  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }
}
