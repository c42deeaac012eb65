package dev.fivetwenty.har.diff;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Which host of the direct file is which of the proxied one.
public final class HostMap {

  private final Map<String, String> proxiedOf = new HashMap<>();

  /// Two names of one host, both `host` or `host:port`.
  public HostMap add(String direct, String proxied) {
    proxiedOf.put(direct.toLowerCase(Locale.ROOT), proxied.toLowerCase(Locale.ROOT));
    return this;
  }

  boolean isEmpty() {
    return proxiedOf.isEmpty();
  }

  /// Returns the authority that stands for it in keys of pairs.
  String of(String authority) {
    String key = authority.toLowerCase(Locale.ROOT);
    String mapped = proxiedOf.get(key);
    if (mapped != null) return mapped;
    String host = key.replaceFirst(":[0-9]+$", "");
    return proxiedOf.getOrDefault(host, key);
  }
}
