package dev.fivetwenty.policy.alwaysonline.field;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Field lines of our own making: `name: value`, each with CRLF. Immutable.
public final class HeadFields implements Fields {

  private static final int WIDTH = 4;
  private static final long UNREAD = Long.MIN_VALUE;
  private static final long NO_DATE = Long.MIN_VALUE + 1;

  private final byte[] bytes;
  private final int[] rows;
  /// Seconds since 1970, or one of the two above.
  private volatile long date = UNREAD;

  private HeadFields(byte[] bytes, int[] rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  /// Reads what [Writer] or anybody wrote in that form; a line without a colon ends it.
  ///
  /// @param bytes not changed afterwards
  public static HeadFields of(byte[] bytes) {
    var rows = new int[16 * WIDTH];
    int used = 0;
    int at = 0;
    while (at < bytes.length) {
      int end = indexOf(bytes, '\r', at);
      int colon = indexOf(bytes, ':', at);
      if (colon >= end) break;
      if (used == rows.length) rows = Arrays.copyOf(rows, 2 * used);
      int value = Math.min(colon + 2, end);
      rows[used++] = at;
      rows[used++] = colon;
      rows[used++] = value;
      rows[used++] = end;
      at = end + 2;
    }
    return new HeadFields(bytes, Arrays.copyOf(rows, used));
  }

  private static int indexOf(byte[] bytes, char octet, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != octet) at++;
    return at;
  }

  /// Returns fields from text, a line each, `name: value`.
  public static HeadFields of(String... lines) {
    var writer = new Writer();
    for (String line : lines) {
      int colon = line.indexOf(':');
      writer.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return writer.done();
  }

  /// Collects fields.
  public static final class Writer {

    private byte[] bytes = new byte[512];
    private int length;

    public void add(String name, String value) {
      octets(name);
      octet(':');
      octet(' ');
      octets(value);
      octet('\r');
      octet('\n');
    }

    private void octets(String text) {
      for (int i = 0; i < text.length(); i++) octet(text.charAt(i));
    }

    /// Copies a field; controls in its value become SP, RFC 9110 §5.5.
    public void copy(Fields from, int field) {
      octets(from.bytes(), from.nameStart(field), from.nameEnd(field));
      octet(':');
      octet(' ');
      int start = length;
      octets(from.bytes(), from.valueStart(field), from.valueEnd(field));
      for (int i = start; i < length; i++) {
        boolean control = bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' || bytes[i] == 0x7F;
        if (control) bytes[i] = ' ';
      }
      octet('\r');
      octet('\n');
    }

    private void octets(byte[] source, int from, int to) {
      if (length + to - from > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (length + to - from));
      }
      System.arraycopy(source, from, bytes, length, to - from);
      length += to - from;
    }

    private void octet(char octet) {
      if (length == bytes.length) bytes = Arrays.copyOf(bytes, 2 * length);
      bytes[length++] = (byte) octet;
    }

    public HeadFields done() {
      return HeadFields.of(toBytes());
    }

    public byte[] toBytes() {
      return Arrays.copyOf(bytes, length);
    }
  }

  /// Returns what `Date` says, where it is a date. It is read once: each answer that a copy makes asks for it.
  public Optional<Instant> date() {
    if (date == UNREAD) {
      int field = find("date", 0);
      Optional<Instant> said = field < 0 ? Optional.empty() : Dates.parse(value(field));
      date = said.map(Instant::getEpochSecond).orElse(NO_DATE);
    }
    return date == NO_DATE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(date));
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int count() {
    return rows.length / WIDTH;
  }

  @Override
  public int nameStart(int field) {
    return rows[field * WIDTH];
  }

  @Override
  public int nameEnd(int field) {
    return rows[field * WIDTH + 1];
  }

  @Override
  public int valueStart(int field) {
    return rows[field * WIDTH + 2];
  }

  @Override
  public int valueEnd(int field) {
    return rows[field * WIDTH + 3];
  }
}
