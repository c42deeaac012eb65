package dev.fivetwenty.policy.alwaysonline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.peers.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The banner as a browser lays it out, on a page whose own style would have it otherwise.
@Timeout(180)
class BannerLooksTest {

  private static final String PAGE =
      """
      <!doctype html><title>page</title>
      <style>
        div { position: static !important; bottom: 40px !important; background: red; color: red }
        body > * + * { margin-top: 99px }
      </style>
      <body><h1>Shop</h1>
      <script>
        addEventListener('load', () => {
          const banner = document.querySelector('[role=region]');
          const box = banner.getBoundingClientRect(), style = getComputedStyle(banner);
          document.title = [document.hasFocus(), style.position, box.left, innerWidth - box.right, innerHeight - box.bottom,
            style.backgroundColor, style.color, document.querySelector('h1').offsetTop, ...ofUse(banner)].join('|');
        });
        function ofUse(banner) {
          const link = banner.querySelector('a'), fold = banner.querySelector('summary');
          link.focus();
          const ring = getComputedStyle(link).outlineStyle, open = getComputedStyle(fold).listStyleType;
          fold.click();
          return [ring, open, getComputedStyle(fold).listStyleType];
        }
      </script>""";

  private static final int WINDOWS = 10;

  @TempDir Path folder;

  /// A window that was not given the focus yet shows no ring, so it is opened again then.
  @Test
  void liesAtTheEndOfTheWindowAndMovesNothing() throws Exception {
    byte[] page =
        Banner.into(PAGE.getBytes(UTF_8), "https://shop.test/", Instant.EPOCH).orElseThrow();
    Path file = Files.write(folder.resolve("page.html"), page);
    String shown = shown(file);
    for (int i = 1; i < WINDOWS && shown.contains("<title>false"); i++) shown = shown(file);
    assertThat(shown)
        // Where the heading is: its own margin, which the body's takes in.
        .contains("<title>true|fixed|0|0|0|rgb(31, 41, 51)|rgb(255, 255, 255)|21|auto|disclosure-open|disclosure-closed</title>");
  }

  private String shown(Path page) throws Exception {
    Path out = folder.resolve("out");
    Process browser =
        new ProcessBuilder(
                Programs.require("chromium").toString(), "--headless", "--no-sandbox",
                "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-dev-shm-usage", "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom", page.toUri().toString())
            .redirectOutput(out.toFile()).redirectError(folder.resolve("err").toFile()).start();
    try {
      assertThat(browser.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor();
    }
    return Files.readString(out);
  }
}
