package dev.fivetwenty.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Standard output that remembers why it could not be written: a [PrintStream] keeps it to itself.
final class StandardOutput extends PrintStream {

  private final Noting noting;

  StandardOutput(OutputStream to) {
    this(new Noting(to));
  }

  private StandardOutput(Noting noting) {
    super(noting, false, StandardCharsets.UTF_8);
    this.noting = noting;
  }

  /// Returns why a part was lost; nothing where the reader of a pipe wanted no more.
  Optional<IOException> problem() {
    return Optional.ofNullable(noting.first).filter(problem -> !isClosedPipe(problem));
  }

  private static boolean isClosedPipe(IOException problem) {
    return String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }

  private static final class Noting extends FilterOutputStream {

    private volatile IOException first;

    Noting(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException problem) {
        throw noted(problem);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException problem) {
        throw noted(problem);
      }
    }

    private IOException noted(IOException problem) {
      if (first == null) first = problem;
      return problem;
    }
  }
}
