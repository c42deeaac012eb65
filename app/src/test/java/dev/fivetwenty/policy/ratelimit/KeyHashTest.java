package dev.fivetwenty.policy.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The values that its authors give for SipHash-2-4 with 128 bits: key 00 01 … 0f, input 00 01 … of
/// each length.
class KeyHashTest {

  private static final long SECRET0 = 0x0706050403020100L;
  private static final long SECRET1 = 0x0f0e0d0c0b0a0908L;

  private static String hash(int length) {
    byte[] input = new byte[length];
    for (int i = 0; i < length; i++) input[i] = (byte) i;
    var hash = new KeyHash();
    hash.of(input, length, SECRET0, SECRET1);
    return "%016x%016x".formatted(Long.reverseBytes(hash.first()), Long.reverseBytes(hash.second()));
  }

  @Test
  void isWhatItsAuthorsSay() {
    assertThat(hash(0)).isEqualTo("a3817f04ba25a8e66df67214c7550293");
    assertThat(hash(1)).isEqualTo("da87c1d86b99af44347659119b22fc45");
    assertThat(hash(2)).isEqualTo("8177228da4a45dc7fca38bdef60affe4");
    assertThat(hash(7)).isEqualTo("a1f1ebbed8dbc153c0b84aa61ff08239");
    assertThat(hash(8)).isEqualTo("3b62a9ba6258f5610f83e264f31497b4");
    assertThat(hash(15)).isEqualTo("5493e99933b0a8117e08ec0f97cfc3d9");
  }
}
