package dev.fivetwenty.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.RequestBytes;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void showsAllToWhoeverAsksForIt() {
    assertThat(new String(Discretion.none().request(GIVEN, GIVEN).toByteArray()))
        .contains("X-Key: typed-s3cret");
  }
}
