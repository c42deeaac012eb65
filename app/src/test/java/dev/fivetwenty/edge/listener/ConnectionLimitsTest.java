package dev.fivetwenty.edge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.edge.tls.TestCertificates;
import dev.fivetwenty.origin.NoLeaks;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoLeaks.class)
class ConnectionLimitsTest {

  private static final String FULL = "HTTP/1.1 503 Service Unavailable\r\n";
  private static final String LOOPBACK = "127.0.0.0/8";

  @TempDir Path folder;
  private Door door;

  @AfterEach
  void close() {
    if (door != null) door.close();
  }

  @Test
  void oneTooManyIsToldSoAndCounted() throws IOException {
    door = Door.open(Door.Wish.PLAIN.atMost(2, 100));
    List<RawClient> open = opened(2);
    try (var client = new RawClient(door.port())) {
      assertThat(client.send(RawClient.GET).toEnd())
          .startsWith(FULL)
          .contains("Retry-After: 5", "Connection: close", "Too many connections");
    }
    assertThat(door.refusals.of(Refusal.CONNECTION_LIMIT)).isEqualTo(1);
    assertThat(door.limits.open()).isEqualTo(2);

    open.getFirst().close();
    Door.eventually("one left", () -> door.limits.open() == 1);
    try (var client = new RawClient(door.port())) {
      assertThat(client.send(RawClient.GET).toEnd()).contains("HTTP/1.1 200");
    }
    for (RawClient client : open) client.close();
  }

  @Test
  void whoUploadsIsToldSoToo() throws IOException {
    door = Door.open(Door.Wish.PLAIN.atMost(0, 100));
    try (var client = new RawClient(door.port())) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 30000\r\n\r\n" + "a".repeat(30_000));
      assertThat(client.toEnd()).startsWith(FULL);
    }
  }

  @Test
  void aClientHasALimitOfItsOwn() throws IOException {
    door = Door.open(Door.Wish.PLAIN.atMost(100, 2));
    List<RawClient> open = opened(2);
    try (var client = new RawClient(door.port())) {
      assertThat(client.toEnd()).startsWith(FULL);
    }
    assertThat(door.refusals.of(Refusal.CLIENT_LIMIT)).isEqualTo(1);
    for (RawClient client : open) client.close();
    Door.eventually("all gone", () -> door.limits.open() == 0 && door.limits.clients() == 0);
  }

  @Test
  void theClientBehindAProxyIsCountedAndTheProxyIsNot() throws IOException {
    door = Door.open(Door.Wish.PLAIN.atMost(100, 1).proxiedBy(LOOPBACK));
    var open = new ArrayList<RawClient>();
    for (int i = 0; i < 5; i++) open.add(askedFor("UNKNOWN"));
    for (int i = 1; i <= 5; i++) open.add(askedFor("TCP4 192.0.2." + i + " 127.0.0.1 1 2"));
    try (var client = new RawClient(door.port())) {
      client.send("PROXY TCP4 192.0.2.1 127.0.0.1 3 4\r\n" + RawClient.GET);
      assertThat(client.toEnd()).startsWith(FULL);
    }
    Door.eventually("who was turned away has gone", () -> door.limits.open() == 10);
    assertThat(door.limits.clients()).isEqualTo(5);
    for (RawClient client : open) client.close();
    Door.eventually("all gone", () -> door.limits.open() == 0 && door.limits.clients() == 0);
  }

  @Test
  void aTlsClientGetsTheEndOfTheStream() throws IOException {
    var certificates = new TestCertificates(folder);
    var options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    door = Door.open(Door.Wish.PLAIN.with(options).atMost(0, 100));
    try (var client = new RawClient(door.port())) {
      assertThat(client.send(new byte[] {22, 3, 1, 0, 100}).toEnd()).isEmpty();
    }
  }

  @Test
  void anIpv6CustomerIsOneClient() {
    var limits = new ConnectionLimits(10, 1);

    assertThat(limits.enter(address("2001:db8:1:2::1"))).isTrue();
    assertThat(limits.enter(address("2001:db8:1:2:ffff::2"))).isFalse();
    assertThat(limits.enter(address("2001:db8:1:3::1"))).isTrue();
    assertThat(limits.enter(address("192.0.2.1"))).isTrue();
    assertThat(limits.enter(address("192.0.2.2"))).isTrue();
    assertThat(limits.enter(address("::ffff:192.0.2.2"))).isFalse();
    limits.leave(address("2001:db8:1:2::3"));
    assertThat(limits.enter(address("2001:db8:1:2::9"))).isTrue();
    assertThat(limits.clients()).isEqualTo(4);
  }

  @Test
  void manyThreadsNeverExceedIt() throws InterruptedException, ExecutionException {
    var limits = new ConnectionLimits(8, 8);
    ClientAddress client = address("192.0.2.1");
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all =
          IntStream.range(0, 4).<Future<?>>mapToObj(i -> threads.submit(() -> come(limits, client))).toList();
      for (Future<?> one : all) one.get();
    }
    assertThat(limits.open()).isZero();
    assertThat(limits.clients()).isZero();
  }

  private static void come(ConnectionLimits limits, ClientAddress client) {
    for (int i = 0; i < 20_000; i++) {
      if (!limits.enter()) continue;
      if (limits.enter(client)) {
        assertThat(limits.open()).isPositive();
        limits.leave(client);
      }
      limits.leave();
    }
  }

  private List<RawClient> opened(int count) throws IOException {
    var open = new ArrayList<RawClient>();
    for (int i = 0; i < count; i++) {
      RawClient client = new RawClient(door.port()).send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.line()).startsWith("HTTP/1.1 200");
      open.add(client);
    }
    return open;
  }

  private RawClient askedFor(String client) throws IOException {
    RawClient open = new RawClient(door.port());
    open.send("PROXY " + client + "\r\nGET / HTTP/1.1\r\n\r\n");
    assertThat(open.line()).startsWith("HTTP/1.1 200");
    return open;
  }

  private static ClientAddress address(String text) {
    return ClientAddress.of(NetUtil.createByteArrayFromIpAddressString(text), 0);
  }
}
