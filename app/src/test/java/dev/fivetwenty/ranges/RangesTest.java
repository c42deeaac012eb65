package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
  private final Ranges ranges = Ranges.published();

  @Test
  void holds_the_published_list_with_its_date() {
    assertThat(ranges.all()).hasSize(22);
    assertThat(ranges.all()).filteredOn(r -> r.cidr().contains(".")).hasSize(15);
    Provider provider = ranges.all().getFirst().provider();
    assertThat(provider.name()).isEqualTo("Cloudflare");
    assertThat(provider.asOf()).isEqualTo(LocalDate.of(2026, 10, 5));
    assertThat(provider.sources()).contains(URI.create("https://www.cloudflare.com/ips-v4"));
  }

  @ParameterizedTest
  @CsvSource({
    // The first and the last address of a block, in the smallest, the largest and both families.
    "103.31.4.0, 103.31.4.0/22",
    "103.31.7.255, 103.31.4.0/22",
    "162.158.0.0, 162.158.0.0/15",
    "162.159.255.255, 162.158.0.0/15",
    "104.16.0.0, 104.16.0.0/13",
    "104.23.255.255, 104.16.0.0/13",
    "104.24.0.0, 104.24.0.0/14",
    "104.27.255.255, 104.24.0.0/14",
    "172.64.0.0, 172.64.0.0/13",
    "172.71.255.255, 172.64.0.0/13",
    "2400:cb00::, 2400:cb00::/32",
    "2400:cb00:ffff:ffff:ffff:ffff:ffff:ffff, 2400:cb00::/32",
    "2a06:98c0::, 2a06:98c0::/29",
    "2a06:98c7:ffff:ffff:ffff:ffff:ffff:ffff, 2a06:98c0::/29",
    "2C0F:F248::1, 2c0f:f248::/32",
    // IPv4-mapped IPv6, in both of its spellings.
    "::ffff:104.16.0.1, 104.16.0.0/13",
    "::ffff:6810:1, 104.16.0.0/13",
  })
  void names_the_range_of_an_address(String address, String cidr) {
    assertThat(ranges.of(address)).map(Range::cidr).contains(cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "103.31.3.255", "103.31.8.0", "162.157.255.255", "162.160.0.0", "104.15.255.255",
        "104.28.0.0", "172.63.255.255", "172.72.0.0", "127.0.0.1", "203.0.113.7",
        "2400:caff:ffff:ffff:ffff:ffff:ffff:ffff", "2400:cb01::", "2a06:98bf::", "2a06:98c8::",
        "::1", "::ffff:127.0.0.1", "fe80::1%eth0",
        // An IPv4-compatible address is not the IPv4 address.
        "::104.16.0.1"
      })
  void has_no_range_for_other_addresses(String address) {
    assertThat(ranges.of(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "*", "104.16.0.0/13", "104.16", "104.16.*.*", "104.16.0.256", "0150.16.0.1",
        "0x68.16.0.1", "1745879041", "104.16.0.1:443", "[2606:4700::1]", "localhost",
        "example.com", "104.16.0.1.", "2606:4700", "2606:4700:::1"
      })
  void has_no_range_for_what_is_not_one_address(String text) {
    assertThat(ranges.of(text)).isEmpty();
  }

  @Test
  void has_no_range_for_a_long_text() {
    assertThat(ranges.of("a".repeat(1 << 16))).isEmpty();
    assertThat(ranges.of("1.".repeat(1 << 16))).isEmpty();
  }

  @Test
  void takes_addresses_as_the_resolver_gives_them() throws Exception {
    assertThat(ranges.of(InetAddress.getByName("104.16.0.1"))).isPresent();
    assertThat(ranges.of(InetAddress.getByName("2606:4700::6810:1"))).isPresent();
    assertThat(ranges.of(InetAddress.getByName("::1"))).isEmpty();
    assertThat(ranges.of(InetAddress.getByName("192.0.2.1"))).isEmpty();
  }

  @Test
  void says_where_a_range_comes_from() {
    assertThat(ranges.of("104.16.0.1").orElseThrow())
        .hasToString("104.16.0.0/13 (Cloudflare, list of 2026-10-05)");
  }

  @Test
  void refuses_a_list_that_is_not_one() {
    assertThatThrownBy(() -> RangeList.parse("10.0.0.0/8"))
        .hasMessage("one line must begin with 'provider:'");
    List<Range> bad = RangeList.parse("provider: P\nas-of: 2026-01-01\nten.0.0.0/8\n");
    assertThatThrownBy(() -> Ranges.over(bad)).hasMessage("not a CIDR block: ten.0.0.0/8");
    List<Range> host = RangeList.parse("provider: P\nas-of: 2026-01-01\n10.0.0.1/8\n");
    assertThatThrownBy(() -> Ranges.over(host)).hasMessage("not a CIDR block: 10.0.0.1/8");
  }
}
