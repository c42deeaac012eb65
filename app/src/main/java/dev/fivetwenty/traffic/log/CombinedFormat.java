package dev.fivetwenty.traffic.log;

import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.value.Address;
import java.util.Arrays;

/// The combined format of Apache and nginx, and the common one, which lacks the last two fields:
///
/// ```text
/// 203.0.113.7 - - [25/Nov/2026:19:47:39 +0000] "GET /cart?id=7 HTTP/1.1" 200 512 "https://a/" "Mozilla/5.0 …"
/// ```
///
/// What stands behind is passed over; in front there may be host and port of the site.
final class CombinedFormat implements LineFormat {

  private static final byte[] UNIX = Recorded.ascii("unix:");

  private final boolean siteFirst;
  private final LogTime time = new LogTime();
  private final Escapes escapes = new Escapes();

  /// Whether what was quoted last has escapes.
  private boolean escaped;

  /// Where reading is, in the line at hand.
  private int at;

  CombinedFormat(boolean siteFirst) {
    this.siteFirst = siteFirst;
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Recorded into) {
    into.clear();
    escapes.clear();
    at = from;
    if (siteFirst && !site(bytes, to, into)) return false;
    return client(bytes, to, into) && time(bytes, to, into) && request(bytes, to, into)
        && status(bytes, to, into) && fields(bytes, to, into);
  }

  private boolean site(byte[] bytes, int to, Recorded into) {
    int space = find(bytes, at, to, ' ');
    if (space < 0) return false;
    into.set(Part.AUTHORITY, bytes, at, space);
    at = space + 1;
    return true;
  }

  private boolean client(byte[] bytes, int to, Recorded into) {
    int space = find(bytes, at, to, ' ');
    if (space < 0) return false;
    Address address = Addresses.of(bytes, at, space);
    // A server that looks names up has no address here, and no rule by address can be asked.
    boolean none = space == at + 1 || Arrays.equals(bytes, at, Math.min(at + 5, space), UNIX, 0, 5);
    if (address == null && !none) return false;
    into.client(address);
    at = space + 1;
    return true;
  }

  private boolean time(byte[] bytes, int to, Recorded into) {
    int open = find(bytes, at, to, '[');
    int close = open < 0 ? -1 : find(bytes, open, to, ']');
    if (close < 0) return false;
    long millis = time.millis(bytes, open + 1, close);
    into.millis(millis);
    at = close + 1;
    return millis != LogTime.UNREADABLE;
  }

  private boolean request(byte[] bytes, int to, Recorded into) {
    int begin = find(bytes, at, to, '"') + 1;
    int end = begin == 0 ? -1 : endOfQuoted(bytes, begin, to);
    if (end < 0) return false;
    at = end + 1;
    if (escaped) target(escapes.undo(bytes, begin, end), escapes.start(), escapes.end(), into);
    else target(bytes, begin, end, into);
    return true;
  }

  private static void target(byte[] bytes, int begin, int end, Recorded into) {
    int method = find(bytes, begin, end, ' ');
    // A line such as "-" or that of a TLS handshake: it was no request, but it came.
    if (method < 0) return;
    int version = end;
    while (version > method && bytes[version - 1] != ' ') version--;
    into.set(Part.METHOD, bytes, begin, method);
    boolean versioned = version > method + 1;
    into.target(bytes, method + 1, versioned ? version - 1 : end);
    if (versioned) into.set(Part.VERSION, bytes, version, end);
  }

  private boolean status(byte[] bytes, int to, Recorded into) {
    if (at + 4 > to || bytes[at] != ' ') return false;
    int status = 0;
    for (int i = at + 1; i < at + 4; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') return false;
      status = status * 10 + bytes[i] - '0';
    }
    into.status(status);
    at += 4;
    return true;
  }

  private boolean fields(byte[] bytes, int to, Recorded into) {
    return field(bytes, to, Recorded.REFERER, into) && field(bytes, to, Recorded.USER_AGENT, into);
  }

  /// Returns true where the line ends before it, too.
  private boolean field(byte[] bytes, int to, byte[] name, Recorded into) {
    int begin = find(bytes, at, to, '"') + 1;
    if (begin == 0) return true;
    int end = endOfQuoted(bytes, begin, to);
    if (end < 0) return false;
    boolean missing = end == begin + 1 && bytes[begin] == '-';
    if (!missing && escaped) into.field(name, escapes.undo(bytes, begin, end), escapes.start(), escapes.end());
    else if (!missing) into.field(name, bytes, begin, end);
    at = end + 1;
    return true;
  }

  private static int find(byte[] bytes, int from, int to, int octet) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == octet) return i;
    }
    return -1;
  }

  /// Apache escapes quotes, nginx writes them as `\x22`.
  private int endOfQuoted(byte[] bytes, int from, int to) {
    escaped = false;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"') return i;
      if (bytes[i] != '\\') continue;
      escaped = true;
      i++;
    }
    return -1;
  }
}
