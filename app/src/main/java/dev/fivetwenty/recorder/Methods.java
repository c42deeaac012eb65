package dev.fivetwenty.recorder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/// The values of the label `method`: the usual ones, and `other` for whatever a client may think of.
public final class Methods {

  private static final List<String> LABELS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other");
  private static final int OTHER = LABELS.size() - 1;
  private static final byte[][] KNOWN =
      LABELS.subList(0, OTHER).stream().map(m -> m.getBytes(US_ASCII)).toArray(byte[][]::new);

  public static int count() {
    return LABELS.size();
  }

  public static String label(int index) {
    return LABELS.get(index);
  }

  /// Returns the index of the method in a record.
  static int index(Texts texts) {
    int from = texts.start(Text.METHOD);
    int to = texts.end(Text.METHOD);
    for (int i = 0; i < KNOWN.length; i++) {
      if (Arrays.equals(KNOWN[i], 0, KNOWN[i].length, texts.bytes(), from, to)) return i;
    }
    return OTHER;
  }

  private Methods() {}
}
