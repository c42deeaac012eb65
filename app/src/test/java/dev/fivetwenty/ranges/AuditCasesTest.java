package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ranges.audit.Audit;
import dev.fivetwenty.ranges.audit.Finding;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import dev.fivetwenty.ranges.audit.read.UnreadableFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Rules written by hand, with what has to be said of them worked out by hand: `*.cases`.
class AuditCasesTest {

  private static final List<String> FILES = List.of("iptables", "nft", "hosts", "web");

  private static final List<Range> RANGES =
      RangeList.parse("provider: P\nas-of: 2026-01-01\n198.51.100.0/24\n203.0.113.0/24\n2001:db8::/32\n");

  private record Case(String name, List<String> options, List<SourceText> files, List<String> expected) {}

  static List<Case> cases(String file) throws IOException {
    try (var in = AuditCasesTest.class.getResourceAsStream("audit/" + file + ".cases")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^## ")).skip(1).map(AuditCasesTest::read).toList();
    }
  }

  private static Case read(String text) {
    String name = text.lines().findFirst().orElseThrow();
    var options = new ArrayList<String>();
    var expected = new ArrayList<String>();
    text.lines().filter(l -> l.startsWith("> ")).forEach(l -> options.addAll(List.of(l.substring(2).split(" "))));
    text.lines().filter(l -> l.startsWith("== ")).forEach(l -> expected.add(l.substring(3)));
    List<String> ways = options.contains("--interface") ? List.of(options.get(options.indexOf("--interface") + 1)) : List.of();
    var files = new ArrayList<SourceText>();
    for (String part : text.split("(?m)^@@ ")) {
      if (part.equals(text.split("(?m)^@@ ")[0])) continue;
      int end = part.indexOf('\n');
      String content = part.substring(end + 1).replaceAll("(?m)^== .*\n?", "");
      files.add(new SourceText(part.substring(0, end), content, ways));
    }
    return new Case(name, options, files, expected);
  }

  @TestFactory
  Stream<DynamicTest> eachIsToldAsWorkedOut() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (String file : FILES) {
      for (Case one : cases(file)) {
        tests.add(DynamicTest.dynamicTest(file + ": " + one.name(), () -> check(one)));
      }
    }
    return tests.stream();
  }

  @Test
  void thereAreSixty() throws IOException {
    int count = 0;
    for (String file : FILES) count += cases(file).size();
    assertThat(count).isGreaterThanOrEqualTo(60);
  }

  /// Whatever is done to a file, it is read or it is said that it cannot be; nothing else is thrown.
  @Test
  void noDamagedFileBreaksAReader() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (String file : FILES) {
      for (Case one : cases(file)) {
        for (int round = 0; round < Integer.getInteger("rounds", 15); round++) read(one, random, seed);
      }
    }
  }

  private static void read(Case one, Random random, long seed) {
    var damaged = one.files().stream().map(f -> new SourceText(f.name(), damaged(f.text(), random), f.ways())).toList();
    try {
      Audit.of(Filters.read(damaged), RANGES, List.of(80));
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
    var ranges = RANGES.stream().filter(r -> !ipv4 || !r.cidr().contains(":")).toList();
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
