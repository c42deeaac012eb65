package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Slice;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks a message with its time and its code: `message separator 1484063787-code`, where the code is
/// HMAC-SHA256 of message and time, in Base64.
///
/// @param seconds   for which a message holds
/// @param separator its length in bytes
/// @param urlSafe   the code is in URL-safe Base64 without padding; else it is URL-encoded
record TimedHmac(
    byte[] key, TextSource message, long seconds, NumberSource now, int separator, boolean urlSafe)
    implements Condition {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TIME_DIGITS = 10;
  private static final int LEAST_CODE = 43;

  @Override
  public boolean holds(RequestView view) {
    Slice text = view.scratch().take();
    long time = now.get(view);
    boolean valid = time != NumberSource.MISSING && message.get(view, text) && isValid(text, time);
    view.scratch().give();
    return valid;
  }

  private boolean isValid(Slice text, long time) {
    int dash = dash(text);
    if (dash < 0) return false;
    int digits = dash - TIME_DIGITS;
    int end = digits - separator;
    if (end <= 0) return false;
    long issued = Long.parseLong(text(text, digits, dash));
    return time - issued <= seconds && hasCode(text, dash, end, digits);
  }

  /// Returns where the `-` between time and code is, or -1.
  private static int dash(Slice text) {
    for (int at = text.length() - LEAST_CODE - 1; at > TIME_DIGITS; at--) {
      if (text.at(at) == '-' && isTime(text, at - TIME_DIGITS, at)) return at;
    }
    return -1;
  }

  private static boolean isTime(Slice text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.at(i) < '0' || text.at(i) > '9') return false;
    }
    return true;
  }

  private boolean hasCode(Slice text, int dash, int end, int digits) {
    try {
      byte[] claimed = code(text(text, dash + 1, text.length()));
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(text.bytes(), text.from(), end);
      mac.update(text.bytes(), text.from() + digits, TIME_DIGITS);
      return MessageDigest.isEqual(mac.doFinal(), claimed);
    } catch (IllegalArgumentException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private byte[] code(String text) {
    if (urlSafe) return Base64.getUrlDecoder().decode(text);
    return Base64.getDecoder()
        .decode(text.replaceAll("%2[Bb]", "+").replaceAll("%2[Ff]", "/").replaceAll("%3[Dd]", "="));
  }

  private static String text(Slice text, int from, int to) {
    return new String(text.bytes(), text.from() + from, to - from, US_ASCII);
  }
}
