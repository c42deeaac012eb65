package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class ProxyProtocolTest {

  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String LOOPBACK = "127.0.0.0/8";
  /// 192.0.2.7:1234 to 198.51.100.1:443.
  private static final String IPV4 = "c0000207" + "c6336401" + "04d2" + "01bb";
  /// [2001:db8::7]:1234 to [2001:db8::1]:443.
  private static final String IPV6 =
      "20010db8000000000000000000000007" + "20010db8000000000000000000000001" + "04d2" + "01bb";

  private Door door;

  private void open(Door.Wish wish) {
    door = Door.open(wish);
  }

  @AfterEach
  void close() {
    if (door != null) door.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "PROXY TCP4 192.0.2.7 198.51.100.1 1234 443 | 192.0.2.7",
    "PROXY TCP6 2001:db8::7 2001:db8::1 1234 443 | 2001:db8::7",
    "PROXY UNKNOWN | 127.0.0.1",
    "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535 | 127.0.0.1",
  })
  void version1FromATrustedPeerNamesTheClient(String line, String client) throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));
    byte[] all = (line + "\r\n" + RawClient.GET).getBytes(ISO_8859_1);

    assertThat(askWhole(all)).contains("client " + client + ", plain");
    assertThat(askOneByOne(all)).contains("client " + client + ", plain");
  }

  @ParameterizedTest
  @CsvSource({
    "2111000c" + IPV4 + ", 192.0.2.7",
    "21210024" + IPV6 + ", 2001:db8::7",
    // The same with a name (PP2_TYPE_AUTHORITY) and a few bytes of padding behind.
    "21110016" + IPV4 + "020003612e65" + "04000100" + ", 192.0.2.7",
    // LOCAL, and an address that is not said.
    "20000000, 127.0.0.1", "2000000c" + IPV4 + ", 127.0.0.1", "21000000, 127.0.0.1",
    // IPv4-mapped IPv6 is IPv4.
    "21210024" + "00000000000000000000ffffc0000207" + "00000000000000000000ffffc6336401" + "04d201bb"
        + ", 192.0.2.7",
  })
  void version2FromATrustedPeerNamesTheClient(String header, String client) throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));
    byte[] all = version2(header, RawClient.GET);

    assertThat(askWhole(all)).contains("client " + client + ", plain");
    assertThat(askOneByOne(all)).contains("client " + client + ", plain");
  }

  @Test
  void aUnixClientOfTheProxyIsTheProxy() throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));
    byte[] all = version2("213100d8" + "2f".repeat(216), RawClient.GET);

    assertThat(askWhole(all)).contains("client 127.0.0.1, plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    RawClient.GET,
    "PROXY TCP4 192.0.2.7 198.51.100.1 1234\r\n",
    "PROXY TCP4 192.0.2.777 198.51.100.1 1234 443\r\n",
    "PROXY TCP4 2001:db8::7 2001:db8::1 1234 443\r\n",
    "PROXY TCP4 a.example b.example 1234 443\r\n",
    "PROXY TCP4 192.0.2.7 198.51.100.1 1234 65536\r\n",
    "PROXY UDP4 192.0.2.7 198.51.100.1 1234 443\r\n",
    "PROXY  TCP4 192.0.2.7 198.51.100.1 1234 443\r\n",
    "proxy TCP4 192.0.2.7 198.51.100.1 1234 443\r\n",
  })
  void aTrustedPeerMustSayItRight(String text) throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));

    assertRefused(text.getBytes(ISO_8859_1), Refusal.PROXY_HEADER_BAD);
  }

  @Test
  void aLineWithoutEndIsRefusedAtItsLimit() throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));

    assertRefused(("PROXY TCP4 " + "1".repeat(200)).getBytes(ISO_8859_1), Refusal.PROXY_HEADER_BAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    // Addresses cut short, a command and a version that do not exist, UDP.
    "21110004c0000207", "2211000c" + IPV4, "1111000c" + IPV4, "2112000c" + IPV4,
    // A TLV that is longer than the header, and one of TLS that is too short for what it holds.
    "21110010" + IPV4 + "02ffff61", "21110010" + IPV4 + "20000100",
  })
  void version2MustBeWhole(String header) throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));

    assertRefused(version2(header, ""), Refusal.PROXY_HEADER_BAD);
  }

  @Test
  void extrasHaveALimit() throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));

    assertRefused(version2("2111ffff" + IPV4 + "00".repeat(6000), ""), Refusal.PROXY_HEADER_BAD);
  }

  /// What a balancer passes on below HTTP was written by the client itself.
  @ParameterizedTest
  @CsvSource({"192.0.2.7, false", "10.1.2.3, true"})
  void whoAProxyNamesIsTrustedForItsOwnAddress(String client, boolean trusted) throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK, "10.0.0.0/8"));
    askWhole(("PROXY TCP4 " + client + " 198.51.100.1 1234 443\r\n" + RawClient.GET).getBytes(ISO_8859_1));

    assertThat(door.arrivals).singleElement().returns(trusted, Arrival::isTrusted);
  }

  @Test
  void whoIsNotTrustedMayNotNameAClient() throws IOException {
    open(Door.Wish.PLAIN.proxiedBy("192.0.2.0/24"));

    assertRefused(
        ("PROXY TCP4 192.0.2.7 198.51.100.1 1234 443\r\n" + RawClient.GET).getBytes(ISO_8859_1),
        Refusal.PROXY_HEADER_UNTRUSTED);
    assertRefused(version2("2111000c" + IPV4, RawClient.GET), Refusal.PROXY_HEADER_UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PROPFIND", "PROXY-IT"})
  void whoIsNotTrustedMayComeDirectly(String method) throws IOException {
    open(Door.Wish.PLAIN.proxiedBy("192.0.2.0/24"));
    byte[] all = RawClient.GET.replace("GET", method).getBytes(ISO_8859_1);

    assertThat(askWhole(all)).contains("client 127.0.0.1, plain");
    assertThat(askOneByOne(all)).contains("client 127.0.0.1, plain");
    assertThat(door.arrivals).noneMatch(Arrival::isTrusted);
  }

  @Test
  void aHeaderThatNeverEndsIsWaitedForOnlySoLong() throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK).within(Duration.ofMillis(200)));

    assertRefused("PROXY TCP4 ".getBytes(ISO_8859_1), Refusal.OPENING_TIMEOUT);
  }

  @Test
  void peerAndClientAreBothKept() throws IOException {
    open(Door.Wish.PLAIN.proxiedBy(LOOPBACK));
    askWhole(("PROXY TCP4 192.0.2.7 198.51.100.1 1234 443\r\n" + RawClient.GET).getBytes(ISO_8859_1));

    Arrival arrival = door.arrivals.remove();
    assertThat(arrival.client().toString()).isEqualTo("192.0.2.7:1234");
    assertThat(arrival.peer().text()).isEqualTo("127.0.0.1");
  }

  private String askWhole(byte[] bytes) throws IOException {
    try (var client = new RawClient(door.port())) {
      return client.send(bytes).toEnd();
    }
  }

  private String askOneByOne(byte[] bytes) throws IOException {
    try (var client = new RawClient(door.port())) {
      return client.sendOneByOne(bytes).toEnd();
    }
  }

  private void assertRefused(byte[] bytes, Refusal refusal) throws IOException {
    long before = door.refusals.of(refusal);
    try (var client = new RawClient(door.port())) {
      client.send(bytes);
      assertThat(client.toEnd()).isEmpty();
    } catch (java.net.SocketException reset) {
      // The edge closed over bytes that it did not want to read.
    }
    Door.eventually("counted", () -> door.refusals.of(refusal) == before + 1);
    assertThat(door.arrivals).isEmpty();
  }

  private static byte[] version2(String header, String content) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(SIGNATURE + header));
    bytes.writeBytes(content.getBytes(ISO_8859_1));
    return bytes.toByteArray();
  }
}
