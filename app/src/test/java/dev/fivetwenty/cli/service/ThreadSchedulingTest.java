package dev.fivetwenty.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fivetwenty.peers.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;

/// On threads that end with the test.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ThreadSchedulingTest {

  private static final int NOBODY = 0x3fff_ffff;
  private static final Duration SHORT = Duration.ofNanos(300_000);

  private final ThreadScheduling scheduling = ThreadScheduling.ofThisSystem().orElseThrow(() -> new TestAbortedException("other numbers"));

  @Test
  void aThreadIsAsNiceAsItIsToldAndNoNicerThanTheSystemHas() throws Exception {
    var nice = inThread(() -> {
      int id = LinuxThread.own().id();
      scheduling.nice(id, 18);
      int first = LinuxThread.own().nice();
      int told = scheduling.ownNice();
      scheduling.nice(id, 100);
      return List.of(first, told, LinuxThread.own().nice());
    });
    assertThat(nice).containsExactly(18, 18, 19);
  }

  @Test
  void aThreadTakesShorterTurnsAndIsNoNicerForItAndThoseItStartsAreAsBefore() throws Exception {
    var turns = inThread(() -> {
      LinuxThread before = LinuxThread.own();
      scheduling.turn(before.id(), SHORT);
      LinuxThread after = LinuxThread.own();
      assertThat(after.nice()).isEqualTo(before.nice());
      return List.of(before.turn(), after.turn(), inThread(LinuxThread::own).turn());
    });
    assumeTrue(LoopsFirstTest.takesTurns(), "this system has no turns to choose");
    assertThat(turns).containsExactly(turns.getFirst(), OptionalLong.of(SHORT.toNanos()), turns.getFirst());
  }

  @Test
  void aThreadOfAnotherPolicyStaysAsItIs() throws Exception {
    Path chrt = Programs.require("chrt");
    var change = inThread(() -> {
      LinuxThread before = LinuxThread.own();
      Process batch =
          new ProcessBuilder(chrt.toString(), "--batch", "--pid", "0", Integer.toString(before.id())).inheritIO().start();
      assertThat(batch.waitFor()).isZero();
      scheduling.nice(before.id(), 19);
      return LinuxThread.own().nice() - before.nice();
    });
    assertThat(change).isZero();
  }

  @Test
  void aThreadThatIsNotThereIsNoMatter() {
    scheduling.nice(NOBODY, 3);
    scheduling.turn(NOBODY, SHORT);
  }

  private static <T> T inThread(Callable<T> what) throws Exception {
    var task = new FutureTask<>(what);
    Thread.ofPlatform().start(task);
    return task.get(30, TimeUnit.SECONDS);
  }
}
