package dev.fivetwenty.cli.service;

import dev.fivetwenty.config.EdgeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What cannot change while the edge runs.
final class Restarts {

  /// Returns a sentence for each change that needs a restart.
  static List<String> wanted(EdgeConfig old, EdgeConfig next) {
    var wanted = new ArrayList<String>();
    compare(wanted, "workers", old, next, EdgeConfig::workers);
    compare(wanted, "transport", old, next, EdgeConfig::transport);
    compare(wanted, "admin", old, next, EdgeConfig::admin);
    compare(wanted, "access_log", old, next, EdgeConfig::accessLog);
    compare(wanted, "recorder", old, next, EdgeConfig::recorder);
    compare(wanted, "kept_copies", old, next, EdgeConfig::keptCopies);
    compare(wanted, "notify", old, next, EdgeConfig::notices);
    return wanted;
  }

  private static void compare(
      List<String> wanted, String key, EdgeConfig old, EdgeConfig next,
      Function<EdgeConfig, Object> value) {
    if (value.apply(old).equals(value.apply(next))) return;
    wanted.add(key + " cannot change while the edge runs: restart it");
  }

  private Restarts() {}
}
