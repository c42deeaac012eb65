package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7:8080,   192.0.2.7,   8080",
    "[2001:db8::7]:80, 2001:db8::7, 80",
    "[::1]:443,        ::1,         443",
    "unix:/run/a:80,   '',          ''",
    "'',               '',          ''",
  })
  void theAddressHasNeitherPortNorBrackets(String remote, String address, String port) {
    assertThat(to(remote, "").address()).isEqualTo(address);
    assertThat(to(remote, "").port()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:80,    127.0.0.1:40000,     ORIGIN",
    "127.8.0.1:80,    '',                  ORIGIN",
    "[::1]:80,        '',                  ORIGIN",
    "192.0.2.7:80,    192.0.2.7:40000,     ORIGIN",
    "[2001:db8::7]:1, [2001:db8::7]:40000, ORIGIN",
    "unix:/run/a,     '',                  ORIGIN",
    "192.0.2.7:80,    192.0.2.8:40000,     NETWORK",
    "192.0.2.7:80,    '',                  NETWORK",
  })
  void onOneHostNobodyElseResetsAConnection(String remote, String local, Party party) {
    assertThat(to(remote, local).resetBy()).isEqualTo(party);
  }

  private static Connect to(String remote, String local) {
    return new Connect(remote, local, 0, false, Duration.ZERO);
  }
}
