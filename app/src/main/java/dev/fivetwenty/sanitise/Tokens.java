package dev.fivetwenty.sanitise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Puts a keyed token in the place of a value, so that equal values stay equal within one report.
///
/// The key is random and never leaves the process, unless its owner keeps it to make the tokens of
/// two files comparable: nobody else can try values against a token later.
public final class Tokens {

  public static final int KEY_OCTETS = 32;

  /// Two octets tell the few values of one report apart and give nothing else away.
  private static final int TOKEN_OCTETS = 2;

  /// Addresses are counted by their tokens, and there are many.
  private static final int ADDRESS_OCTETS = 4;

  /// A file has many values, and two of them must not be taken for one.
  private static final int FILE_TOKEN_OCTETS = 6;

  private static final String ALGORITHM = "HmacSHA256";

  /// Made of characters that may stand in a URL, a cookie, a form and a field value.
  private static final Pattern IN_FILE = Pattern.compile("~[0-9a-f]{12}~([0-9]{1,9})~");

  private final Mac mac;

  public Tokens() {
    this(newKey());
  }

  /// @param key kept secret by whoever gives it
  public Tokens(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every JDK", e);
    }
  }

  public static byte[] newKey() {
    byte[] key = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /// Returns for example `#3f9a len=44`, also of a value that has tokens for a file in it.
  public String of(String value) {
    return "#" + digest(value, TOKEN_OCTETS) + " len=" + lengthBefore(value);
  }

  /// Returns for example `#3f9a07c1`: its length would tell much of an address.
  public String ofAddress(String address) {
    return "#" + digest(address, ADDRESS_OCTETS);
  }

  /// Returns a token for a place in a file, whatever its syntax, for example `~3f9a51c2d0e1~44~`.
  ///
  /// @param length of the value where it was, which is shown
  public String inFile(String value, long length) {
    return "~" + digest(value, FILE_TOKEN_OCTETS) + "~" + length + "~";
  }

  /// Returns whether the text is one token for a file and nothing else.
  public static boolean isInFile(String text) {
    return text.startsWith("~") && IN_FILE.matcher(text).matches();
  }

  /// Returns how long a text was before tokens for a file were put into it.
  public static long lengthBefore(String text) {
    if (text.indexOf('~') < 0) return text.length();
    long length = text.length();
    Matcher token = IN_FILE.matcher(text);
    while (token.find()) length += Long.parseLong(token.group(1)) - token.group().length();
    return length;
  }

  private synchronized String digest(String value, int octets) {
    byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, octets);
  }
}
