package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.sanitise.Covered;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.sanitise.Tolerant;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Covers field values and content in raw reply bytes, in place, so that the judge says the same of
/// them, offsets included. That is tried with each profile before the bytes are given out.
final class RawCleaner {

  /// Of what is no HTTP as many bytes stay as it takes to tell what it is.
  private static final int OPENING_BYTES = 64;

  /// Behind a byte that was refused in framing, bytes that belong to the evidence.
  private static final int BEHIND = 2;

  /// Returns the bytes covered, or nothing where the judge would then say something else.
  static Optional<byte[]> clean(byte[] raw, Request request, Ending ending) {
    return Stream.of(Tolerant.PROFILE, Profile.CLASSIC)
        .map(profile -> covered(raw, request, ending, profile))
        .filter(covered -> saysTheSame(raw, covered, request, ending))
        .findFirst();
  }

  private static boolean saysTheSame(byte[] raw, byte[] covered, Request request, Ending ending) {
    return Profile.builtIn().stream()
        .allMatch(
            profile ->
                says(raw, request, ending, profile).equals(says(covered, request, ending, profile)));
  }

  /// @param profile by which content is told from framing
  private static byte[] covered(byte[] raw, Request request, Ending ending, Profile profile) {
    byte[] covered = Secrets.message(raw);
    var reader = new ResponseReader(profile).begin(request, 0);
    var input = ByteBuffer.wrap(raw);
    boolean more = true;
    boolean whole = false;
    while (more) {
      switch (reader.read(input)) {
        case CONTENT -> cover(covered, reader.contentStart(), reader.contentEnd());
        case INTERIM_HEAD, FINAL_HEAD -> { }
        case COMPLETE -> {
          more = false;
          whole = true;
        }
        case NEED_MORE, REFUSED, REJECTED -> more = false;
      }
    }
    int end = input.position();
    WireReport report = reader.end(ending);
    queries(covered, Covered.reply(raw, report));
    int from = whole ? end : report.rejection().map(v -> behind(raw, report, (int) v.offset()))
        .orElse(raw.length);
    cover(covered, from, raw.length);
    RawPaths.cover(covered, 0, from);
    return covered;
  }

  /// Covers what a field that is harmless otherwise has of URLs.
  private static void queries(byte[] covered, byte[] strictly) {
    for (int i = 0; i < covered.length; i++) {
      if (strictly[i] == '*' && covered[i] != '\r' && covered[i] != '\n') covered[i] = '*';
    }
  }

  /// Returns from where on bytes behind a refused one are no evidence: in a head its end.
  private static int behind(byte[] raw, WireReport report, int refused) {
    if (report.head().isPresent()) return Math.min(raw.length, refused + BEHIND);
    int end = headEnd(raw, refused);
    boolean isHead = report.reached().compareTo(Reached.HEADERS) >= 0;
    return isHead ? end : Math.min(end, Math.max(OPENING_BYTES, refused + BEHIND));
  }

  private static int headEnd(byte[] raw, int from) {
    for (int i = Math.max(0, from - 3); i + 1 < raw.length; i++) {
      if (raw[i] != '\n') continue;
      boolean blank = raw[i + 1] == '\n' || raw[i + 1] == '\r' && i + 2 < raw.length && raw[i + 2] == '\n';
      if (blank) return Math.min(raw.length, i + 3);
    }
    return raw.length;
  }

  /// Makes octets `*`; line ends stay.
  private static void cover(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != '\r' && bytes[i] != '\n') bytes[i] = '*';
    }
  }

  /// What may not change; the octet that breaks a rule may, where it is content.
  private record Said(
      String cause, OptionalLong offset, List<String> glitches, String unfinished, long content) {}

  private static Said says(byte[] raw, Request request, Ending ending, Profile profile) {
    Replay replay = Replay.of(raw, ending, request, profile);
    Judgement judgement = replay.judgement();
    Optional<Verdict> verdict = judgement.verdict();
    return new Said(
        verdict.map(v -> v.cause().slug()).orElse(""),
        verdict.map(Verdict::offset).orElse(OptionalLong.empty()),
        judgement.glitches().stream().map(g -> g.rule().slug() + " " + g.offset()).toList(),
        judgement.unfinished().map(u -> u.pending().cause().slug()).orElse(""),
        replay.report().contentBytes());
  }

  private RawCleaner() {}
}
