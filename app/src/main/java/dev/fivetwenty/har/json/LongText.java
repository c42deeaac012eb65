package dev.fivetwenty.har.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/// Cuts text in JSON that is longer than a bound, before anybody has to hold it.
///
/// Only quotes and backslashes are looked at; a cut never falls into a character or an escape.
/// Whoever reads behind it asks [#dropped] whether a text was cut, and [#original] where a byte
/// stands in the file. Single-threaded.
final class LongText extends InputStream {

  private static final int BLOCK_BYTES = 64 << 10;

  private static final int HEX_DIGITS = 4;

  private final InputStream file;
  private final int most;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final byte[] ready = new byte[BLOCK_BYTES];
  private int at;
  private int end;

  /// Bytes handed out before `ready`.
  private long passed;

  private boolean ended;

  private boolean inText;
  private boolean escaped;
  private int hexDigits;
  private int length;
  private long start;
  private long cut;

  /// Bytes that are missing by the offset of the opening quote, and by the one behind the cut.
  private final Map<Long, Long> byText = new TreeMap<>();
  private final TreeMap<Long, Long> before = new TreeMap<>();

  LongText(InputStream file, int most) {
    this.file = file;
    this.most = most;
  }

  /// Returns how many bytes are missing of the text whose opening quote has that offset here.
  long dropped(long quote) {
    return byText.isEmpty() ? 0 : byText.getOrDefault(quote, 0L);
  }

  /// Returns the offset in the file of the byte at `offset` here.
  long original(long offset) {
    var last = before.floorEntry(offset);
    return offset + (last == null ? 0 : last.getValue());
  }

  /// Returns whether the byte at `offset` here would be the one behind the last.
  boolean isEnd(long offset) {
    return ended && offset >= passed + end;
  }

  @Override
  public int read() throws IOException {
    return at < end || fill() ? ready[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int wanted) throws IOException {
    if (wanted == 0) return 0;
    if (at == end && !fill()) return -1;
    int count = Math.min(wanted, end - at);
    System.arraycopy(ready, at, into, from, count);
    at += count;
    return count;
  }

  /// Returns false at the end of the file.
  private boolean fill() throws IOException {
    passed += end;
    at = end = 0;
    while (end == 0) {
      int count = file.read(block);
      if (count < 0) {
        ended = true;
        return false;
      }
      for (int i = 0; i < count; ) {
        int plain = plain(i, count);
        if (plain == i) take(block[i++]);
        else i = pass(i, plain);
      }
    }
    return true;
  }

  /// Returns the end of the bytes from `from` on that change no state: most of a file.
  private int plain(int from, int count) {
    if (!inText) return indexOf('"', from, count);
    boolean busy = cut > 0 || escaped || hexDigits > 0;
    if (busy || length >= most) return from;
    int end = Math.min(count, from + most - length);
    int at = from;
    while (at < end && block[at] != '"' && block[at] != '\\') at++;
    return at;
  }

  private int indexOf(int octet, int from, int count) {
    int at = from;
    while (at < count && block[at] != octet) at++;
    return at;
  }

  private int pass(int from, int to) {
    System.arraycopy(block, from, ready, end, to - from);
    end += to - from;
    if (inText) length += to - from;
    return to;
  }

  private void take(byte octet) {
    if (!inText) {
      if (octet == '"') begin();
      ready[end++] = octet;
      return;
    }
    boolean closes = octet == '"' && !escaped;
    if (closes) endText();
    else if (isOver(octet)) cut++;
    if (closes || cut == 0) ready[end++] = octet;
    length++;
    escape(octet);
  }

  private void begin() {
    inText = true;
    length = 0;
    start = passed + end;
  }

  private void endText() {
    inText = false;
    if (cut == 0) return;
    byText.put(start, cut);
    long all = before.isEmpty() ? 0 : before.lastEntry().getValue();
    before.put(passed + end, all + cut);
    cut = 0;
  }

  private boolean isOver(byte octet) {
    if (cut > 0) return true;
    boolean startsCharacter = (octet & 0xC0) != 0x80;
    return length >= most && !escaped && hexDigits == 0 && startsCharacter;
  }

  private void escape(byte octet) {
    if (hexDigits > 0) hexDigits--;
    else if (escaped && octet == 'u') hexDigits = HEX_DIGITS;
    escaped = !escaped && octet == '\\';
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
