package dev.fivetwenty.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageReaderTest {
  private static final String PAGE =
      """
      # resp-empty-fin
      It hung
      up.

      | RFC 9209 | HAProxy | Envoy | nginx log | Cloudflare |
      | --- | --- | --- | --- | --- |
      | `http_response_incomplete` | `SH--` | – | – | 520 |

      ## Symptom
      Nothing.

      ## Evidence
      Zero bytes.

      Really.

      ## Meaning
      It left.

      ## What to do
      - **Any server:** look
        around.
      - **nginx:** remove `return 444`: it
        closes.
      - **Tomcat / Spring Boot:** wait.

      ## Reproduce
      ```sh
      ./fivetwenty lab
      ./fivetwenty probe x
      ```
      """;

  @Test
  void reads_every_part() {
    CausePage page = PageReader.read(PAGE);
    assertThat(page.slug()).isEqualTo("resp-empty-fin");
    assertThat(page.sentence()).isEqualTo("It hung\nup.");
    assertThat(page.translations())
        .isEqualTo(new Translations("`http_response_incomplete`", "`SH--`", "–", "–", "520"));
    assertThat(page.symptom()).isEqualTo("Nothing.");
    assertThat(page.evidence()).isEqualTo("Zero bytes.\n\nReally.");
    assertThat(page.meaning()).isEqualTo("It left.");
    assertThat(page.advice())
        .containsExactly(
            new Advice("Any server", "look around."),
            new Advice("nginx", "remove `return 444`: it closes."),
            new Advice("Tomcat / Spring Boot", "wait."));
    assertThat(page.reproduce()).containsExactly("./fivetwenty lab", "./fivetwenty probe x");
  }

  @ParameterizedTest
  @CsvSource({
    "## Symptom, ## Symptoms, expected ## Symptom",
    "## Meaning, ## Sense, expected ## Meaning",
    "| `SH--` |, |, five cells",
    "- **Any server:** look, - **nginx:** look, - **Any server:**",
    "- **nginx:** remove, - **nginx** remove, - **stack:** text",
    "```sh, ```, ```sh",
    "./fivetwenty probe x, ```, the end",
    "It left., '', text before ## What to do",
  })
  void refuses_another_form(String part, String replacement, String message) {
    assertThat(PAGE).contains(part);
    assertThatThrownBy(() -> PageReader.read(PAGE.replace(part, replacement)))
        .hasMessageContaining("# resp-empty-fin: line ")
        .hasMessageContaining(message);
  }

  @Test
  void gives_the_advice_for_everyone_and_for_the_software() {
    CausePage page = PageReader.read(PAGE);
    assertThat(Remedy.of(page, List.of()).lines()).containsExactly("look around.");
    assertThat(Remedy.of(page, List.of("nginx/1.22.1", "PHP-FPM")).lines())
        .containsExactly("look around.", "nginx: remove `return 444`: it closes.");
    assertThat(Remedy.of(page, List.of("Tomcat or Spring Boot")).lines())
        .containsExactly("look around.", "Tomcat / Spring Boot: wait.");
  }

  @ParameterizedTest
  @CsvSource({
    "Apache, Apache httpd, true",
    "Apache, Apache/2.4.62 (Debian), true",
    "Apache, Apache-Coyote/1.1, false",
    "Node, Node.js, true",
    "Go, Go net/http, true",
    "Go, gohttpd, false",
    "PHP-FPM, php-fpm, true",
    "nginx, '', false",
    "Any server, Any server, false",
  })
  void knows_software_by_its_name(String stack, String software, boolean same) {
    assertThat(new Advice(stack, "").isFor(software)).isEqualTo(same);
  }

  @Test
  void finds_the_page_that_is_packed_in() {
    assertThat(Remedy.of(Cause.RESP_EMPTY_FIN, "nginx").lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("nginx: ") && line.contains("return 444"));
    assertThat(CausePage.text(Cause.HDR_NONE)).startsWith("# hdr-none\n");
  }
}
