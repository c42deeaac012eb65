package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.ranges.render.Target;
import dev.fivetwenty.ranges.render.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is rendered, read by the programs it is for; packet filters twice, in a network namespace
/// that ends with its shell.
class RenderedRangesTest {

  private static final String BLOCK = "104.16.0.0/13";

  @TempDir Path folder;

  private static String rendered(Target target) {
    return target.of(new Wanted(Ranges.published().all(), List.of(80, 443)));
  }

  @BeforeEach
  void write() throws IOException {
    for (Target target : Target.values()) {
      Files.writeString(folder.resolve(target.slug()), rendered(target));
    }
  }

  /// Runs a script beside the rendered files and returns what it printed.
  private String shell(String script) throws Exception {
    return run("sh", "-ec", script);
  }

  private String inNamespace(String script) throws Exception {
    if (new ProcessBuilder("unshare", "-n", "true").start().waitFor() != 0) {
      throw Programs.missing("network namespaces cannot be made (root is needed)");
    }
    return run("unshare", "-n", "sh", "-ec", script);
  }

  private String run(String... command) throws Exception {
    Path out = folder.resolve("out");
    var builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    int exit = builder.start().waitFor();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(exit).describedAs(said).isZero();
    return said;
  }

  @Test
  void iptablesLoadsItTwiceTheSame() throws Exception {
    Programs.require("iptables");
    String both =
        inNamespace(
            """
            sh iptables; sh ip6tables; iptables-save >first; ip6tables-save >>first
            sh iptables; sh ip6tables; iptables-save >second; ip6tables-save >>second
            grep ^-A first >a; grep ^-A second | diff a - && cat a
            """);
    assertThat(both).contains("-A INPUT -p tcp -j EDGE-ONLY", "-s " + BLOCK + " -j ACCEPT", "2a06:98c0::/29");
  }

  @Test
  void nftLoadsItTwiceTheSame() throws Exception {
    Programs.require("nft");
    assertThat(inNamespace("nft -f nftables; nft list ruleset >a; nft -f nftables; nft list ruleset | diff a - && cat a"))
        .contains("tcp dport { 80, 443 } ip saddr @edge4 accept", BLOCK);
  }

  @Test
  void ipsetLoadsItTwiceTheSame() throws Exception {
    Programs.require("ipset");
    String entries = "ipset restore -exist <ipset; ipset save | grep ^add | sort ";
    assertThat(inNamespace(entries + ">a;" + entries + "| diff a - && cat a; ipset list -n"))
        .contains("add edge4 " + BLOCK, "add edge6 2a06:98c0::/29")
        .doesNotContain("-new");
  }

  @Test
  void nginxTakesIt() throws Exception {
    String nginx = Programs.require("nginx").toString();
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        pid %1$s/pid; error_log stderr; events {}
        http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; include %1$s/nginx-realip; server { listen 127.0.0.1:1; include %1$s/nginx-allow; } }
        """.formatted(folder));
    shell(nginx + " -t -p . -c nginx.conf");
  }

  @Test
  void apacheTakesIt() throws Exception {
    String apache = Programs.require("apache2").toString();
    var modules = new StringBuilder();
    for (String name : List.of("mpm_event", "authz_core", "authz_host", "remoteip")) {
      modules.append("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n".formatted(name, name));
    }
    Files.writeString(
        folder.resolve("httpd.conf"),
        "ServerName here\nErrorLog %1$s/error\nServerRoot %1$s\nPidFile %1$s/pid\nListen 127.0.0.1:1\n%2$sInclude %1$s/apache-remoteip\n"
            .formatted(folder, modules)
            + "<Location />\nInclude " + folder + "/apache-require\n</Location>\n");
    shell(apache + " -t -f " + folder + "/httpd.conf");
  }

  @Test
  void haproxyTakesIt() throws Exception {
    String haproxy = Programs.require("haproxy").toString();
    String head = "defaults\n mode http\n timeout client 1s\n timeout connect 1s\n timeout server 1s\nfrontend f\n bind 127.0.0.1:1\n";
    Files.writeString(folder.resolve("haproxy.cfg"), head + rendered(Target.HAPROXY));
    shell(haproxy + " -c -f haproxy.cfg");
  }

  /// The list as the program before Caddy 2.7 takes it is checked where there is no later one.
  @Test
  void caddyTakesIt() throws Exception {
    String caddy = Programs.require("caddy").toString();
    boolean old = Programs.version("caddy", "version").matches("caddy 2\\.[0-6]\\..*");
    String site = ":1 {\n reverse_proxy 127.0.0.1:2 {\n%s }\n}\n";
    String list = rendered(Target.CADDY);
    Files.writeString(
        folder.resolve("Caddyfile"),
        old
            ? site.formatted(list.replaceAll("(?m)^(#|servers|\\tclient_ip_headers|}).*\n", "").replace(" static ", " "))
            : "{\n" + list + "}\n" + site.formatted(""));
    assertThat(shell("HOME=. " + caddy + " validate --adapter caddyfile --config Caddyfile")).contains("Valid configuration");
  }

  @Test
  void fail2banTakesIt() throws Exception {
    String fail2ban = Programs.require("fail2ban-client").toString();
    String read =
        shell(
            "cp -r /etc/fail2ban jails; rm -f jails/jail.d/* jails/*.local; cp fail2ban jails/jail.d/edge.conf\n"
                + "printf '[sshd]\nenabled = true\nbackend = polling\nlogpath = %s/fail2ban\n' $PWD >jails/jail.d/one.conf\n"
                + fail2ban + " -c jails -t; " + fail2ban + " -c jails -d | grep addignoreip");
    assertThat(read).contains("OK: configuration test is successful", BLOCK, "2a06:98c0::/29");
  }

  @Test
  void firewalldTakesIt() throws Exception {
    assertThat(firewalld("sh firewalld")).containsOnlyOnce(BLOCK);
  }

  @Test
  @Tag("soak")
  @Tag("long")
  void firewalldTakesItTwiceTheSame() throws Exception {
    assertThat(firewalld("sh firewalld; cp -r config once; sh firewalld; diff -r once config")).containsOnlyOnce(BLOCK);
  }

  /// Nothing runs that could be asked, so the configuration is written without: `firewall-cmd` is a script.
  private String firewalld(String script) throws Exception {
    String offline = Programs.require("firewall-offline-cmd").toString();
    Path command = folder.resolve("firewall-cmd");
    Files.writeString(
        command,
        """
        #!/bin/sh
        for word in "$@"; do
          shift
          case $word in -q | --permanent) ;; --reload) set -- "$@" --check-config ;; *) set -- "$@" "$word" ;; esac
        done
        exec %s --system-config=%s/config "$@"
        """.formatted(offline, folder));
    return shell("chmod +x firewall-cmd; PATH=$PWD:$PATH; cp -r /usr/lib/firewalld config; " + script
        + "; cat config/ipsets/edge4.xml config/ipsets/edge6.xml config/zones/public.xml");
  }

  /// The shells of distributions read what is rendered for programs that may not be here.
  @Test
  void scriptsAreShell() throws Exception {
    shell("for script in iptables ip6tables ufw firewalld; do sh -n $script; done");
  }
}
