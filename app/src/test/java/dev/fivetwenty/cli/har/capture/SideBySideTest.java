package dev.fivetwenty.cli.har.capture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cli.Untold;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.browser.Browser;
import dev.fivetwenty.doctor.browser.BrowserWay;
import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What tasks throw is thrown again as what it means for the whole command.
@Timeout(60)
class SideBySideTest {

  @TempDir Path folder;

  @Test
  void aBrowserThatIsLostDuringAVisitIsNoMisuse() {
    var target = new Target(URI.create("http://shop.example/"), Optional.empty(), 80);
    var tasks = new SideBySide<Browser>();
    tasks.start("direct", () ->
        Browser.start(Path.of("/bin/false"), BrowserWay.to(target, true, true), folder, Timekeeper.system()));
    assertThatThrownBy(tasks::results).isInstanceOf(Untold.class)
        .hasMessageStartingWith("--browser: ").hasMessageEndingWith("; nothing was written");
  }

  @Test
  void aMisuseStaysOne() {
    var tasks = new SideBySide<String>();
    tasks.start("direct", () -> {
      throw new UsageProblem("no");
    });
    assertThatThrownBy(tasks::results).isInstanceOf(UsageProblem.class).hasMessage("no");
  }
}
