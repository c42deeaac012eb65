package dev.fivetwenty.cli.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.WireReport;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What of a request is shown, by who put it there.
class DiscretionTest {

  private static final RequestBytes GIVEN =
      RequestBytes.get(URI.create("http://shop.example/")).with("X-Key", "typed-s3cret");

  static Stream<Discretion> shy() {
    return Stream.of(Discretion.atTerminal(), Discretion.handedOn());
  }

  @ParameterizedTest
  @MethodSource("shy")
  void coversACookieThatTheOriginSet(Discretion discretion) {
    RequestBytes visitor = GIVEN.with("Cookie", "session=s3cret");
    assertThat(new String(discretion.request(visitor, GIVEN).toByteArray()))
        .contains("Cookie: ").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @MethodSource("shy")
  void showsWhatAProbeMadeUp(Discretion discretion) {
    RequestBytes made = GIVEN.with("Cookie", "fivetwenty=xxxx").with("CF-IPCountry", "XX");
    assertThat(new String(discretion.request(made, GIVEN).toByteArray()))
        .contains("Cookie: fivetwenty=xxxx", "CF-IPCountry: XX").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "'<br />\\n<b>Warning</b>:  x in /a.php\\nHTTP/1.1 200 OK\\r\\nSet-Cookie: id=7\\r\\n\\r\\n',"
        + " '<br />\\n<b>Warning</b>:  x in /a.php\\nHTTP/1.1 200 OK\\r\\nSet-Cookie: ****\\r\\n\\r\\n'",
    "'\\nWarning: x\\non line: 7\\n', '\\nWarning: x\\non line: 7\\n'",
    "'<b>Fatal error</b>: x\\nstack: 0\\n', '<b>Fatal error</b>: x\\nstack: 0\\n'",
    "'Status: 200 OK\\r\\nSet-Cookie: id=7\\r\\n\\r\\n', 'Status: 200 OK\\r\\nSet-Cookie: ****\\r\\n\\r\\n'",
    "'http/1.1 200 OK\\r\\nSet-Cookie: id=7\\r\\n\\r\\n', 'http/1.1 200 OK\\r\\nSet-Cookie: ****\\r\\n\\r\\n'"
  })
  void showsTheOwnerWhatStandsInPlaceOfAHead(String reply, String expected) {
    byte[] bytes = reply.translateEscapes().getBytes(ISO_8859_1);
    WireReport report = Replay.of(bytes, Ending.FIN, Request.GET, Profile.CLASSIC).report();
    byte[] shown = Discretion.atTerminal().received(bytes, Optional.of(report));
    assertThat(new String(shown, ISO_8859_1)).isEqualTo(expected.translateEscapes());
    assertThat(new String(Discretion.handedOn().received(bytes, Optional.of(report)), ISO_8859_1))
        .doesNotContain("a.php", "line", "stack", "id=7");
  }

  @Test
  void showsAllToWhoeverAsksForIt() {
    assertThat(new String(Discretion.none().request(GIVEN, GIVEN).toByteArray()))
        .contains("X-Key: typed-s3cret");
  }
}
