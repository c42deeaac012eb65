package dev.fivetwenty.wire;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a [ResponseReader] can say when the bytes have stopped: measurements only, no opinion.
///
/// A pure function of the bytes, the request, the profile and the ending; the splits of the
/// bytes never show. Immutable.
///
/// @param bytes          received in all on behalf of this exchange, excess included
/// @param violations     in offset order, at most [ResponseReader#MAX_VIOLATIONS]; a rejected one is the last
/// @param violationCount all, also those not kept
/// @param partialHead    fields that were complete when the head broke off or was refused, and the one that reached
///                       over a limit as far as it was read, with its size; empty when `head` is there
/// @param interimCount   complete interim responses
/// @param lastInterim    status of the last one, 0 when there was none
/// @param declaredBytes  value of Content-Length where that frames the content, else -1
/// @param contentBytes   content received, transfer coding removed
/// @param sectionBytes   header section so far; measured on behind a limit of section, field or count
/// @param fieldCount     fields in it
/// @param largestFields  the biggest of them, up to three, biggest first
/// @param sectionWhole   it was read to its empty line; else `sectionBytes` and the rest are the least there was
/// @param excessBytes    after the end of the message
/// @param protocol       what the first bytes look like when they are not HTTP/1: `TLS`, `HTTP/2`, `SSH`, …; else empty
/// @param opening        first bytes of such a protocol in hex, as many as it takes to decode them, at most 64 bytes
/// @param keepAlive      the connection could carry another exchange
/// @param start          offset of the exchange's first byte on the connection
public record WireReport(
    Reached reached,
    long bytes,
    List<Violation> violations,
    int violationCount,
    Optional<ResponseHead> head,
    List<Field> partialHead,
    int interimCount,
    long interimBytes,
    int lastInterim,
    Framing framing,
    long declaredBytes,
    long contentBytes,
    int sectionBytes,
    int fieldCount,
    List<Field> largestFields,
    boolean sectionWhole,
    long excessBytes,
    String protocol,
    String opening,
    boolean keepAlive,
    Ending ending,
    long start) {

  private static final Set<Rule> SIZES_OF_SECTIONS =
      EnumSet.of(Rule.LIMIT_HEADER_SECTION, Rule.LIMIT_HEADER_FIELD, Rule.LIMIT_HEADER_COUNT);

  public WireReport {
    violations = List.copyOf(violations);
    partialHead = List.copyOf(partialHead);
    largestFields = List.copyOf(largestFields);
  }

  /// Returns the violation at which the profile refused the message.
  public Optional<Violation> rejection() {
    for (Violation violation : violations) {
      if (violation.decision() == Decision.REJECT) return Optional.of(violation);
    }
    return Optional.empty();
  }

  /// Returns whether a header section was refused for its size, which was measured on behind the limit.
  public boolean isSectionTooLarge() {
    return rejection().map(Violation::rule).filter(SIZES_OF_SECTIONS::contains).isPresent();
  }

  public List<Violation> glitches() {
    if (violations.isEmpty()) return violations;
    var glitches = new ArrayList<Violation>(violations.size());
    for (Violation violation : violations) {
      if (violation.decision() == Decision.GLITCH) glitches.add(violation);
    }
    return List.copyOf(glitches);
  }
}
