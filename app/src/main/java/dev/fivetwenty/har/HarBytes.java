package dev.fivetwenty.har;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Unwraps a HAR: gzip, the zlib of mitmproxy's `.zhar`, the zip of Playwright, a byte order mark.
///
/// @param base bytes of a mark that was skipped
record HarBytes(InputStream in, long base) {

  private static final int BUFFER_BYTES = 64 << 10;

  private static final int LOOK_BYTES = 4;

  static HarBytes of(InputStream file) throws IOException, BrokenHar {
    InputStream in = unwrapped(buffered(file));
    int[] first = look(in);
    boolean utf16 = first[0] == 0xFF && first[1] == 0xFE || first[0] == 0xFE && first[1] == 0xFF;
    if (utf16) {
      throw new BrokenHar("the file is UTF-16, a HAR is UTF-8: convert it first", 0, "", 0);
    }
    boolean marked = first[0] == 0xEF && first[1] == 0xBB && first[2] == 0xBF;
    if (marked) in.skipNBytes(3);
    return new HarBytes(in, marked ? 3 : 0);
  }

  private static InputStream unwrapped(InputStream in) throws IOException, BrokenHar {
    int[] first = look(in);
    if (first[0] == 0x1F && first[1] == 0x8B) return buffered(new GZIPInputStream(in));
    // CM 8 and a checksum over both bytes, RFC 1950 §2.2.
    boolean zlib = (first[0] & 0x0F) == 8 && (first[0] << 8 | first[1]) % 31 == 0;
    if (zlib && first[0] >> 4 <= 7) return buffered(new InflaterInputStream(in));
    return first[0] == 'P' && first[1] == 'K' ? unzipped(new ZipInputStream(in)) : in;
  }

  private static InputStream unzipped(ZipInputStream zip) throws IOException, BrokenHar {
    for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
      if (e.getName().endsWith(".har")) return buffered(zip);
    }
    throw new BrokenHar("there is no .har in the zip", 0, "", 0);
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER_BYTES);
  }

  /// Returns the first bytes without taking them, -1 where there are none.
  private static int[] look(InputStream in) throws IOException {
    in.mark(LOOK_BYTES);
    int[] first = new int[LOOK_BYTES];
    for (int i = 0; i < LOOK_BYTES; i++) first[i] = in.read();
    in.reset();
    return first;
  }
}
