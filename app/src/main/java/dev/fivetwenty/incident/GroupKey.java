package dev.fivetwenty.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.recorder.Kept;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What makes incidents alike. The same four texts have the same [#id] in every store.
///
/// @param cause slug; empty when nothing failed
public record GroupKey(String cause, String origin, String route, String fingerprint) {

  /// 48 bits: enough for the groups of one store, and too short to be taken for a Ray ID.
  public static final int ID_DIGITS = 12;

  public static GroupKey of(Incident incident) {
    return of(incident.kept(), incident.answer().origin(), incident.answer().route());
  }

  /// @param kept sanitised or not: the key is the same
  public static GroupKey of(Kept kept, String origin, String route) {
    String cause = kept.verdict().map(Verdict::cause).map(c -> c.slug()).orElse("");
    return new GroupKey(cause, origin, route, Fingerprint.of(kept));
  }

  public String id() {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      String all = String.join("\0", cause, origin, route, fingerprint);
      return HexFormat.of().formatHex(sum.digest(all.getBytes(UTF_8)), 0, ID_DIGITS / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
