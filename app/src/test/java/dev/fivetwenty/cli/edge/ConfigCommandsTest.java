package dev.fivetwenty.cli.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.yaml.EdgeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check-config` and `print-config` as they are typed.
class ConfigCommandsTest {

  private static final String SAMPLE = "../docs/operations/edge.sample.yaml";

  @TempDir private Path folder;

  @Test
  void a_sound_file_is_summed_up_in_one_line() {
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", SAMPLE)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo(SAMPLE + ": sound; 1 route to 1 origin, listening on 127.0.0.1:8520\n");
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.run("check-config", "-q", SAMPLE)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void all_problems_are_listed_and_nothing_is_printed() throws IOException {
    Path file = write("site: 520\nroutes:\n  - orgins: [\"http://127.0.0.1:8080\"]\n");
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .isEqualTo(
            file + ":1:7: expected text, found 520; put it in quotes\n"
                + "  1 | site: 520\n    |       ^^^\n"
                + file + ":3:5: there is no key orgins here; did you mean origins?\n"
                + "  3 |   - orgins: [\"http://127.0.0.1:8080\"]\n    |     ^^^^^^\n"
                + "fivetwenty: the configuration has 2 problems\n");
  }

  @Test
  void of_many_problems_the_first_lines_are_listed_and_all_are_counted() throws IOException {
    // Keys that nobody asks for are met last.
    Path file = write("lisen: []\nroutes: [{origins: [\"http://127.0.0.1:8080\"]}]\ntrusted_proxies: [" + "x, ".repeat(30) + "x]\n");
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .startsWith(file + ":1:1: there is no key lisen here; did you mean listen?\n")
        .endsWith(
            file + ": 7 more problems are not listed\n" + "fivetwenty: the configuration has 32 problems\n");
  }

  @Test
  void files_that_are_named_must_be_there() throws IOException {
    Files.writeString(folder.resolve("shop.pem"), "");
    Path file =
        write(
            """
            listen:
              - address: 127.0.0.1:8443
                tls: {certificates: [{chain: shop.pem, key: shop.key}], client_authorities: ca.pem}
            routes:
              - origins: [https://127.0.0.1:8444]
                tls: {trust: strict, authorities: origins.pem, client_chain: edge.pem, client_key: edge.key}
            access_log: {path: logs/access.log}
            error_pages: {directory: pages, files: {520: ours.html}}
            """);
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .contains(":3:49: there is no file " + folder.resolve("shop.key"))
        .contains("the configuration has 8 problems")
        .doesNotContain("no file " + folder.resolve("shop.pem"));
    assertThat(terminal.run("print-config", file.toString())).as("needs none of them").isEqualTo(Exit.OK);
  }

  @Test
  void own_error_pages_are_read() throws IOException {
    Path pages = Files.createDirectory(folder.resolve("pages"));
    Files.writeString(pages.resolve("520.html"), "<h1>Sorry</h1>\n<p>::RAYID::</p>\n");
    Files.writeString(folder.resolve("teapot.html"), "");
    Files.writeString(folder.resolve("ours.php"), "");
    Path file =
        write(
            """
            routes: [{origins: ["http://127.0.0.1:8080"]}]
            error_pages: {directory: pages, files: {418: teapot.html, 521: ours.php}}
            """);
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            pages + "/520.html:2:4: there is no token ::RAYID::; did you mean ::RAY_ID::?\n"
                + folder + "/teapot.html: the edge itself never answers 418, so this page would never be sent\n"
                + folder + "/ours.php: the name must end in .html, .json, .md or .txt\n"
                + "fivetwenty: the configuration has 3 problems\n");
  }

  @Test
  void files_of_tls_are_read() throws IOException {
    Files.writeString(folder.resolve("ca.pem"), "no certificate");
    Path file =
        write("routes: [{origins: [\"https://127.0.0.1\"], tls: {trust: strict, authorities: ca.pem}}]\n");
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains(folder.resolve("ca.pem").toString()).doesNotContain("defect");
    Files.writeString(folder.resolve("shop.pem"), "no certificate");
    Files.writeString(folder.resolve("shop.key"), "no key");
    write(
        """
        listen: [{address: "127.0.0.1:8443", tls: {certificates: [{chain: shop.pem, key: shop.key}]}}]
        routes: [{origins: ["http://127.0.0.1:8080"]}]
        """);
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains(folder.resolve("shop.pem").toString()).doesNotContain("defect");
  }

  @Test
  void the_secret_of_a_webhook_is_read_and_never_printed() throws IOException {
    Files.writeString(folder.resolve("hook"), "hunter2\n");
    Path file =
        write(
            """
            routes: [{origins: ["http://127.0.0.1:8080"]}]
            notify: {webhook: "https://ops.example/hook", secret: hook}
            """);
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .contains("secret of the webhook, " + folder.resolve("hook") + ": 7 bytes are too few")
        .doesNotContain("hunter2");
    Files.writeString(folder.resolve("hook"), "hunter2".repeat(3));
    assertThat(terminal.run("check-config", file.toString())).isEqualTo(Exit.OK);
    assertThat(terminal.run("print-config", file.toString())).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("secret: " + folder.resolve("hook")).doesNotContain("hunter2");
  }

  @Test
  void options_come_before_the_file_and_are_checked_like_it() {
    var terminal = new Terminal();
    assertThat(terminal.run("check-config", SAMPLE, "--listen", "127.0.0.1:1", "--listen", "[::1]:2")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("listening on 127.0.0.1:1, [::1]:2");
    assertThat(terminal.run("check-config", SAMPLE, "--behind", "cloudfare")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "--behind: cloudfare is not possible here; did you mean cloudflare?\n"
                + "fivetwenty: the configuration has a problem\n");
  }

  @Test
  void what_is_printed_prints_again_as_the_same() {
    var terminal = new Terminal();
    assertThat(terminal.run("print-config", "--origin", "https://shop.example", "--behind", "cloudflare")).isEqualTo(Exit.OK);
    String printed = terminal.out();
    assertThat(printed).contains("- https://shop.example", "client_idle: 930s");
    assertThat(terminal.input(printed).run("print-config", "-")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo(printed);
  }

  @Test
  void variables_come_from_the_environment() {
    var terminal = new Terminal().input("site: ${SITE}\nroutes: [{origins: ['http://127.0.0.1']}]\n");
    assertThat(terminal.run(Map.of("SITE", "AMS"), false, "print-config", "-")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("site: AMS\n");
  }

  @Test
  void the_schema_is_printed_for_editors() {
    var terminal = new Terminal();
    assertThat(terminal.run("print-config", "--schema")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo(EdgeYaml.schema());
  }

  @Test
  void the_help_has_every_option_that_there_is() {
    var terminal = new Terminal();
    terminal.run("check-config", "--help");
    Overrides.options().forEach(option -> assertThat(terminal.out()).contains("    " + option + " "));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("edge.yaml"), text);
  }
}
