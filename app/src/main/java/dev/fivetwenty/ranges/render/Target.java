package dev.fivetwenty.ranges.render;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who is to read the ranges. Each form can be applied twice, and again with a new list: what the
/// last run left is replaced, not added to.
public enum Target {
  IPTABLES(
      "iptables", "a shell script: one chain, filled at once, asked first by INPUT",
      Firewalls::iptables, '#',
      "Rules are asked in order: an earlier ACCEPT or DROP wins, so the jump is put first.",
      "IPv6 has tables of its own: render ip6tables, too.",
      "Nothing survives a reboot unless it is saved (netfilter-persistent save).",
      "Ports that Docker publishes do not come by INPUT: filter those in DOCKER-USER."),
  IP6TABLES(
      "ip6tables", "the same for IPv6",
      Firewalls::ip6tables, '#',
      "IPv4 has tables of its own: render iptables, too.",
      "Nothing survives a reboot unless it is saved (netfilter-persistent save)."),
  IPSET(
      "ipset", "sets for `ipset restore -exist`, swapped in at once",
      Sets::ipset, '#',
      "A set holds one family: iptables matches edge4, ip6tables edge6.",
      "A set does nothing by itself; a rule has to match it:",
      "  iptables -I INPUT 1 -p tcp -m multiport --dports 80,443 -m set ! --match-set edge4 src -j DROP",
      "  ip6tables -I INPUT 1 -p tcp -m multiport --dports 80,443 -m set ! --match-set edge6 src -j DROP",
      "Nothing survives a reboot, and rules that name a set need it to be there first."),
  NFTABLES(
      "nftables", "a table of its own for `nft -f`, replaced in one transaction",
      Sets::nftables, '#',
      "A set holds one family, hence two.",
      "An accept here is not the last word: other tables on the same hook are asked, too.",
      "Ports that Docker publishes are forwarded and do not come by input."),
  UFW(
      "ufw", "a shell script; rules that it no longer wants are deleted",
      Hosts::ufw, '#',
      "ufw never removes rules of an old list: this script removes those with its comment.",
      "Rules are asked in order: a deny that stands before wins.",
      "Ports that Docker publishes pass by ufw.",
      "An `allow 80` or `allow 'Nginx Full'` to anyone has to go, or these rules change nothing."),
  FIREWALLD(
      "firewalld", "a shell script for the permanent configuration; reloads at its end",
      Hosts::firewalld, '#',
      "The services http and https of the zone let in everybody: the script removes them.",
      "Rich rules that reject or drop come before those that accept.",
      "A set holds one family, hence two."),
  NGINX_ALLOW(
      "nginx-allow", "allow and deny, to be included in server or location",
      Servers::nginxAllow, '#',
      "A location with an allow or deny of its own inherits none of these.",
      "Behind realip $remote_addr is the visitor, and these lines no longer see the edge: use",
      "`geo $realip_remote_addr` there, or let the packet filter do it.",
      "The first line that fits decides."),
  NGINX_REALIP(
      "nginx-realip", "set_real_ip_from and the header to believe, for http or server",
      Servers::nginxRealip, '#',
      "$remote_addr becomes the visitor: allow, deny, limit_req and logs then speak of visitors.",
      "A part of the list is worse than none: bans then hit the edge."),
  APACHE_REQUIRE(
      "apache-require", "Require ip, to be included in Directory or Location",
      Servers::apacheRequire, '#',
      "With mod_remoteip Require ip sees the visitor, not the edge.",
      "Require lines outside of RequireAny are joined with \"any\": a Require all granted beside these opens all."),
  APACHE_REMOTEIP(
      "apache-remoteip", "mod_remoteip: whose header is believed",
      Servers::apacheRemoteip, '#',
      "Log formats have to say %a instead of %h to show the visitor.",
      "Require ip sees the visitor from here on."),
  HAPROXY(
      "haproxy", "an acl for a frontend in mode http",
      Servers::haproxy, '#',
      "src is the peer: with accept-proxy it is what the PROXY line says.",
      "`http-request deny` answers 403; the edge passes that on and makes no 52x of it."),
  CADDY(
      "caddy", "trusted_proxies, for the global options",
      Servers::caddy, '#',
      "Caddy 2.7 or later: older ones know trusted_proxies in reverse_proxy only.",
      "Without client_ip_headers Caddy looks at X-Forwarded-For only.",
      "This believes the edge; it keeps nobody out. For that match `remote_ip`."),
  FAIL2BAN(
      "fail2ban", "ignoreip, for a file in jail.d",
      Servers::fail2ban, '#',
      "This keeps bans off the edge; it restores no visitor's address. Without that nobody is banned.",
      "Banning a restored address in the packet filter does nothing: the packets come from the edge.",
      "Bans that are there stay until `fail2ban-client unban`; then `fail2ban-client reload`.",
      "An ignoreip in a jail replaces this one."),
  CSF(
      "csf", "lines for csf.allow; the blocks alone belong in csf.ignore, too",
      Hosts::csf, '#',
      "csf.allow lets in, csf.ignore keeps lfd from banning: the edge needs both.",
      "TCP_IN with 80 and 443 lets in everybody: without that these lines are what counts.",
      "Block lists (CSF blocklists, Imunify) can hold addresses of the edge nevertheless.",
      "`csf -r` makes it effective."),
  AWS(
      "aws", "IpPermissions for `aws ec2 authorize-security-group-ingress --ip-permissions`",
      Clouds::aws, ' ',
      "A group takes 60 rules unless the quota was raised, and each block and port counts.",
      "A second run is refused as a duplicate and changes nothing; rules of old lists stay until revoked.",
      "A route for 172.0.0.0/8 takes the answers to 172.64.0.0/13 elsewhere: audit the routes."),
  AZURE(
      "azure", "securityRules of a network security group, for a template",
      Clouds::azure, ' ',
      "A rule holds one family, hence two.",
      "AllowVnetInBound and AllowAzureLoadBalancerInBound stay open behind these.",
      "App Service takes one block a rule, not a list.");

  private final String slug;
  private final String what;
  private final Function<Wanted, String> form;
  private final char comment;
  private final List<String> traps;

  Target(
      String slug, String what, Function<Wanted, String> form, char comment, String... traps) {
    this.slug = slug;
    this.what = what;
    this.form = form;
    this.comment = comment;
    this.traps = List.of(traps);
  }

  /// Returns the name that commands use.
  public String slug() {
    return slug;
  }

  public String what() {
    return what;
  }

  /// Returns what people trip over here.
  public List<String> traps() {
    return traps;
  }

  /// Says whether the form has comments; without them the traps have to be told beside it.
  public boolean takesComments() {
    return comment != ' ';
  }

  /// Returns the ranges in this form, ending with a line end.
  public String of(Wanted wanted) {
    String body = form.apply(wanted);
    if (!takesComments()) return body;
    // A script's first line has to stay where it is.
    int behind = body.startsWith("#!") ? body.indexOf('\n') + 1 : 0;
    return body.substring(0, behind) + head(wanted) + body.substring(behind);
  }

  private String head(Wanted wanted) {
    var text = new StringBuilder();
    wanted.origins().forEach(origin -> comment(text, origin));
    comment(text, "Written by fivetwenty ranges render " + slug
        + "; applying it twice is the same as once.");
    traps.forEach(trap -> comment(text, trap));
    return text.toString();
  }

  private void comment(StringBuilder text, String line) {
    text.append(comment).append(' ').append(line).append('\n');
  }

  public static Optional<Target> named(String slug) {
    return List.of(values()).stream().filter(t -> t.slug.equals(slug)).findFirst();
  }
}
