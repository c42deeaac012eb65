package dev.fivetwenty.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Slow and many clients: each ends within its time, and others are served meanwhile.
class AdminBoundsTest {

  private static final int CONNECTIONS = 8;
  private static final Duration REQUEST = Duration.ofMillis(600);
  private static final Duration ANSWER = Duration.ofMillis(900);
  private static final Duration ALLOWANCE = Duration.ofSeconds(15);

  private final FakeOperations operations = new FakeOperations();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        AdminServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "",
            operations,
            new AdminLimits(CONNECTIONS, REQUEST, ANSWER),
            notices::add);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoDripsARequestIsCutOffInItsMidst() throws Exception {
    long begun = System.nanoTime();
    try (Socket slow = connect()) {
      dripUntilClosed(slow);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(REQUEST.dividedBy(2), ALLOWANCE);
    }
    assertThat(notices).isEmpty();
  }

  /// Sends a byte whenever nothing has come for a moment; returns when the other side has closed.
  private static void dripUntilClosed(Socket slow) throws IOException {
    slow.setSoTimeout(20);
    byte[] request = ("GET /healthz HTTP/1.1\r\nX: " + "x".repeat(4000)).getBytes(ISO_8859_1);
    for (byte b : request) {
      try {
        slow.getOutputStream().write(b);
        if (slow.getInputStream().read() < 0) return;
      } catch (SocketTimeoutException stillOpen) {
        continue;
      } catch (SocketException reset) {
        return;
      }
    }
    throw new AssertionError("still open after " + request.length + " bytes");
  }

  @Test
  void whoDoesNotReadItsAnswerIsCutOff() throws Exception {
    operations.metrics = new byte[32 * 1024 * 1024];
    try (Socket slow = connect()) {
      slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      long begun = System.nanoTime();
      awaitFree(CONNECTIONS);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ALLOWANCE);
    }
  }

  @Test
  void whenAllPlacesAreTakenOthersAreClosedAndThePlacesComeBack() throws Exception {
    var idle = new ArrayList<Socket>();
    for (int i = 0; i < CONNECTIONS; i++) idle.add(connect());

    try (Socket beyond = connect()) {
      assertThat(endOf(beyond)).isEmpty();
    }
    awaitFree(1);
    for (Socket socket : idle) socket.close();
    assertThat(notices).isEmpty();
  }

  /// Waits until so many connections are served at once.
  private void awaitFree(int places) throws IOException {
    long deadline = System.nanoTime() + ALLOWANCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (served(places)) return;
    }
    throw new AssertionError("the places did not come back");
  }

  private boolean served(int places) throws IOException {
    var open = new ArrayList<Socket>();
    try {
      for (int i = 0; i < places; i++) open.add(connect());
      boolean all = true;
      for (Socket socket : open) all &= isServed(socket);
      return all;
    } finally {
      for (Socket socket : open) socket.close();
    }
  }

  private static boolean isServed(Socket socket) {
    try {
      socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      return endOf(socket).contains("200 OK");
    } catch (IOException closed) {
      return false;
    }
  }

  private static String endOf(Socket socket) throws IOException {
    socket.setSoTimeout((int) ALLOWANCE.toMillis());
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }

  private Socket connect() throws IOException {
    var address = (InetSocketAddress) server.address();
    return new Socket(address.getAddress(), address.getPort());
  }
}
