package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.peers.filter.Kernel;
import dev.fivetwenty.peers.filter.Loading;
import dev.fivetwenty.peers.filter.Senders;
import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.AuditCases;
import dev.fivetwenty.ranges.RandomRules;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.ranges.render.Target;
import dev.fivetwenty.ranges.render.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

  /// Applied twice, as they say that they can be.
  @Test
  void whatIsRenderedLetsInTheRangesAndNobodyElse() throws Exception {
    var kernel = new Kernel(folder);
    var wanted = new Wanted(Ranges.published().all(), RandomRules.PORTS);
    var senders = Senders.of(String.join(" ", Ranges.published().all().stream().map(Range::cidr).toList()));
    // The rules for the sets stand in the comments.
    String matching = Target.IPSET.traps().stream().filter(t -> t.contains("--match-set")).collect(Collectors.joining("\n"));
    var all = List.of(
        Loading.of(kernel, Target.NFTABLES.of(wanted), "nft -f rules; nft -f rules", senders),
        Loading.of(kernel, Target.IPTABLES.of(wanted) + Target.IP6TABLES.of(wanted), "sh rules; sh rules", senders),
        Loading.of(kernel, Target.IPSET.of(wanted),
            "ipset restore -exist <rules\n" + matching + "\nipset restore -exist <rules", senders));
    kernel.ask();

    agree(all);
    AddressSet edge = AddressSet.of(Ranges.published().all());
    var inside = senders.stream().filter(sender -> edge.meets(AddressSet.of(sender).orElseThrow())).toList();
    for (Loading one : all) {
      for (int port : RandomRules.PORTS) assertThat(one.rules().letIn(port)).as("%s to %d", one.rules(), port).isEqualTo(inside);
    }
  }

  /// Its files are copies, which lie over the real ones for as long as it runs. The list is short, since every rule is
  /// a program that starts.
  @Test
  void ufwLoadsWhatIsRenderedAndBothItsDumpsAreAuditedAsPacketsMeetThem() throws Exception {
    Programs.require("ufw");
    var kernel = new Kernel(folder);
    String load =
        """
        unshare -m sh -ec 'cp -r /etc/ufw etc; mount --bind etc /etc/ufw; ufw --force reset; ufw allow 443/udp
          ufw allow proto tcp from 192.0.2.0/24 to any port 80 comment edge; sh rules; ufw --force enable; ufw status verbose >ufw.dump'
        """;
    var rules = Loading.of(
        kernel, Target.UFW.of(new Wanted(AuditCases.RANGES, RandomRules.PORTS)), load,
        Senders.of("192.0.2.0/24 2001:db8::1"));
    kernel.ask();

    agree(List.of(rules));
    var status = rules.rules().with(List.of(rules.rules().dump("ufw.dump")));
    assertThat(status.wrong()).isEmpty();
    assertThat(status.untold()).isEmpty();
    assertThat(rules.untold()).isEmpty();
    assertThat(rules.rules().letIn(443)).contains("198.51.100.0", "2001:db8::1").doesNotContain("192.0.2.255", "2001:db9::");
    assertThat(rules.rules().letIn(80)).isEqualTo(rules.rules().letIn(443));
  }

  @Test
  void randomRulesAreAuditedAsPacketsMeetThem() throws Exception {
    atRandom(AT_RANDOM);
  }

  /// `./dev soak`; the figure is in docs/ranges.md.
  @Test
  @Tag("soak")
  @Tag("long")
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
