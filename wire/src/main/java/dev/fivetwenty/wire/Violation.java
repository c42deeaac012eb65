package dev.fivetwenty.wire;

/// One occurrence of a broken [Rule].
///
/// `offset` is that of the first offending byte, counted from the first byte the peer sent on the
/// connection; `octet` is that byte (0 to 255), or -1 where the input ended instead.
public record Violation(Rule rule, Decision decision, long offset, int octet) {

  @Override
  public String toString() {
    String what = octet < 0 ? "end of input" : Octets.show(octet);
    return "%s at byte %d (%s): %s".formatted(rule.slug(), offset, rule.section(), what);
  }

  /// Returns where and what, without the rule's name: `0x0D at byte 24 (RFC 9112 §2.2)`.
  public String place() {
    String what = octet < 0 ? "end of input" : Octets.show(octet);
    return "%s at byte %d (%s)".formatted(what, offset, rule.section());
  }
}
