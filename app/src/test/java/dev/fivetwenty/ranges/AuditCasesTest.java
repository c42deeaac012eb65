package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.ranges.AuditCases.Case;
import dev.fivetwenty.ranges.audit.Audit;
import dev.fivetwenty.ranges.audit.Finding;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import dev.fivetwenty.ranges.audit.read.UnreadableFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is said of rules written by hand is what was worked out by hand.
class AuditCasesTest {

  private static final List<String> FILES = List.of("iptables", "nft", "hosts", "web");

  @TestFactory
  Stream<DynamicTest> eachIsToldAsWorkedOut() {
    var tests = new ArrayList<DynamicTest>();
    for (String file : FILES) {
      for (Case one : AuditCases.of(file)) {
        tests.add(DynamicTest.dynamicTest(file + ": " + one.name(), () -> check(one)));
      }
    }
    return tests.stream();
  }

  @Test
  void thereAreSixty() {
    int count = 0;
    for (String file : FILES) count += AuditCases.of(file).size();
    assertThat(count).isGreaterThanOrEqualTo(60);
  }

  /// Whatever is done to a file, it is read or it is said that it cannot be; nothing else is thrown.
  @Test
  void noDamagedFileBreaksAReader() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (String file : FILES) {
      for (Case one : AuditCases.of(file)) {
        for (int round = 0; round < Integer.getInteger("rounds", 15); round++) read(one, random, seed);
      }
    }
  }

  @Test
  void aPairInASetOfNetworksIsSaid() {
    var sets = new SourceText("sets", "create s hash:net\nadd s 198.51.100.0/24,192.0.2.0/24\n", List.of());
    assertThatThrownBy(() -> Filters.read(List.of(sets)))
        .isInstanceOf(UnreadableFilter.class)
        .hasMessageContaining("line 2: this is no address: 198.51.100.0/24,192.0.2.0/24");
  }

  private static void read(Case one, Random random, long seed) {
    var damaged = one.files().stream().map(f -> new SourceText(f.name(), damaged(f.text(), random), f.ways())).toList();
    try {
      Audit.of(Filters.read(damaged), AuditCases.RANGES, List.of(80));
    } catch (UnreadableFilter said) {
      assertThat(said.getMessage()).isNotBlank();
    } catch (RuntimeException | StackOverflowError broken) {
      throw new AssertionError(one.name() + ", rerun with -Dseed=" + seed + "\n" + damaged, broken);
    }
  }

  private static String damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int n = 1 + random.nextInt(3); n > 0 && !damaged.isEmpty(); n--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, damaged.substring(at, end));
        case 2 -> damaged.setCharAt(at, (char) (32 + random.nextInt(95)));
        default -> damaged.setLength(at);
      }
    }
    return damaged.toString();
  }

  private static void check(Case one) {
    boolean ipv4 = one.options().contains("ipv4");
    var ranges = AuditCases.RANGES.stream().filter(r -> !ipv4 || !r.cidr().contains(":")).toList();
    var told =
        Audit.of(Filters.read(one.files()), ranges, List.of(80, 443)).stream()
            .filter(f -> f.kind() != Finding.Kind.ALLOWED)
            .map(AuditCasesTest::line)
            .toList();
    assertThat(told.isEmpty() ? List.of("allowed") : told).containsExactlyInAnyOrderElementsOf(one.expected());
  }

  private static String line(Finding finding) {
    String ports = finding.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
    return (finding.kind().slug() + " " + String.join(",", finding.senders().blocks()) + " " + ports + " "
            + finding.rule().map(Rule::place).orElse("")).strip();
  }
}
