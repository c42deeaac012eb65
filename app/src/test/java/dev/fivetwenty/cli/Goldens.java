package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Files of what commands print, and the form in which two runs of a command print the same.
public final class Goldens {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private static final Pattern PORT = Pattern.compile("(127\\.0\\.0\\.1:|on port )\\d+");
  private static final Pattern TIME = Pattern.compile("\\b\\d+(\\.\\d+)? m?s\\b");
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Pattern LENGTH =
      Pattern.compile(
          "wrote \\d+ of \\d+ bytes(, acknowledged by its TCP)?|\\d+ requests|"
              + "(?<=after )[\\d,]+ bytes(?=, first)");
  private static final Pattern STATE = Pattern.compile("TCP: state [A-Z0-9-]+");

  /// A reply that is judged before its end may be left before the origin's close is seen, or after.
  private static final Pattern ENDING =
      Pattern.compile("ending: (closed \\(FIN\\)|still open)(?= after [\\d,]+ bytes, first)");

  /// Compares, or writes the file with `-Dtest.args=-Dgolden.update=true`.
  public static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) Files.writeString(file, actual);
    assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  /// Returns a report with what no two runs share replaced: ports, times, lengths with a port in
  /// them, and what depends on who was faster.
  public static String normal(String report) {
    String text = PORT.matcher(report).replaceAll("$18580");
    text = INSTANT.matcher(text).replaceAll("INSTANT");
    text = TIME.matcher(text).replaceAll("TIME");
    text = STATE.matcher(text).replaceAll("TCP: state STATE");
    text = ENDING.matcher(text).replaceAll("ending: FIN OR OPEN");
    return LENGTH.matcher(text)
        .replaceAll(hit -> hit.group().replaceAll(", ack.*", "").replaceAll("[\\d,]*\\d", "N"));
  }

  private Goldens() {}
}
