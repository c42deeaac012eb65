package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What packet filters and missing routes look like from outside, in a network namespace that
/// exists for one test: a request that was never acknowledged is a 522, not a 524.
class NetworkTest {

  private final String namespace = "peers-" + ProcessHandle.current().pid();
  private boolean made;

  @BeforeEach
  void makeNamespace() throws Exception {
    String ip = Programs.require("ip").toString();
    Programs.require("iptables");
    if (run(ip, "netns", "add", namespace) != 0) {
      throw Programs.missing("network namespaces cannot be made (root is needed)");
    }
    made = true;
    assertThat(run(ip, "-n", namespace, "link", "set", "lo", "up")).isZero();
  }

  @AfterEach
  void deleteNamespace() throws Exception {
    if (made) run(Programs.require("ip").toString(), "netns", "del", namespace);
  }

  @Test
  void eachFailureOfTheNetworkHasItsCause(@TempDir Path folder) throws Exception {
    String ip = Programs.require("ip").toString();
    var result =
        Child.run(
            folder,
            List.of(ip, "netns", "exec", namespace),
            List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"),
            NetworkMain.class,
            Programs.require("iptables").toString());

    assertThat(result.lines())
        .describedAs(result.errors())
        .containsExactly(
            "silence time-first-byte",
            "request-dropped time-first-byte-unacked",
            "reset-by-filter tcp-refused",
            "unreachable-by-filter tcp-unreachable-host",
            "syn-dropped tcp-connect-timeout",
            "no-route tcp-unreachable-net");
    assertThat(result.exit()).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
