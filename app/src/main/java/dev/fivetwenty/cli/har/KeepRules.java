package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.har.sanitise.Keep;
import java.util.List;

/// What may stay: what `--keep` says, and addresses of CDNs.
public final class KeepRules {

  public static Keep of(List<String> rules) {
    try {
      return Keep.of(rules).published(CdnAddresses::has);
    } catch (IllegalArgumentException rule) {
      throw new UsageProblem(
          "--keep takes KIND:NAME, with header, cookie, query, form, json or ip: " + rule.getMessage());
    }
  }

  private KeepRules() {}
}
