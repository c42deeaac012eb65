package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Dates;
import dev.fivetwenty.policy.alwaysonline.field.Fields;
import dev.fivetwenty.policy.alwaysonline.field.Slices;
import java.time.Instant;
import java.util.Optional;

/// The conditions of a request, in the order of RFC 9110 §13.2.2.
final class Preconditions {

  private final Fields request;
  private final String etag;
  private final Fields kept;
  private final boolean changed;

  Preconditions(Fields request, Copy copy, Shown shown) {
    this.request = request;
    etag = shown.etag();
    kept = copy.fields();
    changed = shown.changed();
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
    return since.isPresent() && modified().filter(at -> !at.isAfter(since.get())).isPresent() ? 304 : 200;
  }

  /// Returns whether a range is of what the client has the rest of, RFC 9110 §13.1.5.
  boolean rangeApplies() {
    int field = request.find("if-range", 0);
    if (field < 0) return true;
    String value = request.value(field);
    if (value.startsWith("\"")) return value.equals(etag);
    return Dates.parse(value).isPresent() && Dates.parse(value).equals(modified());
  }

  /// A page with a banner was never modified at that time.
  private Optional<Instant> modified() {
    int field = changed ? -1 : kept.find("last-modified", 0);
    return field < 0 ? Optional.empty() : Dates.parse(kept.value(field));
  }

  private boolean has(String name) {
    return request.find(name, 0) >= 0;
  }

  private boolean isModifiedSince(String name) {
    Optional<Instant> since = date(name);
    return since.isPresent() && modified().filter(at -> at.isAfter(since.get())).isPresent();
  }

  private Optional<Instant> date(String name) {
    int field = request.find(name, 0);
    return field < 0 ? Optional.empty() : Dates.parse(request.value(field));
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
