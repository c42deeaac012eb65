package dev.fivetwenty.edge.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// Bytes that are written again and again, and how numbers are written.
public final class Octets {

  public static final byte[] CRLF = ascii("\r\n");
  static final byte[] VERSION = ascii("HTTP/1.1 ");
  public static final byte[] LAST_CHUNK = ascii("0\r\n");

  private static final int LONGEST_NUMBER = 19;

  public static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  static void decimal(long number, ByteBuf out) {
    if (number < 10) {
      out.writeByte('0' + (int) number);
      return;
    }
    int at = out.writerIndex();
    int digits = digits(number);
    out.ensureWritable(LONGEST_NUMBER);
    long left = number;
    for (int i = digits - 1; i >= 0; i--) {
      out.setByte(at + i, (int) ('0' + left % 10));
      left /= 10;
    }
    out.writerIndex(at + digits);
  }

  private static int digits(long number) {
    int digits = 1;
    for (long left = number; left >= 10; left /= 10) digits++;
    return digits;
  }

  public static void hex(int number, ByteBuf out) {
    int shift = 28;
    while (shift > 0 && number >>> shift == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) out.writeByte(Character.forDigit(number >>> shift & 15, 16));
  }

  /// Writes a value or a reason phrase with SP for each control character but HTAB, which a
  /// recipient may do and a strict one needs, RFC 9110 §5.5.
  static void text(byte[] bytes, int from, int to, ByteBuf out) {
    int clean = from;
    for (int i = from; i < to; i++) {
      if (!isControl(bytes[i])) continue;
      out.writeBytes(bytes, clean, i - clean).writeByte(' ');
      clean = i + 1;
    }
    out.writeBytes(bytes, clean, to - clean);
  }

  private static boolean isControl(byte octet) {
    return octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7F;
  }

  /// Finds `,`-separated members of a field value that are `lower`, in any case.
  static boolean hasMember(byte[] bytes, int from, int to, byte[] lower) {
    for (int at = from; at < to; at++) {
      int end = at;
      while (end < to && bytes[end] != ',') end++;
      if (same(bytes, trimmedStart(bytes, at, end), trimmedEnd(bytes, at, end), lower)) return true;
      at = end;
    }
    return false;
  }

  static boolean same(byte[] bytes, int from, int to, byte[] lower) {
    if (to - from != lower.length) return false;
    for (int i = 0; i < lower.length; i++) {
      int octet = bytes[from + i];
      if ((octet >= 'A' && octet <= 'Z' ? octet + 32 : octet) != lower[i]) return false;
    }
    return true;
  }

  private static int trimmedStart(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && isSpace(bytes[start])) start++;
    return start;
  }

  private static int trimmedEnd(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isSpace(bytes[end - 1])) end--;
    return end;
  }

  private static boolean isSpace(int octet) {
    return octet == ' ' || octet == '\t';
  }

  private Octets() {}
}
