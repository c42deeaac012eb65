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

  private boolean noStore;
  private boolean noCache;
  private boolean secret;
  private boolean mustRevalidate;
  private boolean proxyRevalidate;
  private boolean noTransform;
  private boolean any;
  private long maxAge = NEVER;
  private long sharedMaxAge = NEVER;
  private long staleIfError = NEVER;

  public static CacheControl ofRequest(Fields fields) {
    var control = new CacheControl();
    Slices.members(fields, "cache-control", control::directive);
    return control;
  }

  public static CacheControl ofResponse(Fields fields) {
    CacheControl control = ofRequest(fields);
    Slices.members(fields, "cdn-cache-control", control::directive);
    return control;
  }

  private void directive(String member) {
    any = true;
    int equals = member.indexOf('=');
    String name = (equals < 0 ? member : member.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : member.substring(equals + 1).strip();
    switch (name) {
      case "no-store" -> noStore = true;
      case "no-cache" -> noCache = true;
      case "private" -> secret = true;
      case "must-revalidate" -> mustRevalidate = true;
      case "proxy-revalidate" -> proxyRevalidate = true;
      case "no-transform" -> noTransform = true;
      case "max-age" -> maxAge = shorter(maxAge, value);
      case "s-maxage" -> sharedMaxAge = shorter(sharedMaxAge, value);
      case "stale-if-error" -> staleIfError = shorter(staleIfError, value);
      default -> {}
    }
  }

  private static long shorter(long known, String value) {
    long seconds = seconds(value);
    return known == NEVER ? seconds : Math.min(known, seconds);
  }

  private static long seconds(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String digits = quoted ? value.substring(1, value.length() - 1) : value;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) return 0;
    return digits.length() > 10 ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(digits));
  }

  /// Returns whether anything was said at all.
  public boolean isThere() {
    return any;
  }

  public boolean noStore() {
    return noStore;
  }

  public boolean noCache() {
    return noCache;
  }

  public boolean isPrivate() {
    return secret;
  }

  public boolean mustRevalidate() {
    return mustRevalidate;
  }

  public boolean proxyRevalidate() {
    return proxyRevalidate;
  }

  public boolean noTransform() {
    return noTransform;
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
