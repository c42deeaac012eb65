package dev.fivetwenty.edge.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.origin.RawOrigin;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/// A site of many pages, no two of which look alike. Each page is a folder, with all that belongs to it: two
/// style sheets, of which one leads to the other, a script, two images and a font.
final class Site {

  static final String HOST = "shop.test";

  /// What a browser asks for to show a page.
  static final int PARTS = 7;

  private final Map<String, byte[]> replies = new HashMap<>();

  /// Answers what a page is asked for, on one connection after another.
  void serve(RawOrigin.Peer peer) throws IOException {
    while (true) {
      String[] request = peer.readHead().split(" ", 3);
      byte[] reply = replies.get(request[1]);
      peer.write(reply == null ? reply("404 Not Found", "text/plain", "", "none".getBytes(UTF_8)) : reply);
    }
  }

  static Site of(int pages) {
    var site = new Site();
    for (int i = 0; i < pages; i++) site.add(i);
    return site;
  }

  /// Returns the folder of a page, for example `/017/`.
  static String path(int page) {
    return "/%03d/".formatted(page);
  }

  /// Returns whether a page forbids what the banner is made of.
  static boolean isStrict(int page) {
    return page % 5 == 4;
  }

  private static boolean isPacked(int page) {
    return page % 3 == 1;
  }

  private void add(int page) {
    var random = new Random(page);
    int hue = page * 47 % 360;
    String strict = isStrict(page) ? "Content-Security-Policy: default-src 'self'\r\n" : "";
    String fresh = page % 2 == 0 ? "Cache-Control: max-age=60\r\n" : "";
    put(page, "", "text/html; charset=utf-8", strict + fresh, HTML.formatted(page, words(random)).getBytes(UTF_8));
    put(page, "look.css", "text/css", fresh, LOOK.formatted(hue, hue).getBytes(UTF_8));
    put(page, "more.css", "text/css", fresh, MORE.formatted(page % 7).getBytes(UTF_8));
    put(page, "act.js", "text/javascript", "ETag: \"" + page + "\"\r\n", ACT.formatted(page * 31).getBytes(UTF_8));
    put(page, "a.png", "image/png", "", image(random, 60));
    put(page, "b.png", "image/png", "", image(random, 120));
    put(page, "tile.png", "image/png", fresh, image(random, 16));
    put(page, "box.ttf", "font/ttf", "", font());
    put(page, "api", "application/json", "Cache-Control: no-store\r\n", "{\"well\":true}".getBytes(UTF_8));
  }

  private void put(int page, String name, String type, String fields, byte[] content) {
    boolean packs = isPacked(page) && (type.startsWith("text/"));
    String coding = packs ? "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" : "";
    replies.put(path(page) + name, reply("200 OK", type, fields + coding, packs ? gzip(content) : content));
  }

  private static byte[] reply(String status, String type, String fields, byte[] content) {
    var reply = new ByteArrayOutputStream();
    reply.writeBytes(
        "HTTP/1.1 %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n".formatted(status, type, fields, content.length)
            .getBytes(UTF_8));
    reply.writeBytes(content);
    return reply.toByteArray();
  }

  private static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static String words(Random random) {
    var text = new StringBuilder();
    for (int i = 0; i < 120; i++) text.append(Integer.toString(random.nextInt(36 * 36 * 36), 36)).append(' ');
    return text.toString();
  }

  private static byte[] image(Random random, int size) {
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    for (int i = 0; i < 12; i++) {
      pen.setColor(new Color(random.nextInt(1 << 24)));
      pen.fillOval(random.nextInt(size), random.nextInt(size), size / 2, size / 3);
    }
    pen.dispose();
    var png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  /// In which all letters are boxes: whoever has it sees that.
  private static byte[] font() {
    try (InputStream in = Site.class.getResourceAsStream("box.ttf")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String HTML =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
      <title>Shop</title><link rel="stylesheet" href="look.css"><script src="act.js" defer></script></head>
      <body><h1>Page %d</h1><img src="a.png" srcset="a.png 1x, b.png 2x" width="60" height="60" alt="">
      <p id="act">The script did not run.</p><p class="box">In boxes</p><p>%s</p></body></html>
      """;

  private static final String LOOK =
      """
      @import "more.css";
      @font-face { font-family: Box; src: url(box.ttf) }
      .box { font: 20px Box }
      body { background: hsl(%d 60%% 94%%) url('tile.png') 95%% 5%% no-repeat; color: #222 }
      @media (prefers-color-scheme: dark) { body { background-color: hsl(%d 60%% 10%%); color: #ddd } }
      """;

  private static final String MORE = "body { margin: 1%dpx; font: 16px/1.5 sans-serif }\n";

  private static final String ACT =
      """
      const act = document.getElementById('act');
      act.textContent = 'The script ran.';
      act.style.color = 'hsl(%d 80%% 40%%)';
      """;
}
