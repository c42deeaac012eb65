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

  /// The shells of distributions read what is rendered for programs that may not be here.
  @Test
  void scriptsAreShell() throws Exception {
    shell("for script in iptables ip6tables ufw firewalld; do sh -n $script; done");
  }
}
