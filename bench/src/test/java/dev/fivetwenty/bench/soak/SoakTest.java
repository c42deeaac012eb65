package dev.fivetwenty.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The soak in small, with the edge from the class path.
class SoakTest {

  private static final int REQUESTS = Integer.getInteger("soak.requests", 5_000);
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @TempDir private Path folder;

  @Test
  void everyFailureIsSeenLoggedAndCounted() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> edge =
        List.of(
            java, "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            "dev.fivetwenty.cli.Main");
    var soak = new Soak(new SoakOptions(REQUESTS, SEED, 32, 0.05, 1, 400, "auto"), edge, folder);
    boolean isGood = soak.run();
    assertThat(isGood).as("rerun with -Dseed=%d%n%s", SEED, soak.report()).isTrue();
  }
}
