package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Behind;
import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressTrie;
import java.util.ArrayList;
import java.util.List;

/// The peers whose word on a client's address is taken. Immutable; any thread may call.
public final class TrustedProxies {

  private static final String CLOUDFLARE = "Cloudflare";

  private final AddressTrie addresses;

  private TrustedProxies(AddressTrie addresses) {
    this.addresses = addresses;
  }

  /// Reads the published list where a CDN is named; not for an event loop.
  ///
  /// @param own the operator's
  public static TrustedProxies of(List<Cidr> own, Behind behind) {
    var blocks = new ArrayList<>(own);
    switch (behind) {
      case NONE -> {}
      case CLOUDFLARE ->
          Ranges.published().all().stream()
              .filter(range -> range.provider().name().equals(CLOUDFLARE))
              .map(Range::cidr)
              .map(Cidr::parse)
              .forEach(blocks::add);
    }
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
