package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Lawful fields in front of what is broken move the offset and change nothing else.
class FieldsInFrontTest {

  private static final int TRIALS = 10_000;
  private static final int MOST_FIELDS = 12;
  private static final String NAME_BYTES =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";

  @Test
  void offsetsMoveByTheLengthOfTheFields() throws IOException {
    long seed = Reading.seed();
    var random = new SplittableRandom(seed);
    List<CaseFile> broken =
        CaseFile.all(CaseFile.RESPONSES).stream().filter(FieldsInFrontTest::isBrokenBehindItsStatusLine).toList();
    assertThat(broken).hasSizeGreaterThan(80);
    for (int trial = 0; trial < TRIALS; trial++) {
      CaseFile file = broken.get(trial % broken.size());
      byte[] fields = fields(random);
      WireReport moved = read(file, Reading.randomly(withFields(file.bytes(), fields), random));
      assertThat(moved.violations())
          .as("%s with %d bytes in front, rerun with -Dseed=%d", file.name(), fields.length, seed)
          .isEqualTo(violationsMoved(file, fields.length));
    }
  }

  /// Limits count from the start of the section: what is in front of them counts too.
  private static boolean isBrokenBehindItsStatusLine(CaseFile file) {
    if (file.name().startsWith("fold-before")) return false;
    List<Violation> violations = read(file, Reading.whole(file.bytes())).violations();
    return !violations.isEmpty()
        && violations.getFirst().offset() >= statusLineEnd(file.bytes())
        && violations.stream().noneMatch(v -> isAbout(v, "limit-", "interim-", "hdr-none"));
  }

  private static boolean isAbout(Violation violation, String... starts) {
    return List.of(starts).stream().anyMatch(violation.rule().slug()::startsWith);
  }

  private static List<Violation> violationsMoved(CaseFile file, int by) {
    return read(file, Reading.whole(file.bytes())).violations().stream()
        .map(v -> new Violation(v.rule(), v.decision(), v.offset() + by, v.octet()))
        .toList();
  }

  private static WireReport read(CaseFile file, List<byte[]> parts) {
    // More room than the profile gives, so that the fields in front never reach a limit.
    Limits room = new Limits(8192, 65_536, 65_536, 2000, 2, 4096, 8192, 65_536);
    Profile profile =
        file.profile().derive("roomy", room, file.profile().timeouts(), Map.of());
    return Reading.response(profile, file.request(), 0, parts, file.ending());
  }

  private static int statusLineEnd(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] != '\n') at++;
    return Math.min(bytes.length, at + 1);
  }

  private static byte[] withFields(byte[] bytes, byte[] fields) {
    int end = statusLineEnd(bytes);
    var all = new ByteArrayOutputStream();
    all.write(bytes, 0, end);
    all.writeBytes(fields);
    all.write(bytes, end, bytes.length - end);
    return all.toByteArray();
  }

  static byte[] fields(SplittableRandom random) {
    var lines = new StringBuilder();
    for (int i = 1 + random.nextInt(MOST_FIELDS); i > 0; i--) {
      // The prefix keeps clear of names that mean something.
      lines.append("x-");
      for (int j = random.nextInt(30); j > 0; j--) {
        lines.append(NAME_BYTES.charAt(random.nextInt(NAME_BYTES.length())));
      }
      lines.append(':').append(" \t".repeat(random.nextInt(2)));
      for (int j = random.nextInt(80); j > 0; j--) lines.append(valueByte(random));
      lines.append("\r\n");
    }
    return lines.toString().getBytes(ISO_8859_1);
  }

  private static char valueByte(SplittableRandom random) {
    int octet = 0x20 + random.nextInt(0xE0);
    return octet == 0x7F ? '\t' : (char) octet;
  }
}
