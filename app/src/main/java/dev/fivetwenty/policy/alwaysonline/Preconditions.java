package dev.fivetwenty.policy.alwaysonline;

import java.time.Instant;
import java.util.Optional;

/// The conditions of a request, in the order of RFC 9110 §13.2.2.
final class Preconditions {

  private final Fields request;
  private final String etag;
  private final Optional<Instant> modified;

  Preconditions(Fields request, Copy copy, Shown shown) {
    this.request = request;
    etag = shown.etag();
    // A page with a banner was never modified at that time.
    int field = shown.changed() ? -1 : copy.fields().find("last-modified", 0);
    modified = field < 0 ? Optional.empty() : Freshness.parse(copy.fields().value(field));
  }

  /// Returns 412, 304, or 200 where nothing speaks against the whole.
  int status() {
    if (has("if-match")) {
      if (!matches("if-match", true)) return 412;
    } else if (isModifiedSince("if-unmodified-since")) {
      return 412;
    }
    if (has("if-none-match")) return matches("if-none-match", false) ? 304 : 200;
    Optional<Instant> since = date("if-modified-since");
    boolean same = since.isPresent() && modified.isPresent() && !modified.get().isAfter(since.get());
    return same ? 304 : 200;
  }

  /// Returns whether a range is of what the client has the rest of, RFC 9110 §13.1.5.
  boolean rangeApplies() {
    int field = request.find("if-range", 0);
    if (field < 0) return true;
    String value = request.value(field);
    if (value.startsWith("\"")) return value.equals(etag);
    return Freshness.parse(value).isPresent() && Freshness.parse(value).equals(modified);
  }

  private boolean has(String name) {
    return request.find(name, 0) >= 0;
  }

  private boolean isModifiedSince(String name) {
    Optional<Instant> since = date(name);
    return since.isPresent() && modified.isPresent() && modified.get().isAfter(since.get());
  }

  private Optional<Instant> date(String name) {
    int field = request.find(name, 0);
    return field < 0 ? Optional.empty() : Freshness.parse(request.value(field));
  }

  private boolean matches(String name, boolean strong) {
    var found = new boolean[1];
    Slices.members(request, name, member -> found[0] |= member.equals("*") || same(member, strong));
    return found[0];
  }

  private boolean same(String other, boolean strong) {
    if (etag.isEmpty()) return false;
    if (strong) return !etag.startsWith("W/") && etag.equals(other);
    return opaque(etag).equals(opaque(other));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
