package dev.fivetwenty.config.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A text of configuration, and what it is called.
///
/// @param name   as the operator knows it
/// @param folder to which the relative paths in it relate
public record Source(String name, Path folder, String text) {

  /// More than ten thousand routes; a file that is larger is another file.
  private static final int MAX_BYTES = 4 << 20;

  /// Columns of a line that are shown.
  private static final int WIDTH = 96;

  /// User name and password in a URL, which go nowhere else either.
  private static final Pattern USER = Pattern.compile("(?<=://)[^/@\\s\"']+(?=@)");

  /// For who has no file: everything comes from the command line.
  public static final Source NONE = new Source("command line", Path.of("").toAbsolutePath(), "");

  /// @throws InvalidConfiguration if it cannot be read
  public static Source of(Path file) {
    if (Files.isDirectory(file)) throw unreadable(file.toString(), "is a folder, not a file");
    try (InputStream in = Files.newInputStream(file)) {
      return of(file.toString(), file.toAbsolutePath().getParent(), in);
    } catch (NoSuchFileException _) {
      throw unreadable(file.toString(), "there is no such file");
    } catch (IOException _) {
      throw unreadable(file.toString(), "cannot be read");
    }
  }

  /// @throws InvalidConfiguration if it is too long, or not text
  public static Source of(String name, Path folder, InputStream in) throws IOException {
    byte[] octets = in.readNBytes(MAX_BYTES + 1);
    if (octets.length > MAX_BYTES) throw unreadable(name, "is larger than 4MiB; this is no configuration");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return new Source(name, folder, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException _) {
      throw unreadable(name, "is not text in UTF-8");
    }
  }

  private static InvalidConfiguration unreadable(String name, String problem) {
    return new InvalidConfiguration(List.of(new Problem(name, problem, "")));
  }

  /// Returns a problem at a place in this text, all counted from 0.
  Problem problem(int line, int column, int length, String text) {
    return new Problem(name + ":" + (line + 1) + ":" + (column + 1), text, excerpt(line, column, length));
  }

  /// Shows the part of a line that has the column, and marks it below.
  private String excerpt(int line, int column, int length) {
    String whole = text.lines().skip(line).findFirst().orElse("");
    String masked = USER.matcher(whole).replaceAll(user -> "*".repeat(user.group().length()));
    int[] shown = masked.codePoints().map(Source::visible).toArray();
    int from = column < WIDTH ? 0 : column - WIDTH / 2;
    int to = Math.min(shown.length, from + WIDTH);
    if (from > to) return "";
    String number = Integer.toString(line + 1);
    String before = from > 0 ? "…" : "";
    String after = to < shown.length ? "…" : "";
    int marks = Math.clamp(length, 1, Math.max(1, to - column));
    return "  " + number + " | " + before + new String(shown, from, to - from) + after
        + "\n  " + " ".repeat(number.length()) + " | " + " ".repeat(column - from + before.length())
        + "^".repeat(marks);
  }

  /// A terminal must not act on what is shown to it, and a tab is as wide as its mark.
  private static int visible(int character) {
    if (character == '\t') return '→';
    boolean shown = !Character.isISOControl(character) && Character.getType(character) != Character.FORMAT;
    return shown ? character : '·';
  }
}
