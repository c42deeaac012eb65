package dev.fivetwenty.cli;

import dev.fivetwenty.ranges.Ranges;
import java.net.InetAddress;

/// The addresses that CDNs publish as theirs: in a file that is given away they say nothing of anybody.
final class CdnAddresses {

  private static final Ranges PUBLISHED = Ranges.published();

  static boolean has(InetAddress address) {
    return PUBLISHED.of(address).isPresent();
  }

  private CdnAddresses() {}
}
