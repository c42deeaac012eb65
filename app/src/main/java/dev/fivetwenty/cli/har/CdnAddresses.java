package dev.fivetwenty.cli.har;

import dev.fivetwenty.ranges.Ranges;
import java.net.InetAddress;

/// The addresses that CDNs publish as theirs: in a file that is given away they say nothing of anybody.
public final class CdnAddresses {

  private static final Ranges PUBLISHED = Ranges.published();

  public static boolean has(InetAddress address) {
    return PUBLISHED.of(address).isPresent();
  }

  private CdnAddresses() {}
}
