package dev.fivetwenty.ticket.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.har.sanitise.Forms;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The known messages of servers.
class SignaturesTest {

  @Test
  void eachIsRecognisedInALineAndMayBeGivenAway() {
    assertThat(Signatures.all()).hasSizeGreaterThan(60);
    for (Signature signature : Signatures.all()) {
      String line = "at " + signature.text().replace("#", "4711").replace("*", "anything") + " end";
      assertThat(signature.isIn(line)).as(signature.text()).isTrue();
      assertThat(Signatures.in(line)).as(signature.text()).isPresent();
      assertThat(signature.fixed()).hasSizeGreaterThan(3);
      assertThat(signature.causes()).isNotEmpty();
      assertThat(Forms.of(signature.means() + signature.text())).as(signature.text()).isEmpty();
    }
  }

  /// A cause whose server would have written nothing has no line to look for.
  @ParameterizedTest
  @EnumSource(value = Family.class, names = {
    "RESET_AFTER_HANDSHAKE", "HEADER_SECTION_TOO_LARGE", "EMPTY_REPLY", "INVALID_RESPONSE",
    "HEADERS_MISSING", "TIMEOUT", "INCOMPLETE_CONTENT", "CONNECT"
  })
  void eachDocumentedCauseHasPlacesToLook(Family family) {
    assertThat(Arrays.stream(Cause.values()).filter(c -> c.family() == family))
        .isNotEmpty().allSatisfy(cause -> assertThat(Signatures.of(cause)).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "2026/11/25 14:03:12 [alert] 9#9: worker process 4711 exited on signal 11 (core dumped) | nginx",
    "[25-Nov-2026 14:03:12] WARNING: [pool www] child 4711 exited on signal 11 (SIGSEGV - core dumped) after 3.2 seconds from start | PHP-FPM",
    "198.51.100.7 - - [25/Nov/2026:14:03:12 +0000] \"GET / HTTP/1.1\" 444 0 \"-\" \"curl\" | nginx",
    "[Wed Nov 25 14:03:12 2026] [core:notice] [pid 7] AH00052: child pid 9 exit signal Segmentation fault (11) | Apache",
    "kernel: Out of memory: Killed process 4711 (php-fpm) total-vm:1kB | Linux",
    "haproxy[7]: 198.51.100.7:1 [25/Nov/2026:14:03:11.412] f b/s 0/0/0/-1/1 502 208 - - SH-- 1/1/0/0/0 0/0 | HAProxy",
    "PHP message: PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) | PHP",
  })
  void realLinesAreRecognised(String line, String software) {
    assertThat(Signatures.in(line)).map(Signature::software).isEqualTo(Optional.of(software));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "198.51.100.7 - - [25/Nov/2026:14:03:12 +0000] \"GET /444 HTTP/1.1\" 200 4440 \"-\" \"curl\"",
    "[notice] 9#9: start worker process 4711", "everything is fine"
  })
  void ordinaryLinesAreNot(String line) {
    assertThat(Signatures.in(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
    "nginx | nginx-error | x | @no-such-family | y", "nginx | nginx-error | x | no-such-cause | y",
    "nginx | no-such-log | x | hdr-none | y", "nginx | nginx-error | x"
  })
  void aRowThatIsWrongIsRefused(String row) {
    assertThatThrownBy(() -> Signatures.parse(row)).isInstanceOf(IllegalArgumentException.class);
  }
}
