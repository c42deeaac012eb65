package dev.fivetwenty.lab.repertoire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.StartList;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Scenario;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenariosTest {

  private static final LabAddresses ADDRESSES =
      new LabAddresses(
          new InetSocketAddress("127.0.0.1", 8580), 8600, new InetSocketAddress("127.0.0.1", 8581),
          Map.of("tls-cert-expired", 8590, "cert-not-verified", 8591), "lab-ca.pem");

  @ParameterizedTest
  @EnumSource(Cause.class)
  void eachCauseHasAScenarioUnderItsOwnSlug(Cause cause) {
    assertThat(Scenarios.of(cause)).isNotEmpty();
    assertThat(Scenarios.of(cause).getFirst().slug()).isEqualTo(cause.slug());
    assertThat(Scenarios.of(cause)).allMatch(s -> s.slug().startsWith(cause.slug()));
  }

  @Test
  void slugsAreUnique() {
    assertThat(Scenarios.all()).extracting(Scenario::slug).doesNotHaveDuplicates();
    assertThat(Scenarios.all()).hasSizeGreaterThan(Cause.values().length);
  }

  @Test
  void commandsNameWhereTheScenarioIsMet() {
    assertThat(line("resp-empty-fin"))
        .isEqualTo("curl -vso /dev/null http://127.0.0.1:8580/resp-empty-fin");
    assertThat(line("conn-stale-reuse"))
        .isEqualTo("curl -vso /dev/null 'http://127.0.0.1:8580/conn-stale-reuse#[1-2]'");
    assertThat(line("bodyless-head"))
        .isEqualTo("curl -vso /dev/null --head http://127.0.0.1:8580/bodyless-head");
    assertThat(line("tls-cert-expired"))
        .isEqualTo("curl -vso /dev/null --cacert lab-ca.pem https://127.0.0.1:8590/");
    assertThat(line("cert-not-verified"))
        .isEqualTo("curl -vso /dev/null --insecure https://127.0.0.1:8591/");
    assertThat(named("limit-header-field").probeLine(ADDRESSES))
        .isEqualTo("fivetwenty probe --profile current http://127.0.0.1:8580/limit-header-field");
    assertThat(line("limit-header-field"))
        .isEqualTo("curl -vso /dev/null http://127.0.0.1:8580/limit-header-field");
    assertThat(line("dns-nxdomain")).isEqualTo("dig @127.0.0.1 -p 8581 nxdomain.lab.test A");
    assertThat(named("dns-nxdomain").probeLine(ADDRESSES))
        .isEqualTo("fivetwenty probe --dns-servers 127.0.0.1:8581 http://nxdomain.lab.test:8580/ok");
    assertThat(line("conn-early-response"))
        .isEqualTo("head -c 33554432 /dev/zero | curl -vso /dev/null --data-binary @- -H 'Expect:'"
            + " http://127.0.0.1:8580/conn-early-response");
  }

  @Test
  void theLabNamesEachScenarioWithTheLineThatShowsIt() {
    String list = StartList.of(ADDRESSES);
    for (Scenario scenario : Scenarios.all()) {
      if (scenario.kind() == Scenario.Kind.BY_HAND) continue;
      String line = scenario.curlLine(ADDRESSES);
      assertThat(list).contains("\n  " + scenario.slug() + "  ");
      boolean usual = line.equals("curl -vso /dev/null http://127.0.0.1:8580/" + scenario.slug());
      assertThat(list.contains("\n      " + line + "\n")).as(line).isNotEqualTo(usual);
    }
  }

  @Test
  void intermittenceIsExactAndFollowsFromItsSeed() {
    assertThat(unlucky(10, 1, 1000)).hasSize(100).isEqualTo(unlucky(10, 1, 1000));
    assertThat(unlucky(10, 1, 1000)).isNotEqualTo(unlucky(10, 2, 1000));
    assertThat(unlucky(1, 1, 5)).containsExactly(0, 1, 2, 3, 4);
  }

  private static List<Integer> unlucky(int n, int seed, int requests) {
    return IntStream.range(0, requests).filter(i -> Variations.isUnlucky(n, seed, i)).boxed().toList();
  }

  private static String line(String slug) {
    return named(slug).curlLine(ADDRESSES);
  }

  private static Scenario named(String slug) {
    return Scenarios.named(slug).orElseThrow();
  }
}
