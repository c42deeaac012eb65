package dev.fivetwenty.wire;

/// What a [ResponseReader] reads next.
enum ResponsePhase {
  START_LINE,
  FIELDS,
  AFTER_INTERIM,
  LENGTH,
  CHUNKED,
  CLOSE,
  TUNNEL,
  DONE,
  EXCESS,
  REFUSED,
  REJECTED
}
