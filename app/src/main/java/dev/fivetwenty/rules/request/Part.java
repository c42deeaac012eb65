package dev.fivetwenty.rules.request;

/// A text of a request that stands outside of its fields.
public enum Part {
  METHOD,
  /// Host and port: of an absolute-form target, else of `Host`.
  AUTHORITY,
  /// As received; `/` where the target has none.
  PATH,
  /// As received, behind the question mark; missing where there is no question mark.
  QUERY,
  /// `HTTP/1.1`.
  VERSION,
  RAY_ID,
  /// The site of this edge, the suffix of its Ray IDs.
  SITE,
  /// `TLSv1.3`; missing without TLS, as is the next.
  TLS_VERSION,
  TLS_CIPHER,
  /// Sixteen bytes at random, the same for all of a request. No secret can be made of them.
  RANDOM_SEED,
  /// How an answer that the edge made itself came to be; missing for a reply of the origin.
  ERROR_TYPE
}
