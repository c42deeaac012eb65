package dev.fivetwenty.sanitise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Puts a keyed token in the place of a value, so that equal values stay equal within one report.
///
/// The key is random and never leaves the process: nobody can try values against a token later.
public final class Tokens {

  /// Two octets tell the few values of one report apart and give nothing else away.
  private static final int TOKEN_OCTETS = 2;

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key = new byte[32];

  public Tokens() {
    new SecureRandom().nextBytes(key);
  }

  /// Returns for example `#3f9a len=44`.
  public String of(String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.ISO_8859_1));
      String hex = HexFormat.of().formatHex(digest, 0, TOKEN_OCTETS);
      return "#" + hex + " len=" + value.length();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every JDK", e);
    }
  }
}
