package dev.fivetwenty.bench;

/// Finds the lines and colons of a head and checks nothing.
final class NaiveScanner {

  private final int[] lines = new int[1000];
  private final int[] colons = new int[1000];

  /// Returns the number of lines up to the empty one, or -1 when there is none.
  int scan(byte[] head) {
    int count = 0;
    int start = 0;
    int colon = -1;
    for (int i = 0; i < head.length; i++) {
      byte b = head[i];
      if (b == '\n') {
        if (i - start <= 1) return count;
        lines[count] = start;
        colons[count++] = colon;
        start = i + 1;
        colon = -1;
      } else if (b == ':' && colon < 0) {
        colon = i;
      }
    }
    return -1;
  }
}
