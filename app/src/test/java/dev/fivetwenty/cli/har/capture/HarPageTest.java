package dev.fivetwenty.cli.har.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarWitnesses;
import dev.fivetwenty.peers.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Captures of a page with its parts: by attempts of our own, and by a real browser.
class HarPageTest {

  private static final String[] PARTS = {
    "http://shop.example/shop/a.css", "http://shop.example/b.js?v=1", "http://shop.example/shop/missing.png",
    "http://shop.example/shop/c.svg"
  };

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();
  private ShopSite site;

  @BeforeEach
  void open() throws IOException {
    site = new ShopSite();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private List<HarEntry> entries(String name) throws Exception {
    return HarWitnesses.accept(Files.readAllBytes(folder.resolve(name)));
  }

  @Test
  void partsOfAPageAreAskedForOnItsOwnHost() throws Exception {
    String file = folder.resolve("shop.har").toString();
    int code =
        terminal.run(
            "har", "capture", "--page", "--show-secrets", "http://shop.example/", "--origin", site.place(), "-o", file);
    assertThat(code).as(terminal.err()).isEqualTo(Exit.OK);
    List<HarEntry> entries = entries("shop.har");
    assertThat(entries.stream().map(HarEntry::url).toList())
        .startsWith("http://shop.example/", "http://shop.example/shop/")
        .endsWith(PARTS).hasSize(6);
    assertThat(site.asked()).allMatch(line -> line.startsWith("shop.example/")).hasSize(6);
    assertThat(entries.get(4).status()).isEqualTo(404);
    assertThat(terminal.err()).contains("direct: after a redirect status 200; parts: 4");
  }

  /// Both ways by the same server under another name of its address: what differs is what we make of it.
  @Test
  void aBrowserSeesTheSameBothWaysAndIsGoneAfterwards() throws Exception {
    Programs.require("chromium");
    String file = folder.resolve("shop.har").toString();
    var environment = new HashMap<>(System.getenv());
    environment.put("TMPDIR", Files.createDirectory(folder.resolve("profiles")).toString());
    int code =
        terminal.run(
            environment, false, "har", "capture", "--browser", "-b", "sid=topsecret0", "http://shop.example/",
            "--origin", site.place(), "--through", site.place(), "-o", file);
    assertThat(code).as(terminal.err()).isEqualTo(Exit.OK);
    for (String name : List.of("shop-direct.har", "shop-proxied.har")) {
      List<HarEntry> entries = entries(name);
      assertThat(entries.stream().map(HarEntry::url).map(url -> url.replaceFirst("v=.*", "v=1")).toList())
          .contains(PARTS).startsWith("http://shop.example/", "http://shop.example/shop/").hasSize(6);
      assertThat(entries.get(0).status()).isEqualTo(302);
      assertThat(entries.get(1).own().text("sectionBytes")).isNotEmpty();
      assertThat(entries.get(1).requestHeaders()).anyMatch(f -> f.name().equals("Cookie"));
      assertThat(entries.get(2).own().members()).isEmpty();
      assertThat(Files.readString(folder.resolve(name))).doesNotContain("topsecret0");
    }
    assertThat(site.asked()).allMatch(line -> line.startsWith("shop.example/"));
    assertThat(terminal.err()).contains("2 to other hosts not let through");
    assertThat(folder.resolve("profiles")).isEmptyDirectory();
    String direct = folder.resolve("shop-direct.har").toString();
    assertThat(terminal.run("har", "diff", direct, folder.resolve("shop-proxied.har").toString()))
        .as(terminal.out()).isEqualTo(Exit.OK);
  }

  @Test
  void whereThereIsNoBrowserItSaysWhatToInstall() {
    var nowhere = Map.of("PATH", folder.toString());
    assertThat(terminal.run(nowhere, false, "har", "capture", "--browser", "http://shop.example/"))
        .isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("no browser was found", "chromium, ", "apt-get install", "--chrome PATH");
    assertThat(terminal.run("har", "capture", "--browser", "--chrome", "/nowhere/chrome", "http://shop.example/"))
        .isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("there is no file /nowhere/chrome");
  }

  @Test
  void whatIsNoBrowserIsToldFromOneThatIsSlow() {
    int code = terminal.run("har", "capture", "--browser", "--chrome", "/bin/false", "http://shop.example/");
    assertThat(code).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("--browser: the browser did not start: ");
  }

  @Test
  void aBrowserAsksByGetOnly() {
    int code =
        terminal.run(
            "har", "capture", "--browser", "--chrome", "/bin/false", "-d", "a=1", "http://shop.example/");
    assertThat(code).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("--browser goes with no other request");
    assertThat(terminal.run("har", "capture", "--browser", "--sni", "a.example", "http://shop.example/"))
        .isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("a browser cannot be told --sni");
  }
}
