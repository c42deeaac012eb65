package dev.fivetwenty.doctor.asking;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Finding.Severity;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.KeptConnection;
import dev.fivetwenty.wire.Violation;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// A tolerated oddity of a reply as a finding.
public final class Oddity {

  /// Bytes where none belong would begin the next reply on the connection.
  private static final Set<Cause> POISON =
      EnumSet.of(
          Cause.BODYLESS_204, Cause.BODYLESS_205, Cause.BODYLESS_304, Cause.BODYLESS_HEAD,
          Cause.BODY_EXCESS);

  /// Returns the finding about the first glitch of that name.
  public static Finding of(Cause cause, List<Violation> glitches) {
    Violation first =
        glitches.stream().filter(g -> Cause.of(g.rule()) == cause).findFirst().orElseThrow();
    return new Finding(
        cause, isPoison(cause) ? Severity.WARNING : Severity.INFO, cause.summary(),
        new Evidence.Bytes(first), OptionalLong.of(first.offset()));
  }

  public static boolean isPoison(Cause cause) {
    return POISON.contains(cause);
  }

  /// True when bytes came behind the end of the reply, with it or by now.
  public static boolean isFollowed(Attempt attempt) {
    boolean atOnce =
        attempt.judgement().glitches().stream()
            .anyMatch(glitch -> isPoison(Cause.of(glitch.rule())));
    return atOnce
        || attempt.kept()
            .map(kept -> kept.whenDisturbed().getNow(null))
            .filter(idle -> idle.unsolicited().length > 0)
            .isPresent();
  }

  /// Returns what came on an idle connection: its first line where that is text, else how long it is.
  public static String unsolicited(KeptConnection.Idle idle) {
    String line =
        new String(idle.unsolicited(), StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    boolean isText = !line.isBlank() && line.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return isText ? "`" + line + "`" : "%d bytes or more".formatted(idle.unsolicited().length);
  }

  private Oddity() {}
}
