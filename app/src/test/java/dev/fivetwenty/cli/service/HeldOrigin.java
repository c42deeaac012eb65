package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An origin that answers with its name, and on `/held` with the second half of it when it is let.
final class HeldOrigin implements AutoCloseable {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch let = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final byte[] name;

  private HeldOrigin(String name) throws IOException {
    this.name = name.getBytes(UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.createContext("/held", this::hold);
    server.start();
  }

  static HeldOrigin named(String name) throws IOException {
    return new HeldOrigin(name);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, name.length);
      exchange.getResponseBody().write(name);
    }
  }

  private void hold(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, name.length);
      exchange.getResponseBody().write(name, 0, 1);
      exchange.getResponseBody().flush();
      arrived.countDown();
      await(let);
      exchange.getResponseBody().write(name, 1, name.length - 1);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Waits until a request for `/held` has its head and first byte.
  void awaitHeld() {
    await(arrived);
  }

  void let() {
    let.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    let();
    server.stop(0);
    threads.shutdown();
  }
}
