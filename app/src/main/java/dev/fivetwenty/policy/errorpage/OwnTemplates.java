package dev.fivetwenty.policy.errorpage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The pages of an operator: a folder with files such as `520.html`, `52x.html`, `5xx.html`,
/// `default.json`, of which the most particular one is taken.
///
/// `.json` serves both JSON formats. Where a format has no file, ours is sent. A file that is named for a status
/// comes before those of the folder.
public final class OwnTemplates {

  /// 1 MiB of page, with pictures inlined; it is sent for every failure.
  static final int MAX_BYTES = 1 << 20;

  /// Each status, each class and the default, in four formats, twice over.
  static final int MAX_FILES = 256;

  private static final String ENDINGS = "the name must end in .html, .json, .md or .txt";

  private static final JsonFactory JSON = new JsonFactory();
  private static final String NO_JSON =
      "no JSON from here on, once the tokens are filled in; text stands in quotes, with its token";

  public static final OwnTemplates NONE = new OwnTemplates();

  private final Map<String, Template> templates = new HashMap<>();
  private final List<TemplateProblem> problems = new ArrayList<>();

  private OwnTemplates() {}

  /// Reads the files of a folder; those of folders within, and hidden ones, are left alone.
  ///
  /// @throws IOException if it is no folder, or a file cannot be read
  public static OwnTemplates read(Path folder) throws IOException {
    var own = new OwnTemplates();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pages =
          files.filter(f -> Files.isRegularFile(f) && !name(f).startsWith(".")).sorted()
              .limit(MAX_FILES + 1L).toList();
      if (pages.size() > MAX_FILES) {
        own.problem(folder, "more than " + MAX_FILES + " files; keep other things elsewhere");
        return own;
      }
      for (Path page : pages) own.add(page);
    }
    return own;
  }

  /// As [#read], and files by status that may lie and be called as the operator likes, but for their ending.
  ///
  /// @param folder empty where there is none
  public static OwnTemplates read(Optional<Path> folder, Map<Integer, Path> files) throws IOException {
    OwnTemplates own = folder.isPresent() ? read(folder.get()) : new OwnTemplates();
    for (var named : new TreeMap<>(files).entrySet()) own.add(named.getKey(), named.getValue());
    return own;
  }

  private void add(int status, Path file) throws IOException {
    Optional<Format> format = format(name(file));
    if (ErrorStatus.of(status).isEmpty()) {
      problem(file, "the edge itself never answers " + status + ", so this page would never be sent");
    } else if (format.isEmpty()) {
      problem(file, ENDINGS);
    } else {
      put(status + "." + format.get().extension(), format.get(), file);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private void problem(Path file, String message) {
    problems.add(new TemplateProblem(file.toString(), 0, 0, message));
  }

  private void add(Path file) throws IOException {
    String name = name(file);
    Optional<Format> format = format(name);
    if (format.isEmpty()) {
      problem(file, ENDINGS);
    } else if (!isStatus(name.substring(0, name.lastIndexOf('.')))) {
      problem(file, "the name must be a status that the edge sends, 52x, 5xx, 4xx or default");
    } else {
      put(name, format.get(), file);
    }
  }

  private void put(String name, Format format, Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      problem(file, "larger than " + MAX_BYTES + " bytes; it would be sent for every failure");
      return;
    }
    Optional<String> text = text(file);
    if (text.isEmpty()) return;
    int before = problems.size();
    templates.put(name, Template.read(format, file.toString(), text.get(), problems::add));
    if (format.isJson() && problems.size() == before) checkJson(file, text.get());
  }

  /// Finds what would be no JSON once the tokens are filled in. Each gets something of its own length,
  /// so that places stay what they are.
  private void checkJson(Path file, String text) {
    String filled = text;
    for (Token token : Token.values()) {
      String mark = "::" + token + "::";
      String value = token == Token.STATUS || token == Token.RETRY_AFTER ? "520" : "text";
      filled = filled.replace(mark, value + " ".repeat(mark.length() - value.length()));
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), filled)) {
      if (json.nextToken() == null) problem(file, "holds no JSON");
      json.skipChildren();
      if (json.nextToken() != null) problem(file, "holds more than one JSON value");
    } catch (JacksonException e) {
      problems.add(
          new TemplateProblem(
              file.toString(), e.getLocation().getLineNr(), e.getLocation().getColumnNr(), NO_JSON));
    }
  }

  private static Optional<Format> format(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) return Optional.empty();
    String extension = name.substring(dot + 1);
    // The first of the two JSON formats stands for both: they escape alike.
    return Stream.of(Format.values()).filter(f -> f.extension().equals(extension)).findFirst();
  }

  private static boolean isStatus(String name) {
    return name.equals("default")
        || Stream.of(ErrorStatus.values()).anyMatch(status -> names(status).contains(name));
  }

  /// Returns what a page for the status may be called, the most particular name first.
  private static List<String> names(ErrorStatus status) {
    String code = Integer.toString(status.code());
    return List.of(code, code.substring(0, 2) + "x", code.charAt(0) + "xx", "default");
  }

  private Optional<String> text(Path file) throws IOException {
    try {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      problem(file, "not in UTF-8");
      return Optional.empty();
    }
  }

  /// Returns what must be mended before these pages can be used; empty when all is well.
  public List<TemplateProblem> problems() {
    return List.copyOf(problems);
  }

  Optional<Template> template(ErrorStatus status, Format format) {
    return names(status).stream()
        .map(name -> Optional.ofNullable(templates.get(name + "." + format.extension())))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
