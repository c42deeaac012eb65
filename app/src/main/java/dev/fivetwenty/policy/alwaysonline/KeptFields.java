package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Slices;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which fields of a response become part of its copy: those that describe the content, and none that
/// belongs to a connection, to the way it came or to one visitor.
public final class KeptFields {

  private static final Set<String> LEFT_OUT =
      Set.of(
          // Of the connection, RFC 9110 §7.6.1, and of the framing.
          "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
          "upgrade", "content-length", "proxy-authenticate", "proxy-authentication-info",
          // Of the visitor.
          "set-cookie", "set-cookie2", "clear-site-data", "www-authenticate",
          // Of this way and this moment.
          "ray-id", "cf-ray", "via", "cache-status", "proxy-status", "server-timing", "warning",
          "retry-after", "ratelimit", "ratelimit-policy", "alt-svc", "x-cache", "x-request-id");

  /// Returns the copy's fields; empty if they are more than is kept of a head.
  public static Optional<HeadFields> of(Fields reply) {
    Set<String> nominated = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Slices.members(reply, "connection", nominated::add);
    var kept = new HeadFields.Writer();
    for (int i = 0; i < reply.count(); i++) {
      String name = Slices.text(reply.bytes(), reply.nameStart(i), reply.nameEnd(i));
      boolean out = LEFT_OUT.contains(name.toLowerCase(Locale.ROOT)) || nominated.contains(name);
      if (!out) kept.copy(reply, i);
    }
    HeadFields fields = kept.done();
    return fields.bytes().length > CopyPolicy.MOST_HEAD ? Optional.empty() : Optional.of(fields);
  }

  static boolean setsCookie(Fields reply) {
    return reply.find("set-cookie", 0) >= 0 || reply.find("set-cookie2", 0) >= 0;
  }

  private KeptFields() {}
}
