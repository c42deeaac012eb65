package dev.fivetwenty.recorder;

/// The values of the label `code`: a closed list, in which the rarer statuses share their class.
public final class Statuses {

  private static final int[] ALONE = {
    101, 200, 201, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 408, 410, 413,
    414, 421, 429, 431, 500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530
  };
  private static final int HIGHEST = 599;
  private static final int CLASSES = 5;

  /// Nothing was sent, or no valid status.
  private static final int NONE = ALONE.length + CLASSES;
  private static final int COUNT = NONE + 1;
  private static final byte[] INDEX = index();

  private static byte[] index() {
    var index = new byte[HIGHEST + 1];
    for (int status = 0; status <= HIGHEST; status++) {
      index[status] = (byte) (status < 100 ? NONE : ALONE.length + status / 100 - 1);
    }
    for (int i = 0; i < ALONE.length; i++) index[ALONE[i]] = (byte) i;
    return index;
  }

  public static int count() {
    return COUNT;
  }

  public static int index(int status) {
    return status >= 0 && status <= HIGHEST ? INDEX[status] : NONE;
  }

  /// Returns `200`, `4xx` or `none`.
  public static String label(int index) {
    if (index < ALONE.length) return Integer.toString(ALONE[index]);
    return index == NONE ? "none" : index - ALONE.length + 1 + "xx";
  }

  private Statuses() {}
}
