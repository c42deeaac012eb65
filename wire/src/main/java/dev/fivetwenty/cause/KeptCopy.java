package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells of a good reply that it is an old copy, served because the origin behind the one that serves it
/// fails. What is merely stale is none: a cache may be fetching it anew.
final class KeptCopy {

  /// A member of a list, RFC 9211 §2: words of caches that were asked for the origin's answer and had none.
  private static final Pattern CACHE_STATUS =
      Pattern.compile(";\\s*(detail=\"?always-online\\b|fwd-status=5\\d\\d)(?!\\w)");

  /// RFC 9209 §2.1.1: with a good status it tells of what the copy stands in for.
  private static final Pattern PROXY_STATUS = Pattern.compile(";\\s*(error=([a-z_]{1,64}))");

  /// RFC 7234 §5.5.2, obsolete and still sent: the attempt to validate failed.
  private static final Pattern WARNING = Pattern.compile("(?:^|,)\\s*(111) ");

  /// What Akamai and Squid say.
  private static final Pattern X_CACHE = Pattern.compile("\\b(TCP_REFRESH_FAIL\\w*)");

  /// What Cloudflare says, and nginx where its `$upstream_cache_status` is shown.
  private static final Pattern STALE = Pattern.compile("^(STALE)$", Pattern.CASE_INSENSITIVE);

  /// Returns the field that says so, with that word alone: the rest of its value may be about a person.
  static Optional<String> said(ResponseHead head) {
    if (head.status() < 200 || head.status() > 399) return Optional.empty();
    return head.fields().stream().flatMap(field -> said(field).stream()).findFirst();
  }

  /// Returns the error type of RFC 9209 that the copy stands in for, where that is told.
  static Optional<String> error(ResponseHead head) {
    return head.value("Proxy-Status").map(PROXY_STATUS::matcher).filter(Matcher::find)
        .map(told -> told.group(2));
  }

  private static Optional<String> said(Field field) {
    Pattern sign =
        switch (field.name().toLowerCase(Locale.ROOT)) {
          case "cache-status" -> CACHE_STATUS;
          case "proxy-status" -> PROXY_STATUS;
          case "warning" -> WARNING;
          case "x-cache" -> X_CACHE;
          case "cf-cache-status", "x-cache-status", "x-proxy-cache" -> STALE;
          default -> null;
        };
    if (sign == null) return Optional.empty();
    Matcher said = sign.matcher(field.value().strip());
    return said.find() ? Optional.of(field.name() + ": " + said.group(1)) : Optional.empty();
  }

  private KeptCopy() {}
}
