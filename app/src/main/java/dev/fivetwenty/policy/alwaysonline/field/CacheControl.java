package dev.fivetwenty.policy.alwaysonline.field;

import java.util.Locale;

/// What `Cache-Control` says, and for a response `CDN-Cache-Control` (RFC 9213) beside it: whatever
/// either forbids is forbidden, and of two lengths of time the shorter counts.
///
/// A directive with a list of fields, such as `no-cache="Set-Cookie"`, is taken for the one without,
/// as RFC 9111 §5.2.2.4 allows. A length of time that cannot be read is none.
public final class CacheControl {

  /// Not said.
  static final long NEVER = -1;

  /// What longer times count as, RFC 9111 §1.2.2.
  private static final long MOST_SECONDS = Integer.MAX_VALUE;

  private static final CacheControl NOTHING = new CacheControl();
  private static final Directive[] KNOWN = Directive.values();

  /// One bit for each that was said.
  private int said;
  private boolean any;
  private long maxAge = NEVER;
  private long sharedMaxAge = NEVER;
  private long staleIfError = NEVER;

  private enum Directive {
    NO_STORE, NO_CACHE, PRIVATE, MUST_REVALIDATE, PROXY_REVALIDATE, NO_TRANSFORM, MAX_AGE, S_MAXAGE, STALE_IF_ERROR;

    private final String lower = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private CacheControl() {}

  public static CacheControl ofRequest(Fields fields) {
    return fields.find("cache-control", 0) < 0 ? NOTHING : new CacheControl().with(fields, "cache-control");
  }

  public static CacheControl ofResponse(Fields fields) {
    boolean nothing = fields.find("cache-control", 0) < 0 && fields.find("cdn-cache-control", 0) < 0;
    return nothing
        ? NOTHING
        : new CacheControl().with(fields, "cache-control").with(fields, "cdn-cache-control");
  }

  private CacheControl with(Fields fields, String lower) {
    Slices.parts(fields, lower, this::directive);
    return this;
  }

  private void directive(byte[] bytes, int from, int to) {
    any = true;
    int equals = Slices.find(bytes, from, to, '=');
    int nameEnd = Slices.last(bytes, from, equals);
    for (Directive directive : KNOWN) {
      if (!Slices.same(bytes, from, nameEnd, directive.lower)) continue;
      said |= 1 << directive.ordinal();
      long seconds = equals == to ? 0 : seconds(bytes, Slices.first(bytes, equals + 1, to), to);
      switch (directive) {
        case MAX_AGE -> maxAge = shorter(maxAge, seconds);
        case S_MAXAGE -> sharedMaxAge = shorter(sharedMaxAge, seconds);
        case STALE_IF_ERROR -> staleIfError = shorter(staleIfError, seconds);
        default -> {}
      }
    }
  }

  private static long shorter(long known, long seconds) {
    return known == NEVER ? seconds : Math.min(known, seconds);
  }

  private static long seconds(byte[] bytes, int from, int to) {
    boolean quoted = to - from > 1 && bytes[from] == '"' && bytes[to - 1] == '"';
    int end = quoted ? to - 1 : to;
    long seconds = 0;
    for (int at = quoted ? from + 1 : from; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') return 0;
      seconds = Math.min(MOST_SECONDS, 10 * seconds + bytes[at] - '0');
    }
    return seconds;
  }

  private boolean says(Directive directive) {
    return (said & 1 << directive.ordinal()) != 0;
  }

  /// Returns whether anything was said at all.
  public boolean isThere() {
    return any;
  }

  public boolean noStore() {
    return says(Directive.NO_STORE);
  }

  public boolean noCache() {
    return says(Directive.NO_CACHE);
  }

  public boolean isPrivate() {
    return says(Directive.PRIVATE);
  }

  public boolean mustRevalidate() {
    return says(Directive.MUST_REVALIDATE);
  }

  public boolean proxyRevalidate() {
    return says(Directive.PROXY_REVALIDATE);
  }

  public boolean noTransform() {
    return says(Directive.NO_TRANSFORM);
  }

  /// Returns seconds, or [#NEVER].
  public long maxAge() {
    return maxAge;
  }

  public long sharedMaxAge() {
    return sharedMaxAge;
  }

  public long staleIfError() {
    return staleIfError;
  }
}
