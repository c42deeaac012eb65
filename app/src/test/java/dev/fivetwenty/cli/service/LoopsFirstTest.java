package dev.fivetwenty.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What the system says of the threads of an edge.
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class LoopsFirstTest {

  private static final OptionalLong SHORTEST = OptionalLong.of(100_000);

  private static final List<String> BOTH_COMPILERS =
      List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  private static final String CONFIG =
      """
      listen: [127.0.0.1:0]
      admin: 127.0.0.1:0
      workers: 2
      routes: [{origins: ["http://127.0.0.1:1"]}]
      """;

  @TempDir Path folder;

  @Test
  void compilersLeaveTheCoreToLoopsWhichTakeTheShortestTurns() throws Exception {
    int own = LinuxThread.own().nice();
    try (var edge = start()) {
      edge.await(() -> has(edge, "C1 Compiler", thread -> thread.nice() == Math.min(own + 5, 19)));
      edge.await(() -> has(edge, "C2 Compiler", thread -> thread.nice() == Math.min(own + 5, 19)));
      assertThat(named(edge, "edge-")).hasSize(2).allMatch(thread -> thread.nice() == own);
      assertThat(named(edge, "recorder")).singleElement().matches(thread -> thread.nice() == own);
      if (takesTurns()) {
        edge.await(() -> has(edge, "edge-", thread -> thread.turn().equals(SHORTEST)));
        assertThat(named(edge, "recorder")).noneMatch(thread -> thread.turn().equals(SHORTEST));
      }
      assertThat(edge.otherErrors()).isEmpty();
    }
  }

  private EdgeProcess start() throws Exception {
    Path config = Files.writeString(folder.resolve("edge.yaml"), CONFIG);
    return EdgeProcess.start(Map.of(), BOTH_COMPILERS, List.of("edge", "--config", config.toString()));
  }

  private static boolean has(EdgeProcess edge, String name, Predicate<LinuxThread> all) {
    var threads = named(edge, name);
    return !threads.isEmpty() && threads.stream().allMatch(all);
  }

  private static List<LinuxThread> named(EdgeProcess edge, String name) {
    return LinuxThread.of(edge.pid()).stream().filter(thread -> thread.name().startsWith(name)).toList();
  }

  /// Returns whether this system lets a thread choose the length of its turns, and says how long they are.
  static boolean takesTurns() {
    int[] version =
        Arrays.stream(System.getProperty("os.version").split("[^0-9]+")).limit(2).mapToInt(Integer::parseInt).toArray();
    boolean takes = version[0] > 6 || version[0] == 6 && version[1] >= 12;
    return takes && LinuxThread.own().turn().isPresent();
  }
}
