package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// In a JVM of its own, with the edge's collector.
final class OldGenerationTest {

  @Test
  void garbageDoesNotWaitForTheHeapToBeFull() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmn4m", "-Xmx1g",
                "-cp", System.getProperty("java.class.path"), OldGenerationMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String freed = new String(child.getInputStream().readAllBytes(), US_ASCII).strip();

      assertThat(Long.parseLong(freed)).isGreaterThan(32);
    } finally {
      child.destroyForcibly();
    }
  }
}
