package dev.fivetwenty.rules.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The longest block is found, as by looking at one block after the other.
class AddressTrieTest {

  private static AddressBlock block(String text) {
    return AddressBlock.parse(text).orElseThrow();
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  @Test
  void theLongestBlockDecides() {
    AddressTrie trie =
        new AddressTrie.Builder()
            .add(block("10.0.0.0/8"), 1)
            .add(block("10.1.2.3"), 2)
            .add(block("10.1.0.0/16"), 3)
            .add(block("10.1.0.0/16"), 4)
            .add(block("2001:db8::/32"), 5)
            .build();
    assertThat(trie.find(address("10.9.9.9"))).isEqualTo(1);
    assertThat(trie.find(address("10.1.2.3"))).isEqualTo(2);
    assertThat(trie.find(address("10.1.2.4"))).isEqualTo(3);
    assertThat(trie.find(address("11.1.2.4"))).isEqualTo(AddressTrie.NOTHING);
    assertThat(trie.find(address("2001:db8:ffff::1"))).isEqualTo(5);
    assertThat(trie.find(address("2001:db9::1"))).isEqualTo(AddressTrie.NOTHING);
    assertThat(trie.find(address("::ffff:10.1.2.3"))).isEqualTo(2);
    assertThat(trie.size()).isEqualTo(4);
  }

  @Test
  void everythingIsABlock() {
    AddressTrie trie = new AddressTrie.Builder().add(block("0.0.0.0/0"), 0).build();
    assertThat(trie.contains(address("255.255.255.255"))).isTrue();
    assertThat(trie.contains(address("::"))).isFalse();
    assertThat(AddressTrie.EMPTY.contains(address("1.2.3.4"))).isFalse();
  }

  @Test
  void aRangeIsTheFewestBlocks() {
    assertThat(AddressBlock.covering(address("192.0.2.1"), address("192.0.2.8")))
        .extracting(AddressBlock::toString)
        .containsExactly("192.0.2.1", "192.0.2.2/31", "192.0.2.4/30", "192.0.2.8");
    assertThat(AddressBlock.covering(address("0.0.0.0"), address("255.255.255.255")))
        .extracting(AddressBlock::toString).containsExactly("0.0.0.0/0");
    assertThat(AddressBlock.covering(address("::"), address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")))
        .extracting(AddressBlock::toString).containsExactly("::/0");
    assertThat(AddressBlock.covering(address("2001:db8::ffff:ffff:ffff:ffff"), address("2001:db8:0:1::")))
        .extracting(AddressBlock::toString)
        .containsExactly("2001:db8::ffff:ffff:ffff:ffff", "2001:db8:0:1::");
  }

  @Test
  void findsWhatLookingAtEachBlockFinds() {
    long seed = Long.getLong("seed", System.nanoTime());
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 40; round++) {
      boolean ipv4 = random.nextBoolean();
      List<AddressBlock> blocks = new ArrayList<>();
      var builder = new AddressTrie.Builder();
      for (int i = 0; i < 60; i++) {
        AddressBlock block = random(ipv4, random);
        blocks.add(block);
        builder.add(block, i);
      }
      AddressTrie trie = builder.build();
      for (int i = 0; i < 200; i++) {
        Address asked = random(ipv4, random).first();
        assertThat(trie.find(asked)).as("rerun with -Dseed=%d", seed).isEqualTo(slowly(blocks, asked));
      }
    }
  }

  /// Few different bits, so that blocks lie in one another.
  private static AddressBlock random(boolean ipv4, RandomGenerator random) {
    long bits = random.nextLong() & random.nextLong() & 0x8000_0101_C000_0003L;
    Address address = ipv4 ? new Address(true, 0, bits & 0xFFFF_FFFFL) : new Address(false, bits, Long.reverse(bits));
    int prefix = random.nextInt(address.bits() + 1);
    return new AddressBlock(address.network(prefix), prefix);
  }

  private static int slowly(List<AddressBlock> blocks, Address asked) {
    int found = AddressTrie.NOTHING;
    int longest = -1;
    for (int i = 0; i < blocks.size(); i++) {
      AddressBlock block = blocks.get(i);
      if (block.prefix() <= longest || !asked.network(block.prefix()).equals(block.first())) continue;
      found = i;
      longest = block.prefix();
    }
    return found;
  }

  @Test
  void fiftyThousandBlocksTakeLittleRoomAndAreAllFound() {
    var builder = new AddressTrie.Builder();
    for (int i = 0; i < 50_000; i++) {
      builder.add(new AddressBlock(new Address(true, 0, i * 85_899L & 0xFFFF_FF00L), 24), i);
    }
    AddressTrie trie = builder.build();
    for (int i = 0; i < 50_000; i++) {
      assertThat(trie.contains(new Address(true, 0, (i * 85_899L & 0xFFFF_FF00L) + 77))).isTrue();
    }
    assertThat(trie.size()).isEqualTo(50_000);
  }
}
