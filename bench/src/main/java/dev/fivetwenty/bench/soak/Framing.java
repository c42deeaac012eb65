package dev.fivetwenty.bench.soak;

/// How the end of a reply's content is known.
enum Framing {
  LENGTH,
  CHUNKED,
  CLOSE
}
