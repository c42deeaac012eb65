package dev.fivetwenty.doctor.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.doctor.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that are no browsers, in the place of one: whatever they do, nothing of them is left.
class BrowserTest {

  /// Answers the first question as a browser does, at descriptor 4, once it comes: nobody waits for an answer before.
  private static final String GREETING = "head -c 1 <&3 >/dev/null\nprintf '{\"id\":1,\"result\":{\"product\":\"Fake/1.0\"}}\\000' >&4\n";

  @TempDir Path folder;

  private Path profiles;

  @BeforeEach
  void makeFolder() throws IOException {
    profiles = Files.createDirectory(folder.resolve("profiles"));
  }

  private Browser start(String script) throws Exception {
    Path program = Files.writeString(folder.resolve("fake"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return Browser.start(program, List.of(), profiles, Timekeeper.system());
  }

  @Test
  void isGoneWithItsChildrenWhenItsOwnerWasInterrupted() throws Exception {
    Browser browser = start("echo $$ > " + folder + "/pid\n" + GREETING + "sleep 600 & cat <&3 >/dev/null\n");
    assertThat(browser.version()).isEqualTo("Fake/1.0");
    var process = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip())).orElseThrow();
    assertThat(profiles).isNotEmptyDirectory();
    Thread.currentThread().interrupt();
    browser.close();
    assertThat(Thread.interrupted()).isTrue();
    process.onExit().get(20, TimeUnit.SECONDS);
    assertThat(profiles).isEmptyDirectory();
  }

  @Test
  void whatItSaidLastIsWhyItDidNotStart() {
    assertThatThrownBy(() -> start("echo one >&2; echo 'no display found' >&2; exit 1\n"))
        .isInstanceOf(BrowserProblem.class)
        .hasMessage("the browser did not start: no display found");
    assertThat(profiles).isEmptyDirectory();
  }

  @Test
  void nonsenseIsNoAnswer() {
    assertThatThrownBy(() -> start("printf 'nonsense\\000' >&4\ncat <&3 >/dev/null\n"))
        .isInstanceOf(BrowserProblem.class)
        .hasMessage("the browser did not start: Browser.getVersion: the browser ended");
    assertThat(profiles).isEmptyDirectory();
  }

  @Test
  void aBrowserThatEndsDuringAVisitIsSaid() throws Exception {
    var visit =
        new BrowserVisit(
            URI.create("http://shop.example/"), List.of(), Optional.empty(), Optional.empty(), Duration.ofSeconds(20));
    try (Browser browser = start(GREETING + "head -c 40 <&3 >/dev/null\n")) {
      assertThatThrownBy(() -> visit.run(browser, Timekeeper.system()))
          .isInstanceOf(BrowserProblem.class)
          .hasMessage("Target.createTarget: the browser ended");
    }
    assertThat(profiles).isEmptyDirectory();
  }
}
