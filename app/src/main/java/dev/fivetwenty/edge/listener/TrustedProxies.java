package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressTrie;
import java.util.List;

/// The peers whose word on a client's address is taken. Immutable; any thread may call.
public final class TrustedProxies {

  private final AddressTrie addresses;

  private TrustedProxies(AddressTrie addresses) {
    this.addresses = addresses;
  }

  public static TrustedProxies of(List<Cidr> blocks) {
    return new TrustedProxies(AddressTrie.of(blocks.stream().map(Cidr::addresses).toList()));
  }

  /// True too for a peer on a Unix domain socket: who may open it was decided by the operator.
  public boolean trusts(ClientAddress peer) {
    return peer == ClientAddress.LOCAL || trusts(peer.number());
  }

  public boolean trusts(Address peer) {
    return addresses.contains(peer);
  }
}
