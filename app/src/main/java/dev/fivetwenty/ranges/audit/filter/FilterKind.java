package dev.fivetwenty.ranges.audit.filter;

/// Whose language a filter is in.
public enum FilterKind {
  IPTABLES("iptables"),
  IP6TABLES("ip6tables"),
  NFTABLES("nftables"),
  UFW("ufw"),
  FIREWALLD("firewalld"),
  NGINX("nginx"),
  APACHE("apache"),
  FAIL2BAN("fail2ban"),
  CSF("csf"),
  AWS("aws"),
  ROUTES("routes");

  private final String slug;

  FilterKind(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }

  /// Says whether it stands before every program of the host: who has one that tells of IPv4 only is
  /// told that nothing is known of IPv6.
  public boolean isPacketFilter() {
    return switch (this) {
      case IPTABLES, IP6TABLES, NFTABLES, UFW, FIREWALLD, CSF, AWS -> true;
      case NGINX, APACHE, FAIL2BAN, ROUTES -> false;
    };
  }
}
