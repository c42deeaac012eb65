package dev.fivetwenty.bench.soak;

import java.util.List;
import java.util.Set;

/// How the origin breaks a reply, and the causes that the edge may name for it.
enum Fault {
  NONE,
  // After 100 (Continue) the reply is not quite empty.
  EMPTY_FIN("resp-empty-fin", "conn-stale-reuse", "interim-only-then-close"),
  EMPTY_RST("resp-empty-rst", "conn-stale-reuse", "interim-only-then-close"),
  NO_STATUS("sl-status-alpha"),
  NO_COLON("hdr-no-colon"),
  LARGE_HEADER("limit-header-section", "limit-header-field"),
  HEAD_CUT("head-truncated-fin"),
  SHORT_FIN("body-short-fin"),
  SHORT_RST("body-short-rst"),
  CHUNK_NOT_HEX("chunk-non-hex"),
  CHUNKS_CUT("body-chunk-eof");

  /// Those that a client may meet.
  static final List<Fault> ALL = List.of(values()).subList(1, values().length);

  private final Set<String> causes;

  Fault(String... causes) {
    this.causes = Set.of(causes);
  }

  Set<String> causes() {
    return causes;
  }

  /// True when the reply begins soundly, so that its head may have reached the client.
  boolean isInContent() {
    return ordinal() >= SHORT_FIN.ordinal();
  }
}
