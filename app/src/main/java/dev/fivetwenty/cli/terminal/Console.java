package dev.fivetwenty.cli.terminal;

import dev.fivetwenty.cli.render.Style;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Where a command reads from and prints to.
///
/// @param outIsTerminal colours are possible
/// @param errIsTerminal progress is possible
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  private static final int BUFFER_BYTES = 16_384;

  /// Returns the console of this process. The launcher says which streams are terminals.
  public static Console ofProcess() {
    String terminals = System.getProperty("fivetwenty.terminals", "");
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new StandardOutput(out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        terminals.contains("out"),
        terminals.contains("err"));
  }

  /// Returns why a part of what was printed is lost, where that is known.
  public Optional<IOException> lost() {
    out.flush();
    return out instanceof StandardOutput standard ? standard.problem() : Optional.empty();
  }

  /// Returns how standard output is styled: as asked, else colours on a terminal only.
  public Style style(ColorChoice choice) {
    boolean colours =
        switch (choice) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              outIsTerminal
                  && environment.getOrDefault("NO_COLOR", "").isEmpty()
                  && !"dumb".equals(environment.get("TERM"));
        };
    return colours ? Style.ANSI : Style.PLAIN;
  }

  /// Values of `--color`.
  public enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER
  }
}
