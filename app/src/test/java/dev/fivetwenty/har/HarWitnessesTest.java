package dev.fivetwenty.har;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The witnesses accept what is right and refuse what is not: else they prove nothing.
class HarWitnessesTest {

  private static final String GOOD = sound("\"size\":0,\"mimeType\":\"x-unknown\"");

  private static String sound(String content) {
    String entry =
        Hars.entry("http://shop.example/", 200, "\"headers\":[],\"content\":{%s},".formatted(content))
            .replaceAll("\\n *", "");
    return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"t\",\"version\":\"1\"},\"entries\":[\n%s]}}\n"
        .formatted(entry);
  }

  private static byte[] bytes(String har) {
    return har.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theyAcceptWhatIsRight() throws Exception {
    HarWitnesses.accept(bytes(GOOD));
  }

  @Test
  void theyRefuseWhatIsNot() {
    for (String bad : List.of(
        GOOD.replace("\"status\":200", "\"status\":\"200\""), GOOD.replace("\"wait\":1", "\"wait\":-1"),
        GOOD.replace("\"cache\":{},", ""), GOOD.replace("\"1.2\"", "\"2.0\""),
        GOOD.replace("http://shop.example/", "/relative"), GOOD.replace("2026-11-20T09", "20.11.2026 09"),
        sound("\"mimeType\":\"\""), sound("\"size\":0,\"mimeType\":\"\",\"encoding\":\"base64\""),
        GOOD.replace("\"time\":3,", "\"time\":3,\"unknown\":1,"), GOOD.replace("\"entries\"", "\"entry\""))) {
      assertThatThrownBy(() -> HarWitnesses.accept(bytes(bad))).as(bad).isInstanceOf(AssertionError.class);
    }
  }
}
