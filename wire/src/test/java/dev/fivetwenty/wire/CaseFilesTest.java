package dev.fivetwenty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file of `corpus/wire` is read as one piece, byte by byte and in random pieces.
///
/// `-Dcases=rewrite` writes what is said into the files instead of comparing.
class CaseFilesTest {

  private static final int FEWEST_FILES = 200;
  private static final int RANDOM_SPLITS = 20;

  @TestFactory
  Stream<DynamicTest> eachFileIsReadAsItSays() throws IOException {
    List<CaseFile> cases = CaseFile.all(CaseFile.RESPONSES);
    assertThat(cases).hasSizeGreaterThan(FEWEST_FILES);
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(CaseFile file) throws IOException {
    List<String> whole = file.read(Reading.whole(file.bytes()));
    if ("rewrite".equals(System.getProperty("cases"))) file.rewrite(whole);
    else assertThat(whole).isEqualTo(file.says());
    assertThat(file.read(Reading.oneByOne(file.bytes()))).as("one by one").isEqualTo(whole);
    long seed = Reading.seed();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < RANDOM_SPLITS; i++) {
      assertThat(file.read(Reading.randomly(file.bytes(), random)))
          .as("rerun with -Dseed=%d", seed)
          .isEqualTo(whole);
    }
  }

  @Test
  void everyRuleHasACase() throws IOException {
    var lacking = EnumSet.allOf(Rule.class);
    var files = new ArrayList<>(CaseFile.all(CaseFile.RESPONSES));
    files.addAll(CaseFile.all(CaseFile.REQUESTS));
    for (CaseFile file : files) {
      lacking.removeIf(rule -> file.says().stream().anyMatch(s -> s.startsWith(rule.slug() + " ")));
    }
    assertThat(lacking).isEmpty();
  }
}
