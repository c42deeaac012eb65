package dev.fivetwenty.cli.ticket.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HidingTest {

  private static final String KEY = "6fa459eaee8a3ca4894edb77e160355e";

  /// The second reply is refused, so that it has no head.
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 0\r\n", "Content-Length: 0\r\nContent-Length: 5\r\n"})
  void whatAReplyLedToAndSetIsHiddenAsInItsHar(String rest) {
    String url = "https://shop.example/reset/" + KEY;
    String raw = "HTTP/1.1 302 Found\r\nLocation: %s?a=b\r\nSet-Cookie: sid=secret-cookie\r\n%s\r\n".formatted(url, rest);
    var tokens = new Tokens();
    var sanitiser = new Sanitiser(tokens, Keep.NOTHING);
    var reply = Replay.of(raw.getBytes(ISO_8859_1), Ending.FIN, Request.GET, Profile.CLASSIC).report();
    Hiding hiding = new Hiding(sanitiser, tokens).reply(reply);
    assertThat(hiding.text("it leads to " + url)).isEqualTo("it leads to " + sanitiser.url(url));
    assertThat(hiding.secrets()).containsExactlyInAnyOrder(KEY, "secret-cookie");
    assertThat(new String(hiding.octets(raw.getBytes(ISO_8859_1)), ISO_8859_1))
        .contains("/reset/" + "*".repeat(KEY.length()) + "?a=b").doesNotContain("secret-cookie");
  }
}
