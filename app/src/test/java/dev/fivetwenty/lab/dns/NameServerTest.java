package dev.fivetwenty.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameServerTest {

  private static final String QUESTION_A = "0161 0474657374 00 0001 0001";
  private static final String HEAD = "1234 0100 0001 0000 0000 ";
  private static final Map<String, DnsAnswer> ZONE =
      Map.of(
          "a.test", DnsAnswer.of("127.0.0.1", "192.0.2.200"),
          "refused.test", DnsAnswer.code(5).withExtended(18),
          "silent.test", DnsAnswer.silence());

  @Test
  void answersWithEveryAddress() throws IOException {
    assertThat(reply(HEAD + "0000 " + QUESTION_A))
        .isEqualTo(hex("1234 8580 0001 0002 0000 0000 " + QUESTION_A
            + "c00c 0001 0001 00000005 0004 7f000001 c00c 0001 0001 00000005 0004 c00002c8"));
  }

  @Test
  void hasNoDataForOtherTypes() throws IOException {
    String aaaa = "0161 0474657374 00 001c 0001";

    assertThat(reply(HEAD + "0000 " + aaaa)).isEqualTo(hex("1234 8580 0001 0000 0000 0000 " + aaaa));
  }

  @Test
  void whatIsNotInTheZoneDoesNotExist() throws IOException {
    String other = "0162 0474657374 00 0001 0001";

    assertThat(reply(HEAD + "0000 " + other)).isEqualTo(hex("1234 8583 0001 0000 0000 0000 " + other));
  }

  @Test
  void extendedErrorsGoToThoseWhoUnderstandThem() throws IOException {
    String refused = "0752656675736564 0474657374 00 0001 0001";

    assertThat(reply(HEAD + "0001 " + refused + "00 0029 04d0 00000000 0000"))
        .isEqualTo(hex("1234 8585 0001 0000 0000 0001 " + refused
            + "00 0029 04d0 00000000 0006 000f 0002 0012"));
  }

  @ParameterizedTest
  @CsvSource({
    "silence is silence,    1234 0100 0001 0000 0000 0000 0673696c656e74 0474657374 00 0001 0001",
    "an answer,             1234 8100 0001 0000 0000 0000 0161 0474657374 00 0001 0001",
    "two questions,         1234 0100 0002 0000 0000 0000 0161 0474657374 00 0001 0001",
    "a name cut short,      1234 0100 0001 0000 0000 0000 3f61 0474657374",
    "a compressed question, 1234 0100 0001 0000 0000 0000 c00c 0001 0001 0000",
    "a header alone,        1234 0100 0001 0000 0000 0000",
    "nothing,               ''"
  })
  void theRestIsDropped(String what, String query) throws IOException {
    assertThat(reply(query)).as(what).isEmpty();
  }

  private static byte[] reply(String query) throws IOException {
    try (var server = new NameServer(new InetSocketAddress("127.0.0.1", 0), ZONE, _ -> {})) {
      return server.reply(ByteBuffer.wrap(hex(query)));
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
