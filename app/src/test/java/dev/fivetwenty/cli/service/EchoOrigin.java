package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A small site: texts, a page with what belongs to it, an upload that is summed up, and one path
/// that closes without an answer.
final class EchoOrigin implements AutoCloseable {

  static final String TEXT = "0123456789".repeat(10);

  /// Its script writes down whether style sheet and image arrived.
  private static final Map<String, String> SITE =
      Map.of(
          "/page.html",
          """
          <!doctype html><html><head><title>shop</title><link rel="stylesheet" href="/style.css"></head>
          <body><img id="logo" src="/logo.svg"><p id="seen"></p><script src="/script.js"></script></body></html>
          """,
          "/style.css", "#seen { width: 123px }",
          "/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"45\" height=\"6\"/>",
          "/script.js",
          """
          window.onload = () => {
            const seen = document.getElementById('seen');
            seen.textContent =
              `style ${getComputedStyle(seen).width}, image ${document.getElementById('logo').naturalWidth}`;
          };
          """);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  EchoOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/text", exchange -> send(exchange, "text/plain", TEXT));
    server.createContext("/chunked", EchoOrigin::chunked);
    server.createContext("/echo", EchoOrigin::echo);
    // Closed without a byte.
    server.createContext("/broken", HttpExchange::close);
    SITE.forEach((path, text) -> server.createContext(path, exchange -> send(exchange, type(path), text)));
    server.start();
  }

  private static String type(String path) {
    return switch (path.substring(path.indexOf('.'))) {
      case ".css" -> "text/css";
      case ".svg" -> "image/svg+xml";
      case ".js" -> "text/javascript";
      default -> "text/html";
    };
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        exchange.sendResponseHeaders(200, -1);
      } else if (range == null) {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      } else {
        part(exchange, bytes, range.substring("bytes=".length()).split("-"));
      }
    }
  }

  private static void part(HttpExchange exchange, byte[] bytes, String[] range) throws IOException {
    int from = Integer.parseInt(range[0]);
    int to = range.length > 1 ? Integer.parseInt(range[1]) : bytes.length - 1;
    exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length);
    exchange.sendResponseHeaders(206, to - from + 1);
    exchange.getResponseBody().write(bytes, from, to - from + 1);
  }

  private static void chunked(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      for (char c : TEXT.toCharArray()) {
        exchange.getResponseBody().write(c);
        exchange.getResponseBody().flush();
      }
    }
  }

  /// Answers with method, length and digest of what was sent.
  private static void echo(HttpExchange exchange) throws IOException {
    var digest = sha256();
    long length = 0;
    InputStream in = new DigestInputStream(exchange.getRequestBody(), digest);
    byte[] buffer = new byte[65_536];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) length += n;
    String hex = HexFormat.of().formatHex(digest.digest());
    send(exchange, "text/plain", exchange.getRequestMethod() + " " + length + " " + hex);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
