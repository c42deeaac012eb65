package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.peers.filter.Kernel;
import dev.fivetwenty.peers.filter.Loading;
import dev.fivetwenty.ranges.AuditCases;
import dev.fivetwenty.ranges.RandomRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules in the kernel, by hand and random: what the audit says of them, and of their dumps, is what packets meet.
class AuditedFiltersTest {

  private static final int AT_RANDOM = 10;
  private static final int AT_RANDOM_IN_SOAK = 500;

  @TempDir Path folder;

  /// Broken ones are among them; a few have what no kernel loads, and are read only.
  @Test
  void rulesByHandAreAuditedAsPacketsMeetThem() throws Exception {
    var kernel = new Kernel(folder);
    var loadings = new ArrayList<Loading>();
    for (String file : List.of("iptables", "nft")) {
      for (AuditCases.Case one : AuditCases.of(file)) {
        if (!one.options().contains("--not-loaded")) loadings.add(Loading.of(kernel, one));
      }
    }
    for (String block : AuditCases.blocks("loaded.rules").toList()) loadings.add(Loading.of(kernel, block));
    kernel.ask();

    agree(loadings);
    long whole = loadings.stream().filter(l -> l.untold().isEmpty()).count();
    System.out.printf("rules by hand: %d, %d of them told whole%n", loadings.size(), whole);
    assertThat(whole).isGreaterThanOrEqualTo(60);
  }

  private static void agree(List<Loading> loadings) {
    assertThat(loadings.stream().map(Loading::rules).filter(rules -> !rules.isLoaded())).isEmpty();
    assertThat(loadings.stream().flatMap(l -> l.wrong().stream()).limit(20)).isEmpty();
  }

  @Test
  void randomRulesAreAuditedAsPacketsMeetThem() throws Exception {
    atRandom(AT_RANDOM);
  }

  /// `./dev soak`; the figure is in docs/ranges.md.
  @Test
  @Tag("soak")
  void manyRandomRulesAreAuditedAsPacketsMeetThem() throws Exception {
    atRandom(AT_RANDOM_IN_SOAK);
  }

  private void atRandom(int rounds) throws Exception {
    long first = Long.getLong("seed", System.nanoTime());
    System.out.println("packets through random rules: -Dseed=" + first);
    var kernel = new Kernel(folder);
    var loadings = new ArrayList<Loading>();
    for (int n = 0; n < rounds; n++) loadings.addAll(Loading.of(kernel, first + n, new RandomRules(first + n)));
    kernel.ask();
    agree(loadings);
    assertThat(loadings.stream().flatMap(l -> l.untold().stream()).limit(20)).isEmpty();
    System.out.printf("sets of rules: %d, packets: %d%n", loadings.size(), loadings.stream().mapToInt(Loading::told).sum());
  }
}
