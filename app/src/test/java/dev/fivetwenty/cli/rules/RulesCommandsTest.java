package dev.fivetwenty.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `rules explain` and `rules check` print.
class RulesCommandsTest {

  @TempDir
  Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... line) {
    var terminal = new Terminal();
    int code = terminal.run(line);
    return new Ran(code, terminal.out(), terminal.err());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), text);
  }

  @Test
  void anExpressionIsToldInPlainWords() {
    Ran terminal = run("rules", "explain",
        "http.host eq \"shop.example\" && !(ssl || ip.src in {192.0.2.0/24})");
    assertThat(terminal.code()).isZero();
    assertThat(terminal.out())
        .isEqualTo(
            """
            all of these:
              - the host is "shop.example"
              - none of these:
                - the client speaks TLS
                - the client's address is in 192.0.2.0/24

              as text   http.host eq "shop.example" and not (ssl or ip.src in {192.0.2.0/24})
              looks at  http.host, ip.src, ssl
            """);
  }

  @Test
  void whatIsWrongWithAnExpressionIsShownAtItsPlace() {
    Ran terminal = run("rules", "explain", "http.host equals \"a\"");
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .isEqualTo(
            """
            1:11: there is no operator equals; did you mean eq?
              http.host equals "a"
                        ^^^^^^
            fivetwenty: the expression has a problem
            """);
  }

  @Test
  void anExpressionMayNameTheListsOfAFile() throws IOException {
    Path file = file("lists: {office: [192.0.2.1]}\nrules: []\n");
    Ran terminal = run("rules", "explain", "--rules", file.toString(), "ip.src in $office");
    assertThat(terminal.out()).startsWith("the client's address is in the list office\n");
    assertThat(run("rules", "explain", "ip.src in $office").err())
        .contains("there is no list office, as none is defined");
  }

  @Test
  void aFileOfRulesIsSummedUp() throws IOException {
    Path file =
        file(
            """
            lists: {office: [192.0.2.1]}
            access: {block: [198.51.100.0/24, $office]}
            rules:
              - {id: a, expression: ssl, mode: shadow}
              - {id: b, rate_limit: {characteristics: [ip.src], period: 1s, requests_per_period: 1}}
            """);
    Ran terminal = run("rules", "check", file.toString());
    assertThat(terminal.code()).isZero();
    assertThat(terminal.out())
        .isEqualTo(
            file + ": sound; 1 rule and 1 limit, of which 1 is in shadow mode; 1 list; 2 blocks, allowed or blocked\n");
  }

  @Test
  void whatIsWrongWithAFileIsListedWithLineAndColumn() throws IOException {
    Path file = file("rules:\n  - {id: a, expression: 'http.hots eq \"a\"'}\n");
    Ran terminal = run("rules", "check", file.toString());
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains(":2:26: there is no field http.hots; did you mean http.host?");
  }
}
