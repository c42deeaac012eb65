package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/// Functions that write the bytes of a string in another way.
final class Codings {

  private static final int UUID_BYTES = 16;

  /// The string that Base64 stands for, padded or not; missing where it is none.
  static boolean decodeBase64(Slice text, Scratch scratch, Slice out) {
    if (text.length() > Scratch.MOST) return false;
    try {
      out.set(Base64.getDecoder().decode(text.copy()));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// @param flags with `u` for the alphabet of URLs, with `p` padded
  static TextFunctions.Change encodeBase64(String flags) {
    Base64.Encoder alphabet = flags.contains("u") ? Base64.getUrlEncoder() : Base64.getEncoder();
    Base64.Encoder encoder = flags.contains("p") ? alphabet : alphabet.withoutPadding();
    return (text, _, out) -> {
      if (text.length() > Scratch.MOST / 4 * 3) return false;
      out.set(encoder.encode(text.copy()));
      return true;
    };
  }

  /// The 32 bytes of the digest.
  static boolean sha256(Slice text, Scratch scratch, Slice out) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(text.bytes(), text.from(), text.length());
      out.set(digest.digest());
      return true;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// A UUID of version 4 (RFC 9562 §5.4) of the first bytes; missing where there are too few.
  static boolean uuid(Slice seed, Scratch scratch, Slice out) {
    if (seed.length() < UUID_BYTES) return false;
    ByteBuffer bytes = ByteBuffer.wrap(seed.bytes(), seed.from(), UUID_BYTES);
    long most = bytes.getLong() & ~0xF000L | 0x4000;
    long least = bytes.getLong() & ~(0b11L << 62) | 0b10L << 62;
    out.set(new UUID(most, least).toString().getBytes(US_ASCII));
    return true;
  }

  private Codings() {}
}
