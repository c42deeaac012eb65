package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `judge` prints, to the letter. `-Dtest.args=-Dgolden.update=true` writes the files anew; read the difference.
class GoldenTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "empty           | FIN     | ''",
    "sound           | FIN     | HTTP/1.1 200 OK%Server: nginx%Content-Length: 2%%ok",
    "glitches        | FIN     | HTTP/1.1  200 OK%Server: nginx%X-A: 1\\n%%",
    "nul             | FIN     | HTTP/1.1 200 OK%Server: nginx/1.22.1%Set-Cookie: id=secret%X-A: a\\0b%%",
    "no-headers      | FIN     | HTTP/1.1 200 OK%%",
    "banner          | FIN     | SSH-2.0-OpenSSH_9.2p1%",
    "short           | RST     | HTTP/1.1 200 OK%Content-Length: 10%%12345",
    "escape          | SILENCE | HTTP/1.1 2\\e]0;owned\\a00 OK%"
  })
  void saysIt(String name, Ending ending, String text) throws IOException {
    String reply =
        text.replace("%", "\r\n").replace("\\0", "\0").replace("\\n", "\n")
            .replace("\\e", "\u001b").replace("\\a", "\u0007");
    var terminal = new Terminal().input(reply);
    int code = terminal.run("judge", "-", "--ending", ending.name().toLowerCase(Locale.ROOT));
    assertThat(terminal.err()).isEmpty();
    Goldens.check(name, terminal.out() + "exit code " + code + "\n");
  }

  @Test
  void colouredOutputDiffersInNothingButColour() {
    var terminal = new Terminal().input("HTTP/1.1 200 OK\r\n\r\n");
    terminal.run("judge", "-");
    String plain = terminal.out();
    terminal.run("judge", "-", "--color", "always");
    assertThat(terminal.out()).contains("\u001b[").isNotEqualTo(plain);
    assertThat(terminal.out().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }
}
