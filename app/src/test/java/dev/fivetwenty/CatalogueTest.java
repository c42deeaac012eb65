package dev.fivetwenty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cli.ExpectedFinding;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.remedy.CausePage;
import dev.fivetwenty.wire.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The spine: a cause is there for everybody or not at all. It has a scenario that produces it, a page
/// that explains it, a case that proves it, and, where it fails an exchange, a registered type.
class CatalogueTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs/causes");
  private static final Path CASES = ROOT.resolve("corpus/wire");

  /// The error types of RFC 9209 §2.3, as registered.
  private static final Set<String> REGISTERED =
      Set.of(
          "dns_timeout", "dns_error", "destination_not_found", "destination_unavailable",
          "destination_ip_prohibited", "destination_ip_unroutable", "connection_refused",
          "connection_terminated", "connection_timeout", "connection_read_timeout",
          "connection_write_timeout", "connection_limit_reached", "tls_protocol_error",
          "tls_certificate_error", "tls_alert_received", "http_request_error",
          "http_request_denied", "http_response_incomplete", "http_response_header_section_size",
          "http_response_header_size", "http_response_body_size",
          "http_response_trailer_section_size", "http_response_trailer_size",
          "http_response_transfer_coding", "http_response_content_coding",
          "http_response_timeout", "http_upgrade_failed", "http_protocol_error",
          "proxy_internal_response", "proxy_internal_error", "proxy_configuration_error",
          "proxy_loop_detected");

  @Test
  void everyCauseHasAScenarioOfItsName() {
    assertThat(lacking(cause -> Scenarios.named(cause.slug()).isPresent())).isEmpty();
  }

  @Test
  void theScenarioOfACausesNameProducesThatCause() {
    for (Scenario scenario : Scenarios.all()) {
      Cause.bySlug(scenario.slug())
          .ifPresent(cause -> assertThat(scenario.cause()).as(scenario.slug()).isEqualTo(cause));
    }
  }

  @Test
  void everyCauseHasItsPage() {
    assertThat(lacking(cause -> Files.isRegularFile(PAGES.resolve(cause.slug() + ".md")))).isEmpty();
    for (Cause cause : Cause.values()) {
      CausePage page = CausePage.of(cause);
      assertThat(page.slug()).isEqualTo(cause.slug());
      assertThat(page.meaning()).as(cause.slug()).isNotBlank();
      assertThat(page.advice()).as(cause.slug()).isNotEmpty();
    }
  }

  @Test
  void noPageIsOfNoCause() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      List<String> names =
          pages.map(page -> page.getFileName().toString().replace(".md", ""))
              .filter(name -> !name.equals("README") && Cause.bySlug(name).isEmpty())
              .toList();
      assertThat(names).isEmpty();
    }
  }

  @Test
  void everyCauseOfARuleHasACaseFile() throws IOException {
    Set<String> said = saidByCaseFiles();
    assertThat(said).hasSizeGreaterThan(90);
    assertThat(lacking(cause -> !isOfARule(cause) || said.contains(cause.slug()))).isEmpty();
  }

  @Test
  void everyRuleAboutResponsesHasACause() {
    for (Rule rule : Rule.values()) {
      if (!rule.concernsRequestsOnly()) assertThat(Cause.of(rule).slug()).isEqualTo(rule.slug());
    }
  }

  @Test
  void everyFaultHasARowInTheDiagnosisTable() throws IOException {
    Set<String> rows =
        Files.readAllLines(ROOT.resolve("corpus/cause/diagnosis.txt")).stream()
            .filter(line -> !line.startsWith("#") && line.contains(" | "))
            .map(line -> line.substring(line.lastIndexOf(" | ") + 3).strip().split(" ")[0])
            .collect(Collectors.toSet());
    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(lacking(cause -> !cause.isFault() || rows.contains(cause.slug()))).isEmpty();
  }

  /// A finding that no rule about bytes yields is named by the diagnosis of its page, or by a test
  /// that is there.
  @Test
  void everyFindingIsInTheTableOfDiagnoses() throws IOException {
    var rows = new TreeSet<String>();
    for (ExpectedFinding row : ExpectedFinding.table()) {
      assertThat(rows.add(row.cause().slug())).as(row.cause().slug() + " once").isTrue();
      if (!row.isShown()) assertThat(testNamed(row.test())).as(row.test()).isTrue();
    }
    assertThat(lacking(c -> c.isFault() || isOfARule(c) || rows.contains(c.slug()))).isEmpty();
  }

  @Test
  void everyFaultHasARegisteredTypeAndBothStatuses() {
    for (Cause cause : Cause.values()) {
      if (!cause.isFault()) {
        assertThat(cause.status(Presentation.EDGE_52X)).as(cause.slug()).isZero();
        continue;
      }
      assertThat(REGISTERED).contains(cause.proxyError().orElseThrow().token());
      assertThat(cause.status(Presentation.EDGE_52X)).as(cause.slug())
          .isIn(500, 502, 503, 520, 521, 522, 523, 524, 525, 526, 530);
      assertThat(cause.status(Presentation.PLAIN_5XX)).as(cause.slug()).isIn(500, 502, 503, 504);
    }
  }

  private static boolean isOfARule(Cause cause) {
    return Arrays.stream(Rule.values()).anyMatch(rule -> rule.slug().equals(cause.slug()));
  }

  private static Set<String> saidByCaseFiles() throws IOException {
    var violation = Pattern.compile("(?m)^= ([a-z0-9-]+) at byte ");
    var said = new TreeSet<String>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".case")).toList()) {
        Matcher line = violation.matcher(Files.readString(file));
        while (line.find()) said.add(line.group(1));
      }
    }
    return said;
  }

  private static boolean testNamed(String test) throws IOException {
    String[] names = test.split("\\.");
    try (Stream<Path> files = Files.walk(ROOT.resolve("app/src/test/java"))) {
      for (Path file : files.filter(f -> f.endsWith(names[0] + ".java")).toList()) {
        if (Files.readString(file).contains("void " + names[1] + "(")) return true;
      }
    }
    return false;
  }

  private static Set<String> lacking(Predicate<Cause> complete) {
    return Arrays.stream(Cause.values())
        .filter(complete.negate())
        .map(Cause::slug)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
