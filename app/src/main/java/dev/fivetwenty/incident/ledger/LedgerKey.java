package dev.fivetwenty.incident.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.recorder.Texts;

/// The 64 bits that stand for a Ray ID: those it is written with, where it is 16 hexadecimal digits
/// with or without a site, as ours and those of `CF-Ray` are; else a hash of all of it.
public final class LedgerKey {

  private static final int DIGITS = 16;

  // FNV-1a, for texts that are no number already.
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  public static long of(String ray) {
    byte[] octets = ray.getBytes(ISO_8859_1);
    return of(octets, 0, octets.length);
  }

  public static long of(ExchangeRecord record) {
    Texts texts = record.texts();
    if (!texts.has(Text.FOREIGN_RAY)) return record.ray;
    return of(texts.bytes(), texts.start(Text.FOREIGN_RAY), texts.end(Text.FOREIGN_RAY));
  }

  private static long of(byte[] octets, int from, int to) {
    long number = 0;
    int at = from;
    for (; at < to && at < from + DIGITS; at++) {
      int digit = Character.digit(octets[at], 16);
      if (digit < 0) break;
      number = number << 4 | digit;
    }
    boolean whole = at == from + DIGITS && (at == to || octets[at] == '-');
    return whole ? number : hash(octets, from, to);
  }

  private static long hash(byte[] octets, int from, int to) {
    long hash = OFFSET;
    for (int i = from; i < to; i++) hash = (hash ^ octets[i] & 0xFF) * PRIME;
    return mix(hash);
  }

  /// Spreads every bit over all: what a Bloom filter and a sum need of a number.
  static long mix(long number) {
    long a = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }

  private LedgerKey() {}
}
