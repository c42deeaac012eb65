package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OwnTemplatesTest {

  @TempDir
  private Path folder;

  private Failure failure;

  @BeforeEach
  void fail() {
    failure = Sample.failure(Cause.TLS_CERT_EXPIRED);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Answer answer(String accept) throws IOException {
    return new ErrorPages(OwnTemplates.read(folder)).answer(failure, accept);
  }

  private List<String> problems() throws IOException {
    return OwnTemplates.read(folder).problems().stream()
        .map(problem -> problem.toString().replace(folder + "/", "")).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|', quoteCharacter = '`',
      value = {
        "{\"status\": ::STATUS::, \"ray\": \"::RAY_ID::\", \"again\": ::RETRY_AFTER::}|",
        "{\"status\": \"::STATUS::\"}|",
        "{\"ray\": ::RAY_ID::}|1:9: no JSON",
        "{\"ray\": \"::RAY_ID::\",}|1:22: no JSON",
        "{\"ray\": \"::RAY_ID::\"|1:21: no JSON",
        "``|: holds no JSON",
        "{} {}|: holds more than one JSON value",
      })
  void aJsonPageMustBeJsonOnceItsTokensAreFilledIn(String page, String problem) throws IOException {
    file("520.json", page);
    if (problem == null) assertThat(problems()).isEmpty();
    else assertThat(problems()).singleElement().asString().contains("520.json").contains(problem);
  }

  @Test
  void fillsEveryToken() throws IOException {
    var all = new StringBuilder();
    for (Token token : Token.values()) all.append(token).append("=::").append(token).append("::\n");
    file("default.txt", all.toString());
    assertThat(Sample.text(answer("text/plain")))
        .contains(
            "RAY_ID=4f1d0a9be2c38d57-LOC\n", "CLIENT_IP=192.0.2.7\n", "HOST=shop.example\n",
            "TIME=2026-11-25 13:27:19 UTC\n", "TIMESTAMP=2026-11-25T13:27:19Z\n", "RETRY_AFTER=\n",
            "DIAGNOSE_COMMAND=fivetwenty diagnose https://shop.example/ --origin ADDRESS\n",
            "STATUS=526\n", "REASON=Origin Certificate Invalid\n", "CAUSE=tls-cert-expired\n",
            "CAUSE_TEXT=the origin's certificate has expired\n", "FAMILY=tls\n", "WHERE=origin\n",
            "EDGE_STATE=works\n", "LANGUAGE=en\n")
        .doesNotContain("::");
  }

  @Test
  void takesTheMostParticularFile() throws IOException {
    file("default.html", "default");
    assertThat(Sample.text(answer(""))).isEqualTo("default");
    file("5xx.html", "5xx");
    assertThat(Sample.text(answer(""))).isEqualTo("5xx");
    file("52x.html", "52x");
    assertThat(Sample.text(answer(""))).isEqualTo("52x");
    file("526.html", "526");
    file("525.html", "525");
    assertThat(Sample.text(answer(""))).isEqualTo("526");
    assertThat(answer("").field("Content-Length")).contains("3");
  }

  @Test
  void takesAFileThatIsNamedForAStatusBeforeThoseOfTheFolder() throws IOException {
    file("526.html", "folder");
    Path named = Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("ours.html"), "named");
    var own = OwnTemplates.read(Optional.of(folder), Map.of(526, named));
    assertThat(Sample.text(new ErrorPages(own).answer(failure, ""))).isEqualTo("named");
    own = OwnTemplates.read(Optional.empty(), Map.of(525, named));
    assertThat(Sample.text(new ErrorPages(own).answer(failure, ""))).startsWith("<!doctype html>");
  }

  @Test
  void keepsOursWhereThereIsNone() throws IOException {
    file("404.html", "theirs");
    file("526.md", "theirs");
    assertThat(Sample.text(answer("text/html"))).startsWith("<!doctype html>");
    assertThat(Sample.text(answer("text/markdown"))).isEqualTo("theirs");
  }

  @ParameterizedTest
  @EnumSource(value = Format.class, names = {"JSON", "PROBLEM"})
  void servesBothJsonFormatsFromOneFile(Format format) throws IOException {
    file("5xx.json", "{\"ray\": \"::RAY_ID::\", \"text\": \"::CAUSE_TEXT::\", \"wait\": ::RETRY_AFTER::}");
    Answer answer = answer(Sample.accept(format));
    assertThat(answer.field("Content-Type")).contains(format.contentType());
    assertThat(Sample.text(answer))
        .isEqualTo("{\"ray\": \"4f1d0a9be2c38d57-LOC\", \"text\": \"the origin's certificate has expired\", \"wait\": null}");
  }

  @Test
  void claimsNothingAboutPagesThatAreNotOurs() throws IOException {
    file("526.html", "<img src=logo.png> ::TITLE::");
    Answer answer = answer("");
    assertThat(answer.field("Content-Security-Policy")).isEmpty();
    assertThat(answer.field("Content-Language")).isEmpty();
    assertThat(answer.field("Cache-Control")).contains("no-store");
    assertThat(Sample.text(answer)).isEqualTo("<img src=logo.png> The site&#39;s server has an invalid certificate");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "::RAYID:: | 1:1: there is no token ::RAYID::; did you mean ::RAY_ID::?",
    "é ::RAY_IDD:: | 1:3: there is no token ::RAY_IDD::; did you mean ::RAY_ID::?",
    "::ray_id:: | 1:1: there is no token ::ray_id::; did you mean ::RAY_ID::?",
    "::ray-id:: | 1:1: there is no token ::ray-id::; did you mean ::RAY_ID::?",
    "::Client_Ip:: | 1:1: there is no token ::Client_Ip::; did you mean ::CLIENT_IP::?",
    "::GEO:: | 1:1: there is no token ::GEO::",
    "::RAY_ID: | 1:1: the token is not closed; write ::RAY_ID::",
    "::RAY_ID::::GEO:: | 1:11: there is no token ::GEO::",
    "x::RAY_ID | 1:2: the token is not closed; write ::RAY_ID::",
  })
  void saysWhereATokenIsWrong(String text, String problem) throws IOException {
    file("520.html", text);
    assertThat(problems()).containsExactly("520.html:" + problem);
  }

  @Test
  void countsLinesAndNamesEveryProblem() throws IOException {
    file("5xx.html", "<p>\r\n  ::RAY_ID:: ::RAI_ID::\n\n::HOSTT::");
    assertThat(problems())
        .containsExactly(
            "5xx.html:2:14: there is no token ::RAI_ID::; did you mean ::RAY_ID::?",
            "5xx.html:4:1: there is no token ::HOSTT::; did you mean ::HOST::?");
    OwnTemplates bad = OwnTemplates.read(folder);
    assertThatThrownBy(() -> new ErrorPages(bad)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "p::before {}", "a::after::marker", "2001:db8::1", "::1::", "std::vector::size", "::", ":::::", "::::",
    "[::]:8443", "::RAY", "::-::",
  })
  void leavesOtherColonsAlone(String text) throws IOException {
    file("520.txt", text);
    assertThat(problems()).isEmpty();
    failure = Sample.failure(Cause.RESP_EMPTY_FIN);
    assertThat(Sample.text(answer("text/plain"))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "::::RAY_ID:::: | ::4f1d0a9be2c38d57-LOC::",
    ":::RAY_ID::: | :4f1d0a9be2c38d57-LOC:",
    "::RAY_ID::::STATUS:: | 4f1d0a9be2c38d57-LOC526",
    "a::before::RAY_ID:: | a::before4f1d0a9be2c38d57-LOC",
  })
  void findsTokensAmongColons(String text, String shown) throws IOException {
    file("default.txt", text);
    assertThat(Sample.text(answer("text/plain"))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"600.html", "520.htm", "52X.html", "default.yaml", "x.html", "520", "527.html", "6xx.html", "40.html"})
  void namesAFileThatWouldNeverBeUsed(String name) throws IOException {
    file(name, "");
    assertThat(problems()).singleElement().asString().startsWith(name + ": the name must ");
  }

  @Test
  void refusesWhatIsTooLargeOrNotText() throws IOException {
    Files.write(folder.resolve("520.html"), new byte[OwnTemplates.MAX_BYTES + 1]);
    Files.write(folder.resolve("521.html"), new byte[] {'a', (byte) 0xFF});
    assertThat(problems())
        .containsExactly(
            "520.html: larger than 1048576 bytes; it would be sent for every failure",
            "521.html: not in UTF-8");
  }

  @Test
  void refusesAFolderOfOtherThings() throws IOException {
    for (int i = 0; i <= OwnTemplates.MAX_FILES; i++) file(i + ".txt", "");
    assertThat(problems()).singleElement().asString().contains("more than 256 files");
  }

  @Test
  void leavesHiddenFilesAndFoldersAlone() throws IOException {
    file(".520.html.swp", "");
    Files.createDirectory(folder.resolve("img"));
    assertThat(problems()).isEmpty();
    assertThatThrownBy(() -> OwnTemplates.read(folder.resolve("nothing"))).isInstanceOf(IOException.class);
  }
}
