package dev.fivetwenty.cli;

import dev.fivetwenty.cli.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Runs command lines in this JVM and keeps what they print.
public final class Terminal {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] in = new byte[0];

  public Terminal input(String text) {
    in = text.getBytes(StandardCharsets.ISO_8859_1);
    return this;
  }

  public int run(String... args) {
    return run(Map.of(), false, args);
  }

  public int run(Map<String, String> environment, boolean terminal, String... args) {
    out.reset();
    err.reset();
    var console =
        new Console(
            new ByteArrayInputStream(in), print(out), print(err), environment, terminal, terminal);
    return new Main(console).run(args);
  }

  /// Runs a command that is given what others are given by the program.
  public int run(Map<String, String> environment, boolean terminal, Command command, String... args) {
    out.reset();
    err.reset();
    var console =
        new Console(
            new ByteArrayInputStream(in), print(out), print(err), environment, terminal, terminal);
    return new Main(console, _ -> Optional.of(command)).run(args);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }
}
