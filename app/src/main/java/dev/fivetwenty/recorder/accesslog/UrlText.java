package dev.fivetwenty.recorder.accesslog;

/// Copies a request target or a Referer without what does not belong into a log.
///
/// User information (`http://name:password@host/`) never does, query values only when asked for. A
/// fragment goes with the query: logins hand out tokens in it. Used again for each text.
final class UrlText {

  private final QueryValues values;
  private byte[] bytes = new byte[1024];
  private int length;
  private int queryAt;

  UrlText(QueryValues values) {
    this.values = values;
  }

  /// Takes `source[from, to)`.
  void read(byte[] source, int from, int to) {
    // A name without a value becomes one byte longer at most.
    if (bytes.length < 2 * (to - from) + 1) bytes = new byte[2 * (to - from) + 1];
    length = 0;
    int query = first(source, from, to, (byte) '?', (byte) '#');
    withoutUser(source, from, query);
    queryAt = length;
    if (values == QueryValues.KEPT) copy(source, query, to);
    else if (values == QueryValues.HIDDEN) hidden(source, query, to);
  }

  byte[] bytes() {
    return bytes;
  }

  /// Returns where the query starts, with its `?`, or the end.
  int queryAt() {
    return queryAt;
  }

  int end() {
    return length;
  }

  /// Copies up to the query. An authority follows `//`, behind a scheme.
  private void withoutUser(byte[] source, int from, int to) {
    int slash = first(source, from, to, (byte) '/', (byte) '/');
    boolean absolute =
        slash > from && source[slash - 1] == ':' && slash + 1 < to && source[slash + 1] == '/';
    if (!absolute) {
      copy(source, from, to);
      return;
    }
    int authority = slash + 2;
    int path = first(source, authority, to, (byte) '/', (byte) '/');
    int at = path - 1;
    while (at >= authority && source[at] != '@') at--;
    copy(source, from, authority);
    if (at >= authority) {
      bytes[length++] = '*';
      copy(source, at, to);
    } else {
      copy(source, authority, to);
    }
  }

  private void hidden(byte[] source, int from, int to) {
    int end = first(source, from, to, (byte) '#', (byte) '#');
    if (from == end) return;
    bytes[length++] = '?';
    int part = from + 1;
    while (part <= end) {
      int next = first(source, part, end, (byte) '&', (byte) '&');
      hiddenPart(source, part, next);
      if (next < end) bytes[length++] = '&';
      part = next + 1;
    }
  }

  private void hiddenPart(byte[] source, int from, int to) {
    if (from == to) return;
    int equals = first(source, from, to, (byte) '=', (byte) '=');
    if (equals < to) copy(source, from, equals + 1);
    bytes[length++] = '*';
  }

  private void copy(byte[] source, int from, int to) {
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  private static int first(byte[] source, int from, int to, byte one, byte other) {
    int i = from;
    while (i < to && source[i] != one && source[i] != other) i++;
    return i;
  }
}
