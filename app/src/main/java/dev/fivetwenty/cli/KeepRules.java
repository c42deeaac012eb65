package dev.fivetwenty.cli;

import dev.fivetwenty.har.sanitise.Keep;
import java.util.List;

/// What may stay: what `--keep` says, and addresses of CDNs.
final class KeepRules {

  static Keep of(List<String> rules) {
    try {
      return Keep.of(rules).published(CdnAddresses::has);
    } catch (IllegalArgumentException rule) {
      throw new UsageProblem(
          "--keep takes KIND:NAME, with header, cookie, query, form, json or ip: " + rule.getMessage());
    }
  }

  private KeepRules() {}
}
