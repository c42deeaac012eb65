package dev.fivetwenty.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What comes of output that nobody can take.
class StandardOutputTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aFullDiskIsNamedAndEndsWithACode() {
    assertThat(version("No space left on device")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("fivetwenty: cannot write to standard output: No space left on device\n");
  }

  @Test
  void aReaderWhoWantsNoMoreIsNoProblem() {
    assertThat(version("Broken pipe")).isEqualTo(Exit.OK);
    assertThat(err.size()).isZero();
  }

  private int version(String problem) {
    var out =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException(problem);
          }
        };
    var console =
        new Console(
            InputStream.nullInputStream(), new StandardOutput(out),
            new PrintStream(err, true, StandardCharsets.UTF_8), Map.of(), false, false);
    return new Main(console).run("--version");
  }
}
