package dev.fivetwenty.edge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Cidr;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

  private static final int SETS = 300;
  private static final int QUESTIONS = 100;

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "10.0.0.0/8, 9.255.255.255, false",
    "0.0.0.0/0, 255.255.255.255, true", "0.0.0.0/0, ::1, false", "::/0, 10.0.0.1, false", "::/0, ffff::, true",
    "192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false", "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false", "10.0.0.0/8, ::ffff:10.0.0.1, true", "::ffff:10.0.0.0/104, 10.0.0.1, true",
    "::fffe:0:0/95, ::fffe:a00:1, true",
    "8000::/1, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true", "8000::/1, 7fff::, false",
  })
  void blocksHoldWhatIsInThem(String block, String address, boolean holds) {
    assertThat(set(block).trusts(address(address))).isEqualTo(holds);
  }

  @Test
  void anEmptySetHoldsNothing() {
    assertThat(set().trusts(address("10.0.0.1"))).isFalse();
    assertThat(set().trusts(address("::1"))).isFalse();
  }

  @Test
  void agreesWithTheLibrary() throws UnknownHostException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    for (int i = 0; i < SETS; i++) {
      boolean ipv4 = random.nextBoolean();
      var blocks = new ArrayList<Cidr>();
      for (int n = random.nextInt(1, 12); n > 0; n--) blocks.add(block(random, ipv4));
      TrustedProxies set = TrustedProxies.of(blocks);
      for (int q = 0; q < QUESTIONS; q++) {
        byte[] bytes = bytes(random, ipv4);
        InetAddress asked = InetAddress.getByAddress(bytes);
        boolean expected = blocks.stream().anyMatch(block -> block.contains(asked));
        assertThat(set.trusts(ClientAddress.of(bytes, 0)))
            .as("%s in %s, rerun with -Dseed=%d", asked, blocks, seed)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void whoMayOpenAUnixSocketIsTrusted() {
    assertThat(set().trusts(ClientAddress.LOCAL)).isTrue();
  }

  /// Few leading bits, so that blocks overlap and questions hit.
  private static Cidr block(SplittableRandom random, boolean ipv4) throws UnknownHostException {
    int prefix = random.nextInt(0, ipv4 ? 33 : 129);
    byte[] bytes = bytes(random, ipv4);
    for (int bit = prefix; bit < bytes.length * 8; bit++) bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    return Cidr.parse(InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefix);
  }

  private static byte[] bytes(SplittableRandom random, boolean ipv4) {
    byte[] bytes = new byte[ipv4 ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (random.nextInt(3) - 1);
    return bytes;
  }

  private static TrustedProxies set(String... blocks) {
    return TrustedProxies.of(Stream.of(blocks).map(Cidr::parse).toList());
  }

  private static ClientAddress address(String text) {
    return ClientAddress.of(NetUtil.createByteArrayFromIpAddressString(text), 0);
  }
}
