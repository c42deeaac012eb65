package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import java.util.Arrays;
import java.util.Locale;

/// The fields of a request that decide whether copies have a part in it.
enum AskedField {
  /// Any other.
  OTHER,
  AUTHORIZATION,
  // What programs use for it.
  PROXY_AUTHORIZATION,
  X_AUTHORIZATION,
  X_API_KEY,
  X_AUTH_TOKEN,
  X_ACCESS_TOKEN,
  COOKIE,
  UPGRADE,
  X_FORWARDED_HOST,
  X_FORWARDED_PROTO,
  // With these, frameworks take a GET for another method.
  X_HTTP_METHOD,
  X_HTTP_METHOD_OVERRIDE,
  X_METHOD_OVERRIDE,
  // With these, they take the URL for another one.
  X_ORIGINAL_URL,
  X_REWRITE_URL,
  X_ORIGINAL_URI,
  X_ORIGINAL_HOST,
  X_HOST,
  X_HTTP_HOST_OVERRIDE,
  // A trusted proxy sets these; of anybody else they may be a lie that the origin believes.
  FORWARDED,
  X_FORWARDED_PORT,
  X_FORWARDED_PREFIX,
  X_FORWARDED_SCHEME,
  X_FORWARDED_SERVER,
  X_FORWARDED_SSL,
  X_FORWARDED_PATH,
  X_FORWARDED_URI,
  X_FORWARDED_PROTOCOL,
  X_URL_SCHEME,
  FRONT_END_HTTPS,
  X_SCRIPT_NAME;

  private static final int LONGEST = 22;
  private static final AskedField[][] BY_LENGTH = new AskedField[LONGEST + 1][];
  private static final AskedField[] NONE = {};

  static {
    for (int length = 0; length <= LONGEST; length++) BY_LENGTH[length] = ofLength(length);
  }

  private final String lower = name().toLowerCase(Locale.ROOT).replace('_', '-');

  private static AskedField[] ofLength(int length) {
    return Arrays.stream(values())
        .filter(field -> field != OTHER && field.lower.length() == length)
        .toArray(AskedField[]::new);
  }

  /// Returns what a field line is, in any case, and with `_` for `-`, which many origins take for
  /// the same.
  static AskedField of(Fields fields, int field) {
    int from = fields.nameStart(field);
    int length = fields.nameEnd(field) - from;
    for (AskedField candidate : length <= LONGEST ? BY_LENGTH[length] : NONE) {
      if (candidate.isAt(fields.bytes(), from)) return candidate;
    }
    return OTHER;
  }

  private boolean isAt(byte[] bytes, int from) {
    for (int i = 0; i < lower.length(); i++) {
      int octet = bytes[from + i] == '_' ? '-' : bytes[from + i];
      if ((octet >= 'A' && octet <= 'Z' ? octet + 32 : octet) != lower.charAt(i)) return false;
    }
    return true;
  }
}
