package dev.fivetwenty.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final Meter NOTHING = () -> new Meter.Reading(0, 0, 0, 0);
  private static final Duration WINDOW = Duration.ofMillis(400);
  private static final byte[] REPLY =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);

  private ServerSocket server;
  private volatile long pauseNanos;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // The test is over.
      }
    }
  }

  private void serve(Socket socket) {
    byte[] request = new byte[4096];
    try (socket; InputStream in = socket.getInputStream()) {
      while (in.read(request) > 0) {
        LockSupport.parkNanos(pauseNanos);
        socket.getOutputStream().write(REPLY);
      }
    } catch (IOException e) {
      return; // The generator has closed.
    }
  }

  private Load load(int connections, int size) {
    var address = (InetSocketAddress) server.getLocalSocketAddress();
    return new Load(new Load.Plan(address, null, connections, List.of(Ask.of("/", true, size, false))));
  }

  @Test
  void offersTheRateThatItIsGiven() {
    try (Load load = load(8, 5)) {
      Sample sample = load.offer(500, Duration.ZERO, WINDOW, NOTHING);
      assertThat(sample.tally().unexpected()).isZero();
      // Independent arrivals differ from their mean by its root; five times that is chance once in a million runs.
      double expected = 500 * sample.nanos() / 1e9;
      double counted = sample.latencies().getTotalCount();
      assertThat(counted).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  @Test
  void countsTheTimeThatARequestWaitedForAConnection() {
    pauseNanos = Duration.ofMillis(20).toNanos();
    try (Load load = load(1, 5)) {
      // One connection answers 50 a second, so of 100 a second the later ones wait for hundreds of milliseconds.
      Sample sample = load.offer(100, Duration.ZERO, WINDOW, NOTHING);
      assertThat(sample.millis(99)).isGreaterThan(100);
    }
  }

  @Test
  void countsRepliesOfAnotherSizeAsUnexpected() {
    try (Load load = load(2, 6)) {
      Sample sample = load.saturate(Duration.ZERO, WINDOW, NOTHING);
      assertThat(sample.tally().unexpected()).isPositive().isEqualTo(sample.tally().total());
    }
  }
}
