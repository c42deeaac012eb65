package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ranges.audit.filter.Evaluator;
import dev.fivetwenty.ranges.audit.filter.Fates;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Five hundred sets of rules made at random: the audit says of every packet what walking the rules
/// for that packet alone says.
class AuditPropertyTest {

  private static final int ROUNDS = 500;

  @Test
  void theAuditAgreesWithOnePacketAtATime() {
    long first = Long.getLong("seed", System.nanoTime());
    System.out.println("audit of random rules: -Dseed=" + first);
    for (int round = 0; round < ROUNDS; round++) {
      var rules = new RandomRules(first + round);
      agrees(byIptables(rules, false), rules, false, first + round);
      agrees(byIptables(rules, true), rules, true, first + round);
      Filter nft = one(new SourceText("nft", rules.nftJson(), List.of()));
      agrees(nft, rules, false, first + round);
      agrees(nft, rules, true, first + round);
    }
  }

  private static Filter byIptables(RandomRules rules, boolean ipv6) {
    var files = new ArrayList<SourceText>();
    files.add(new SourceText("rules", rules.iptables(ipv6), List.of()));
    if (!rules.sets().isEmpty()) files.add(new SourceText("sets", rules.sets(), List.of()));
    return one(files.toArray(SourceText[]::new));
  }

  private static Filter one(SourceText... files) {
    List<Filter> filters = Filters.read(List.of(files));
    assertThat(filters).hasSize(1);
    return filters.getFirst();
  }

  private static void agrees(Filter filter, RandomRules rules, boolean ipv6, long seed) {
    AddressSet senders = AddressSet.of(ipv6 ? "2001:db8::/123" : "198.51.100.0/27").orElseThrow();
    for (int port : RandomRules.PORTS) {
      var in = new ArrayList<AddressSet>();
      for (int sender = 0; sender < RandomRules.SENDERS; sender++) {
        String address = ipv6 ? "2001:db8::" + Integer.toHexString(sender) : "198.51.100." + sender;
        if (rules.letsIn(ipv6, sender, port)) in.add(AddressSet.of(address).orElseThrow());
      }
      Fates fates = Evaluator.fates(filter, port, senders);
      assertThat(fates.allowed()).as(() -> "port " + port + ", rerun with -Dseed=" + seed + "\n" + rules.iptables(ipv6)).isEqualTo(AddressSet.union(in));
      assertThat(fates.untold()).isEqualTo(AddressSet.NONE);
    }
  }
}
