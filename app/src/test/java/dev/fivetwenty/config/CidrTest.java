package dev.fivetwenty.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses a block has.
class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.0, false", "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false", "192.0.2.7/32, 192.0.2.7, true", "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false", "2001:db8::/32, 2001:db8:1::1, true", "2001:db8::/32, 2001:db9::1, false",
    "::1, ::1, true", "::/0, 2001:db8::1, true"
  })
  void contains_what_lies_in_it(String block, String address, boolean expected) throws UnknownHostException {
    assertThat(Cidr.parse(block).contains(InetAddress.getByName(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "shop.example", "", "10.0.0-5.0", "2001:db8::1/32"})
  void is_a_block_or_an_address(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
