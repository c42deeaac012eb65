package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;

/// Brings a path into its one usual form, so that `/%61dmin`, `//admin` and `/x/../admin` are not
/// ways around a rule for `/admin`: RFC 3986 §6.2.2, and in addition `\` is `/`, and several slashes
/// are one. An encoded slash stays what it is.
final class UriText {

  /// Lays the usual form under `out`, which may be the path itself.
  static boolean normal(Slice path, Scratch scratch, Slice out) {
    if (path.length() == 0 || path.at(0) != '/' || isNormal(path)) {
      out.set(path);
      return true;
    }
    if (!scratch.begin(path.length() + 1)) return false;
    for (int i = 0; i < path.length(); i++) {
      byte octet = path.at(i);
      int code = octet == '%' ? hex(path, i + 1) : -1;
      if (code < 0) {
        add(octet, scratch);
      } else {
        i += 2;
        if (isUnreserved(code)) add((byte) code, scratch);
        else addEncoded(path, i, scratch);
      }
    }
    endSegment(scratch);
    scratch.end(out);
    return true;
  }

  private static boolean isNormal(Slice path) {
    byte before = 0;
    for (int i = path.from(); i < path.to(); i++) {
      byte octet = path.bytes()[i];
      if (octet == '%' || octet == '\\') return false;
      if (before == '/' && (octet == '/' || octet == '.')) return false;
      before = octet;
    }
    return true;
  }

  private static void add(byte octet, Scratch scratch) {
    if (octet != '/' && octet != '\\') {
      scratch.add(octet);
      return;
    }
    endSegment(scratch);
    if (scratch.length() == 0 || scratch.at(scratch.length() - 1) != '/') scratch.add((byte) '/');
  }

  private static void addEncoded(Slice path, int last, Scratch scratch) {
    scratch.add((byte) '%');
    scratch.add(Slice.raised(path.at(last - 1)));
    scratch.add(Slice.raised(path.at(last)));
  }

  /// Takes `.` off the end, and `..` with the segment before it, RFC 3986 §5.2.4.
  private static void endSegment(Scratch scratch) {
    int length = scratch.length();
    if (endsIn(scratch, length, 1)) {
      scratch.shorten(length - 1);
    } else if (endsIn(scratch, length, 2)) {
      int at = Math.max(1, length - 3);
      while (at > 1 && scratch.at(at - 1) != '/') at--;
      scratch.shorten(at);
    }
  }

  /// Returns whether the last segment is that many dots.
  private static boolean endsIn(Scratch scratch, int length, int dots) {
    if (length <= dots || scratch.at(length - dots - 1) != '/') return false;
    for (int i = 1; i <= dots; i++) {
      if (scratch.at(length - i) != '.') return false;
    }
    return true;
  }

  private static boolean isUnreserved(int octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9'
        || octet == '-' || octet == '.' || octet == '_' || octet == '~';
  }

  /// Returns the byte that two hexadecimal digits stand for, or -1.
  static int hex(Slice text, int at) {
    if (at + 2 > text.length()) return -1;
    int high = Character.digit(text.at(at), 16);
    int low = Character.digit(text.at(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private UriText() {}
}
