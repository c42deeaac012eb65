package dev.fivetwenty.origin.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.Orders;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.origin.trust.CertificateFacts;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverTest {

  private static final int A = 1;
  private static final int RESPONSE = 0x8180;
  private static final int NXDOMAIN = 3;
  private static final int SERVFAIL = 2;

  /// Answers each query with its own question and what the script says comes after.
  private static final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;

    /// Returns the whole answer, or null for silence.
    interface Script {
      byte[] answer(byte[] query, int type);
    }

    NameServer(Script script) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      Thread.ofPlatform().daemon().start(() -> serve(script));
    }

    private void serve(Script script) {
      byte[] room = new byte[1500];
      while (true) {
        var packet = new DatagramPacket(room, room.length);
        try {
          socket.receive(packet);
          byte[] query = Arrays.copyOf(room, packet.getLength());
          byte[] answer = script.answer(query, query[questionEnd(query) - 3]);
          if (answer != null) {
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          }
        } catch (IOException e) {
          return;
        }
      }
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static int questionEnd(byte[] query) {
    int at = 12;
    while (query[at] != 0) at += query[at] + 1;
    return at + 5;
  }

  /// Header and question of the query, then `answers` records and `additional` ones as given.
  private static byte[] message(byte[] query, int rcode, int answers, int additional, byte[] rest) {
    int end = questionEnd(query);
    ByteBuffer out = ByteBuffer.allocate(end + rest.length);
    out.put(query, 0, 2).putShort((short) (RESPONSE | rcode));
    out.putShort((short) 1).putShort((short) answers).putShort((short) 0);
    out.putShort((short) additional).put(query, 12, end - 12).put(rest);
    return out.array();
  }

  private static byte[] record(int type, byte[] data) {
    return ByteBuffer.allocate(12 + data.length)
        .putShort((short) 0xC00C).putShort((short) type).putShort((short) 1).putInt(60)
        .putShort((short) data.length).put(data).array();
  }

  private static Resolution ask(NameServer server, Duration timeout) {
    return Orders.await(
        Resolver.resolve(
            "shop.test", Optional.of(DnsServer.parse(server.address())), timeout,
            Ticker.systemTicker()));
  }

  @Test
  void givesAllAddressesOfBothKinds() throws IOException {
    byte[] v6 = InetAddress.ofLiteral("2001:db8::7").getAddress();
    try (var server = new NameServer((query, type) -> type == A
        ? message(query, 0, 1, 0, record(1, new byte[] {127, 0, 0, 9}))
        : message(query, 0, 1, 0, record(28, v6)))) {
      Resolution found = ask(server, Duration.ofSeconds(5));
      assertThat(found.addresses()).containsExactly("127.0.0.9", "2001:db8::7");
      assertThat(found.rcode()).isEqualTo("NOERROR");
      assertThat(found.server()).isEqualTo(server.address());
      assertThat(found.tries()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheRcodeAndTheExtendedError() throws IOException {
    byte[] opt = {0, 0, 41, 4, (byte) 0xD0, 0, 0, 0, 0, 0, 6, 0, 15, 0, 2, 0, 9};
    try (var server =
        new NameServer((query, type) -> message(query, SERVFAIL, 0, 1, opt))) {
      Resolution found = ask(server, Duration.ofSeconds(5));
      assertThat(found.rcode()).isEqualTo("SERVFAIL");
      assertThat(found.extended()).startsWith("9 ").containsIgnoringCase("dnskey");
      assertThat(found.addresses()).isEmpty();
    }
  }

  @Test
  void anAttemptSaysWhatTheResolverSaid() throws IOException {
    try (var server = new NameServer((query, type) -> message(query, NXDOMAIN, 0, 0, new byte[0]));
        Origins origins = Origins.open(TransportChoice.NIO, InstantSource.system())) {
      Attempt attempt =
          Orders.get(1).to(Optional.of("shop.test")).asking(server.address()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("dns-nxdomain");
      assertThat(attempt.observation().connect()).isEmpty();
    }
  }

  @Test
  void neverConnectsToAProhibitedAddress() throws IOException {
    byte[][] answers = {{(byte) 169, (byte) 254, (byte) 169, (byte) 254}, {0, 0, 0, 0}, {(byte) 224, 0, 0, 1}};
    for (byte[] address : answers) {
      try (var server =
              new NameServer(
                  (query, type) ->
                      type == A
                          ? message(query, 0, 1, 0, record(1, address))
                          : message(query, 0, 0, 0, new byte[0]));
          Origins origins = Origins.open(TransportChoice.NIO, InstantSource.system())) {
        Attempt attempt =
            Orders.get(1).to(Optional.of("shop.test")).asking(server.address()).on(origins);
        assertThat(Orders.cause(attempt)).isEqualTo("dns-prohibited-ip");
        assertThat(attempt.observation().connect()).isEmpty();
      }
    }
  }

  @Test
  void silenceIsATimeoutWithItsTries() throws IOException {
    try (var server = new NameServer((query, type) -> null);
        Origins origins = Origins.open(TransportChoice.NIO, InstantSource.system())) {
      Attempt attempt =
          Orders.get(1).to(Optional.of("shop.test")).asking(server.address())
              .waiting(Timer.RESOLVE, Duration.ofMillis(600)).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("dns-timeout");
      assertThat(attempt.observation().expiry()).isPresent();
    }
  }

  @Test
  void aNameThatLeadsToALinkLocalAddressIsNotFollowed() throws IOException {
    try (var server = new NameServer((query, type) -> type == A
        ? message(query, 0, 1, 0, record(1, new byte[] {(byte) 169, (byte) 254, 0, 9}))
        : message(query, 0, 0, 0, new byte[0]));
        Origins origins = Origins.open(TransportChoice.NIO, InstantSource.system())) {
      Attempt attempt =
          Orders.get(1).to(Optional.of("shop.test")).asking(server.address()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("dns-prohibited-ip");
      assertThat(attempt.observation().resolution().orElseThrow().prohibited())
          .containsExactly("169.254.0.9");
    }
  }

  @Test
  void literalsAndLocalhostAskNobody() {
    assertThat(Resolver.locally("192.0.2.1", true).orElseThrow().addresses())
        .containsExactly("192.0.2.1");
    assertThat(Resolver.locally("[2001:DB8::1]", true).orElseThrow().addresses())
        .containsExactly("2001:DB8::1");
    assertThat(Resolver.locally("localhost", false).orElseThrow().addresses())
        .contains("127.0.0.1");
    assertThat(Resolver.locally("shop.test", true)).isEmpty();
  }

  @Test
  void localhostTriesWhatAnswers() {
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      peer.awaitClose();
    });
        Origins origins = Origins.open()) {
      Attempt attempt = Orders.get(origin.port()).to(Optional.of("localhost")).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @CsvSource({"9.9.9.9, 9.9.9.9:53", "127.0.0.1:5353, 127.0.0.1:5353", "[::1]:53, [::1]:53",
    "::1, [::1]:53"})
  void readsAServersAddress(String text, String shown) {
    assertThat(Addresses.show(DnsServer.parse(text))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"dns.example", "1.2.3.4:port", "1.2.3.4:99999", "''"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> DnsServer.parse(text)).isInstanceOf(ConfigurationProblem.class);
  }

  @ParameterizedTest
  @CsvSource({"shop.example, true", "a.shop.example, false", "www.wild.example, true",
    "a.b.wild.example, false", "wild.example, false", "127.0.0.1, true", "127.0.0.2, false"})
  void comparesNamesWithACertificates(String host, boolean is) {
    var names = List.of("shop.example", "*.wild.example", "127.0.0.1", "*.com");
    assertThat(CertificateFacts.isFor(host, names)).isEqualTo(is);
  }
}
