package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file of `corpus/request`: shapes that two readers could understand differently, and requests
/// of real clients, which must pass. Each is read whole, byte by byte, in two pieces of every size and
/// in random ones.
///
/// `-Dcases=rewrite` writes what is said into the files instead of comparing.
class RequestCorpusTest {

  private static final int FEWEST_SHAPES = 150;
  private static final int FEWEST_CLIENTS = 30;
  private static final int RANDOM_SPLITS = 20;
  private static final String CLIENT = "client-";

  @TestFactory
  Stream<DynamicTest> eachRequestIsReadAsItsFileSays() throws IOException {
    return CaseFile.all(CaseFile.REQUESTS).stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(CaseFile file) throws IOException {
    List<String> whole = file.read(Reading.whole(file.bytes()));
    if ("rewrite".equals(System.getProperty("cases"))) file.rewrite(whole);
    else assertThat(whole).isEqualTo(file.says());
    assertThat(file.read(Reading.oneByOne(file.bytes()))).as("one by one").isEqualTo(whole);
    Reading.inTwo(file.bytes())
        .forEach(
            parts ->
                assertThat(file.read(parts)).as("cut at %d", parts.getFirst().length)
                    .isEqualTo(whole));
    long seed = Reading.seed();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < RANDOM_SPLITS; i++) {
      assertThat(file.read(Reading.randomly(file.bytes(), random)))
          .as("rerun with -Dseed=%d", seed)
          .isEqualTo(whole);
    }
  }

  @Test
  void theCorpusIsThere() throws IOException {
    List<CaseFile> files = CaseFile.all(CaseFile.REQUESTS);
    long clients = files.stream().filter(f -> f.name().startsWith(CLIENT)).count();
    assertThat(clients).isGreaterThanOrEqualTo(FEWEST_CLIENTS);
    assertThat(files.size() - clients).isGreaterThanOrEqualTo(FEWEST_SHAPES);
    assertThat(files).allSatisfy(f -> assertThat(f.settings()).containsKey("known from"));
  }

  @Test
  void whatRealClientsSendPasses() throws IOException {
    assertThat(CaseFile.all(CaseFile.REQUESTS))
        .filteredOn(file -> file.name().startsWith(CLIENT))
        .allSatisfy(
            file -> {
              assertThat(file.says()).isNotEmpty();
              assertThat(file.says()).allMatch(said -> said.contains(" framing, "));
            });
  }

  @Test
  void fieldsThatTheEdgeRemovesAreInTheBytes() throws IOException {
    assertThat(CaseFile.all(CaseFile.REQUESTS))
        .allSatisfy(
            file -> {
              String text = new String(file.bytes(), ISO_8859_1).toLowerCase(Locale.ROOT);
              assertThat(file.names("edge removes"))
                  .allMatch(name -> text.contains(name.toLowerCase(Locale.ROOT)));
            });
  }
}
