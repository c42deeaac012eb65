package dev.fivetwenty.cli.har.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A small site by the JDK's own server: a redirect, a page and its parts, one of them missing and two on
/// hosts that nobody named.
final class ShopSite implements AutoCloseable {

  private static final String PAGE =
      """
      <!doctype html><title>Shop</title>
      <link rel="stylesheet" href="a.css"><link rel="canonical" href="/elsewhere">
      <script src="/b.js?v=1"></script><img src="missing.png#top"><img srcset="c.svg 1x, d.svg 2x">
      <img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
      <script src="https://tracker.example/t.js"></script><img src="http://images.example/i.png">
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  ShopSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Returns address and port.
  String place() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Returns what was asked for, in order: host, path and query.
  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(exchange.getRequestHeaders().getFirst("Host") + path);
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> {
          exchange.getResponseHeaders().set("Location", "/shop/");
          exchange.sendResponseHeaders(302, -1);
        }
        case "/shop/" -> send(exchange, "text/html; charset=utf-8", PAGE);
        case "/shop/a.css" -> send(exchange, "text/css", "p { color: red }");
        case "/b.js" -> send(exchange, "text/javascript", "var b;");
        case "/shop/c.svg" -> send(exchange, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().add("Set-Cookie", "sid=" + "s".repeat(40));
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
