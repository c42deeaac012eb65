package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Any bytes at all: no exception, offsets in order and inside the input, one report for any split.
///
/// The first byte of an input chooses profile, method and ending, the second the split; the rest
/// is what the peer sends. The inputs in `corpus/fuzz` are replayed by every build and explored
/// from with `JAZZER_FUZZ=1`.
class ReadersFuzzTest {

  private static final long START = 1_000_000;
  private static final List<String> METHODS = List.of("GET", "HEAD", "CONNECT", "POST");

  private static final byte[] CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII);

  @FuzzTest(maxDuration = "10m")
  void response(byte[] input) {
    if (input.length > 2) check(input[0] & 0xFF, input[1], tail(input));
  }

  @FuzzTest(maxDuration = "10m")
  void chunked(byte[] input) {
    if (input.length <= 2) return;
    byte[] content = tail(input);
    byte[] message = Arrays.copyOf(CHUNKED_HEAD, CHUNKED_HEAD.length + content.length);
    System.arraycopy(content, 0, message, CHUNKED_HEAD.length, content.length);
    check(input[0] & 0x0F, input[1], message);
  }

  @FuzzTest(maxDuration = "10m")
  void request(byte[] input) {
    if (input.length <= 2) return;
    byte[] bytes = tail(input);
    Limits limits = limits(input[0] & 0xFF);
    List<String> whole = Reading.request(limits, Reading.whole(bytes));
    assertThat(Reading.request(limits, Reading.oneByOne(bytes))).isEqualTo(whole);
    var random = new SplittableRandom(input[1]);
    assertThat(Reading.request(limits, Reading.randomly(bytes, random))).isEqualTo(whole);
  }

  private static void check(int choice, int split, byte[] bytes) {
    Profile base = Profile.builtIn().get(choice % 3);
    Profile profile =
        base.derive("fuzz", limits(choice), base.timeouts(), Map.of());
    Request request =
        (choice & 0x80) != 0
            ? new Request("GET", true, "dGhlIHNhbXBsZSBub25jZQ==")
            : Request.of(METHODS.get(choice >> 4 & 3));
    Ending ending = Ending.values()[choice % Ending.values().length];
    WireReport whole = Reading.response(profile, request, START, Reading.whole(bytes), ending);
    checkOffsets(whole, bytes.length);
    assertThat(Reading.response(profile, request, START, Reading.oneByOne(bytes), ending))
        .isEqualTo(whole);
    var parts = Reading.randomly(bytes, new SplittableRandom(split));
    assertThat(Reading.response(profile, request, START, parts, ending)).isEqualTo(whole);
  }

  private static void checkOffsets(WireReport report, int length) {
    assertThat(report.bytes()).isEqualTo(length);
    long last = START;
    for (Violation violation : report.violations()) {
      assertThat(violation.offset()).isBetween(last, START + length);
      last = violation.offset();
      boolean atEnd = violation.offset() == START + length;
      assertThat(violation.octet() < 0).isEqualTo(atEnd);
      boolean isLast = violation == report.violations().getLast();
      assertThat(violation.decision() == Decision.GLITCH || isLast).isTrue();
    }
  }

  /// Small limits for every other choice, so that short inputs reach them too.
  private static Limits limits(int choice) {
    return (choice & 8) == 0 ? Profile.CLASSIC.limits() : new Limits(40, 60, 30, 4, 2, 10, 40, 90);
  }

  private static byte[] tail(byte[] input) {
    return Arrays.copyOfRange(input, 2, input.length);
  }
}
