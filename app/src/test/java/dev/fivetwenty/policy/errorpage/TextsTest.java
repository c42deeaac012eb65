package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Presentation;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every status and every fault has words, in every format, and none of them is evidence.
class TextsTest {

  private static final Path FILE =
      Path.of("src/main/resources/dev/fivetwenty/policy/errorpage/texts_en.properties");
  private static final List<String> ITEMS = List.of("title", "happened", "visitor", "owner");
  private static final Pattern TOKEN = Pattern.compile("::[A-Z_]+::|\\{[a-z/]");

  /// Digits are measurements or addresses, but for names and for methods such as 100-continue.
  private static final Pattern NAMES_WITH_DIGITS = Pattern.compile("HTTP/2|100-continue");

  private static Properties texts() throws IOException {
    var texts = new Properties();
    try (Reader in = Files.newBufferedReader(FILE)) {
      texts.load(in);
    }
    return texts;
  }

  @Test
  void everyStatusHasItsOwnTitleAndStory() throws IOException {
    Properties texts = texts();
    for (ErrorStatus status : ErrorStatus.values()) {
      assertThat(texts).containsKeys("status." + status.code() + ".title", "status." + status.code() + ".happened");
      hasWords(status, Optional.empty(), status.place());
    }
  }

  @Test
  void everyFaultHasWordsOfItsFamilyAtEveryPlace() {
    for (Cause cause : Sample.FAULTS) {
      for (Presentation presentation : Presentation.values()) {
        var status = ErrorStatus.of(cause.status(presentation)).orElseThrow();
        for (Place place : Place.values()) hasWords(status, Optional.of(cause), place);
      }
    }
    for (Family family : Family.values()) {
      if (family == Family.FRAGILE) continue;
      assertThat(FILE).content().contains("family." + family.slug() + ".title");
    }
  }

  private static void hasWords(ErrorStatus status, Optional<Cause> cause, Place place) {
    for (String item : ITEMS) {
      String text = Texts.ENGLISH.about(status, cause, place, item);
      assertThat(text).as("%s %s %s", status, cause, item).hasSizeBetween(10, 400);
      assertThat(text.endsWith(".")).as(text).isNotEqualTo(item.equals("title"));
    }
  }

  @Test
  void everyFaultIsShownInEveryFormat() {
    var pages = new ErrorPages();
    for (Cause cause : Sample.FAULTS) {
      for (Format format : Format.values()) {
        Answer answer = pages.answer(Sample.failure(cause), Sample.accept(format));
        String page = Sample.text(answer).replaceFirst("(?s)<style>.*</style>", "");
        assertThat(page).doesNotContainPattern(TOKEN);
        assertThat(page).contains(Integer.toString(answer.status()), "4f1d0a9be2c38d57-LOC");
        assertThat(page).contains(Escape.in(format, Subject.of(Sample.failure(cause)).value(Token.TITLE, Texts.ENGLISH)));
      }
    }
  }

  @Test
  void noTextIsEvidence() throws IOException {
    Properties texts = texts();
    assertThat(texts.size()).isGreaterThan(100);
    for (String key : texts.stringPropertyNames()) {
      String text = NAMES_WITH_DIGITS.matcher(texts.getProperty(key)).replaceAll("");
      assertThat(text).as(key).doesNotContainPattern("[0-9]").doesNotContain("<", "&", "::", "\\");
    }
  }

  @Test
  void noTextIsForNothing() throws IOException {
    Set<String> groups =
        Arrays.stream(Cause.values()).filter(Cause::isFault).map(c -> "cause." + c.slug())
            .collect(Collectors.toCollection(TreeSet::new));
    for (ErrorStatus status : ErrorStatus.values()) groups.add("status." + status.code());
    for (Place place : Place.values()) groups.add("place." + place.slug());
    for (Family family : Family.values()) groups.add("family." + family.slug());
    for (Cause cause : Sample.FAULTS) {
      groups.add("family." + cause.family().slug() + "." + cause.status(Presentation.EDGE_52X));
    }
    for (String key : texts().stringPropertyNames()) {
      if (key.startsWith("label.") || key.startsWith("path.")) continue;
      assertThat(groups).as(key).contains(key.substring(0, key.lastIndexOf('.')));
      assertThat(ITEMS).as(key).contains(key.substring(key.lastIndexOf('.') + 1));
    }
  }

  @Test
  void noLabelIsForNothing() throws IOException {
    String pages = "";
    for (String name : List.of("default.html", "default.md", "default.txt")) {
      pages += Files.readString(FILE.resolveSibling(name));
    }
    for (String key : texts().stringPropertyNames()) {
      if (key.startsWith("label.")) assertThat(pages).contains("{" + key + "}");
    }
  }
}
