package dev.fivetwenty.edge.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.recorder.Text;
import io.netty.buffer.ByteBuf;
import java.util.HexFormat;

/// How Ray IDs are written: ours are 16 lower-case hexadecimal digits, `-`, the site.
public final class RayId {

  static final int DIGITS = 16;

  private static final int MOST = Text.FOREIGN_RAY.limit();

  /// As in the IDs of other proxies: `Root=1-67891233-abcdef012345678912345678`.
  private static final String MARKS = "-_.:=+/@";

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  /// Appends the digits of `ray` to `out`.
  public static void write(long ray, ByteBuf out) {
    for (int shift = 60; shift >= 0; shift -= 4) out.writeByte(HEX[(int) (ray >>> shift) & 15]);
  }

  public static String text(long ray, String site) {
    return HexFormat.of().toHexDigits(ray) + "-" + site;
  }

  /// Says whether an ID of a trusted peer can stand in place of ours: it is kept whole, and typed and
  /// pasted into commands, so that it has to be short, one word to a shell, and no option.
  public static boolean isUsable(byte[] octets, int from, int to) {
    if (from == to || to - from > MOST || !isAlphanumeric(octets[from])) return false;
    for (int i = from; i < to; i++) {
      if (!isAlphanumeric(octets[i]) && MARKS.indexOf(octets[i]) < 0) return false;
    }
    return true;
  }

  private static boolean isAlphanumeric(byte octet) {
    return octet >= '0' && octet <= '9' || octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
  }

  private RayId() {}
}
