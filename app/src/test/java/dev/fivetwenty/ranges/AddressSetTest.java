package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSetTest {

  private static AddressSet set(String text) {
    return AddressSet.of(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "192.0.2.7/32, 192.0.2.7",
    "192.0.2.7/24, 192.0.2.0/24",
    "192.0.2.0/255.255.255.0, 192.0.2.0/24",
    "0.0.0.0/0, 0.0.0.0/0",
    "192.0.2.0-192.0.2.255, 192.0.2.0/24",
    "192.0.2.9 - 192.0.2.9, 192.0.2.9",
    "::/0, ::/0",
    "2001:DB8::1/128, 2001:db8::1",
    "2a06:98c0::/29, 2a06:98c0::/29",
    "2001:db8::-2001:db8::ffff, 2001:db8::/112",
  })
  void readsWhatFiltersWrite(String text, String block) {
    assertThat(set(text).blocks()).containsExactly(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "any", "*", "10", "10.1", "10.0.0.0/33", "10.0.0.0/255.0.255.0", "10.0.0.9-10.0.0.1", "/24",
        "10.0.0.1-::1", "10.0.0.0/8-10.0.0.9", "::1/129", "fe80::1%eth0", "example.com", "010.0.0.1", "0x0a.0.0.1"
      })
  void readsNothingElse(String text) {
    assertThat(AddressSet.of(text)).isEmpty();
  }

  @Test
  void splitsWhatIsLeftIntoBlocks() {
    assertThat(set("10.0.0.0/30").minus(set("10.0.0.1")).blocks())
        .containsExactly("10.0.0.0", "10.0.0.2/31");
    assertThat(AddressSet.ALL.minus(AddressSet.IPV4)).isEqualTo(AddressSet.IPV6);
    assertThat(set("0.0.0.0/0").complement()).isEqualTo(set("::/0"));
    assertThat(AddressSet.NONE.complement().size())
        .isEqualTo(BigInteger.TWO.pow(32).add(BigInteger.TWO.pow(128)));
    assertThat(AddressSet.IPV6.sample()).isEqualTo("::");
  }

  /// Beside bits: both families at the seam between them, where a wrong walk would show.
  @Test
  void operationsAgreeWithBits() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      var bits = List.of(bits(random), bits(random));
      agree(bits, AddressSet::or, BitSet::or, seed);
      agree(bits, AddressSet::and, BitSet::and, seed);
      agree(bits, AddressSet::minus, BitSet::andNot, seed);
    }
  }

  private static void agree(
      List<BitSet> bits, BinaryOperator<AddressSet> ours, BiConsumer<BitSet, BitSet> plain, long seed) {
    var expected = (BitSet) bits.getFirst().clone();
    plain.accept(expected, bits.getLast());
    assertThat(ours.apply(ofBits(bits.getFirst()), ofBits(bits.getLast())))
        .as("rerun with -Dseed=%d", seed)
        .isEqualTo(ofBits(expected));
  }

  private static BitSet bits(Random random) {
    var bits = new BitSet();
    for (int i = random.nextInt(6); i > 0; i--) {
      int from = random.nextInt(32);
      bits.set(from, Math.min(32, from + 1 + random.nextInt(12)));
    }
    return bits;
  }

  /// The last sixteen addresses of IPv4, then the first sixteen of IPv6.
  private static AddressSet ofBits(BitSet bits) {
    return AddressSet.union(
        bits.stream()
            .mapToObj(i -> set(i < 16 ? "255.255.255." + (240 + i) : "::" + Integer.toHexString(i - 16)))
            .toList());
  }
}
