package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.util.List;

/// Octets as they may be stored: of the same length, with names, framing and the octets at which the
/// judge found fault where they were, and `*` for all else that is not known to be harmless.
///
/// The judge says the same of a whole message before and after.
public final class Covered {

  /// Where content lies.
  public record Span(long from, long to) {}

  /// Returns the first octets of a reply, covered.
  ///
  /// @param report what the judge went by
  public static byte[] reply(byte[] first, WireReport report) {
    byte[] covered = first.clone();
    Mask.wholeReply(covered);
    showFaults(covered, first, 0, report);
    return covered;
  }

  /// Returns the first octets of a request, covered.
  ///
  /// @param framed content is still in its framing, as it was sent
  public static byte[] request(byte[] first, boolean framed) {
    byte[] covered = first.clone();
    Mask.wholeRequest(covered, framed);
    return covered;
  }

  /// Returns later octets of a reply, covered.
  ///
  /// @param offset   of the first, from the first of the message
  /// @param contents the stretches of chunked content that are known, in order; empty where there
  ///                 are none, and then nothing is framing
  public static byte[] replyFrom(
      long offset, byte[] later, List<Span> contents, WireReport report) {
    byte[] covered = later.clone();
    long refused = report.rejection().map(v -> v.offset() - report.start()).orElse(Long.MAX_VALUE);
    long end = Math.min(refused, report.bytes() - report.excessBytes());
    later(covered, offset, contents, end);
    showFaults(covered, later, offset, report);
    return covered;
  }

  /// Returns later octets of a request, covered likewise.
  public static byte[] requestFrom(long offset, byte[] later, List<Span> contents) {
    byte[] covered = later.clone();
    later(covered, offset, contents, Long.MAX_VALUE);
    return covered;
  }

  /// Returns a request target or another text with URLs, their queries, users and keys in paths covered.
  public static String urls(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    Urls.cover(bytes, 0, bytes.length);
    return new String(bytes, ISO_8859_1);
  }

  /// Returns octets of which not even the protocol is known, covered but for what HTTP/1 starts with.
  public static byte[] unknown(byte[] bytes) {
    byte[] covered = bytes.clone();
    StartLineMask.coverBut(covered, 0, covered.length);
    return covered;
  }

  /// Returns the first octets of another protocol, covered but for what the judge decodes.
  static byte[] opening(byte[] bytes, Rule rule) {
    if (bytes.length == 0) return bytes;
    byte[] covered = bytes.clone();
    StartLineMask.coverForeign(covered, 0, 1, rule);
    return covered;
  }

  /// Returns a line with which a server of another protocol greets, covered but for what says which.
  static byte[] greeting(byte[] line) {
    return opening(line, Rule.NONHTTP_BANNER);
  }

  /// @param end where framing ends for sure
  private static void later(byte[] bytes, long offset, List<Span> contents, long end) {
    int at = 0;
    boolean known = false;
    for (Span span : contents) {
      int from = index(span.from() - offset, bytes);
      if (known) ChunkLines.cover(bytes, at, from);
      else Octets.hide(bytes, at, from);
      at = index(span.to() - offset, bytes);
      Octets.hide(bytes, from, at);
      known = true;
    }
    int framed = known ? Math.max(at, index(end - offset, bytes)) : at;
    ChunkLines.cover(bytes, at, framed);
    Octets.hide(bytes, framed, bytes.length);
  }

  private static int index(long at, byte[] bytes) {
    return (int) Math.max(0, Math.min(at, bytes.length));
  }

  private static void showFaults(byte[] covered, byte[] bytes, long offset, WireReport report) {
    for (Violation violation : report.violations()) {
      long at = violation.offset() - report.start() - offset;
      if (at < 0 || at >= bytes.length) continue;
      covered[(int) at] = bytes[(int) at];
      if (violation.rule() == Rule.SL_LEADING_JUNK) StartLineMask.showStatus(covered, bytes, (int) at);
    }
  }

  private Covered() {}
}
