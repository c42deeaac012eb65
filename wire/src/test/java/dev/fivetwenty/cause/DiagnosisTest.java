package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every row of `corpus/cause/diagnosis.txt`.
class DiagnosisTest {

  @TestFactory
  Stream<DynamicTest> theTableHolds() {
    return Row.all().stream()
        .map(row -> DynamicTest.dynamicTest(
            row.facts() + " → " + row.slug(),
            () -> assertThat(said(row)).isEqualTo(row.expected())));
  }

  @Test
  void everyFaultHasARow() {
    Set<String> reached = Row.all().stream().map(Row::slug).collect(Collectors.toSet());
    var missing = new TreeSet<String>();
    for (Cause cause : Cause.values()) {
      if (cause.isFault() && !reached.contains(cause.slug())) missing.add(cause.slug());
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyShapeOfEvidenceThatProvesAFaultHasARow() {
    Set<String> reached =
        Row.all().stream()
            .map(row -> row.expected().split(" "))
            .map(words -> words[words.length - 1])
            .collect(Collectors.toSet());
    Set<String> shapes =
        Arrays.stream(Evidence.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());
    // Only findings are made of it.
    shapes.remove("Measured");
    assertThat(reached).containsAll(shapes);
  }

  @Test
  void theSameObservationGivesTheSameVerdict() {
    for (Row row : Row.all()) {
      Observation observation = row.observation();
      var judge = new Judge(row.profile());
      assertThat(judge.judge(observation)).isEqualTo(judge.judge(observation));
    }
  }

  @Test
  void evidenceKeepsTheErrorOfTheReadBeforeThatOfTheWrite() {
    assertThat(errno("asked ending=rst rerrno=104 werrno=32")).isEqualTo(104);
    assertThat(errno("asked ending=rst werrno=32")).isEqualTo(32);
    assertThat(errno("asked ending=rst")).isZero();
  }

  private static int errno(String facts) {
    Verdict verdict = verdict(Row.parse(facts + " | ok")).orElseThrow();
    return ((Evidence.EarlyClose) verdict.evidence()).errno();
  }

  @Test
  void everyVerdictHasASentenceAndAProxyStatus() {
    for (Row row : Row.all()) {
      verdict(row).ifPresent(verdict -> {
        assertThat(Summary.of(verdict))
            .startsWith(Summary.headline(verdict))
            .matches("[\\x20-\\x7e§]+")
            .hasSizeLessThan(400)
            .doesNotEndWith(".");
        assertThat(ProxyStatus.of(verdict))
            .startsWith("fivetwenty; error=" + verdict.cause().proxyError().orElseThrow().token());
      });
    }
  }

  static Optional<Verdict> verdict(Row row) {
    var judge = new Judge(row.profile());
    if (row.isLoop()) return Optional.of(judge.loop("fivetwenty"));
    return judge.judge(row.observation()).verdict();
  }

  private static String said(Row row) {
    Optional<Unfinished> unfinished =
        row.isLoop()
            ? Optional.empty()
            : new Judge(row.profile()).judge(row.observation()).unfinished();
    return verdict(row).map(DiagnosisTest::said)
        .or(() -> unfinished.map(u -> "unfinished " + said(u.pending())))
        .orElse("ok");
  }

  private static String said(Verdict verdict) {
    String offset =
        verdict.offset().isPresent() ? String.valueOf(verdict.offset().getAsLong()) : "-";
    return String.join(
        " ",
        verdict.cause().slug(), verdict.stage().slug(), verdict.signal().slug(),
        verdict.party().slug(), offset, verdict.evidence().getClass().getSimpleName());
  }
}
