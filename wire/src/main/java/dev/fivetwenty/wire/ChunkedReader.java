package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Progress.MORE;
import static dev.fivetwenty.wire.Progress.ON;
import static dev.fivetwenty.wire.Progress.REJECTED;
import static dev.fivetwenty.wire.Scan.CR;
import static dev.fivetwenty.wire.Scan.LF;

import java.nio.ByteBuffer;

/// Reads the chunked transfer coding, RFC 9112 §7.1, content uncopied.
///
/// ```text
/// SIZE → (SPACE, EXTENSION) → LINE_FEED → DATA → DATA_END → DATA_LINE_FEED → SIZE …
///                                       → TRAILERS, after the last chunk
/// ```
final class ChunkedReader {

  private enum Part {
    SIZE,
    SPACE,
    EXTENSION,
    LINE_FEED,
    DATA,
    DATA_END,
    DATA_LINE_FEED,
    TRAILERS
  }

  /// 15 digits keep a size below 2^60, so that no shift can overflow.
  private static final int MAX_DIGITS = 15;

  private final Tolerance.ByOffset tolerance;
  private final Limits limits;
  private final TrailerReader trailers;
  private final boolean quotesMustClose;

  private Part part;
  private long size;
  private int digits;
  private int lineBytes;
  private long spaceAt;
  private byte spaceOctet;
  private boolean quoted;
  private boolean escaped;
  private boolean firstLine;
  private int contentStart;
  private int contentEnd;

  ChunkedReader(Tolerance.ByOffset tolerance, Limits limits) {
    this(tolerance, limits, false, new TrailerReader(tolerance, limits));
  }

  private ChunkedReader(
      Tolerance.ByOffset tolerance, Limits limits, boolean strict, TrailerReader trailers) {
    this.tolerance = tolerance;
    this.limits = limits;
    this.trailers = trailers;
    quotesMustClose = strict;
  }

  /// Refuses also what hides a request in an extension or a header in a trailer.
  static ChunkedReader ofRequests(Tolerance.ByOffset tolerance, Limits limits) {
    var trailers = new TrailerReader(tolerance, limits, new RequestTrailers());
    return new ChunkedReader(tolerance, limits, true, trailers);
  }

  void begin() {
    startLine();
    firstLine = true;
  }

  /// Reads on: [Progress#ON] stands for content between [#contentStart] and [#contentEnd].
  ///
  /// @param offset of the byte at index 0 of `input`
  Progress read(ByteBuffer input, long offset) {
    while (input.hasRemaining()) {
      if (part == Part.DATA) return data(input);
      int index = input.position();
      if (part == Part.TRAILERS) return trailers.read(input, offset + index);
      if (!octet(input.get(index), offset + index)) return REJECTED;
      input.position(index + 1);
      if (part == Part.TRAILERS) trailers.begin(offset + index + 1);
    }
    return MORE;
  }

  int contentStart() {
    return contentStart;
  }

  int contentEnd() {
    return contentEnd;
  }

  /// Returns the room that trailers have taken, if it is more than is usual; else 0.
  int largeRoom() {
    return trailers.largeRoom();
  }

  FieldLines trailers() {
    return trailers.lines();
  }

  /// True once the line of the last chunk is complete.
  boolean inTrailers() {
    return part == Part.TRAILERS;
  }

  /// Ends in the trailers, and returns whether that may pass: the last chunk came, so the content is
  /// complete, RFC 9112 §8, however the bytes stopped.
  ///
  /// @param offset behind the last byte
  boolean endInTrailers(long offset) {
    Rule rule = trailers.isEmpty() ? Rule.CHUNK_NO_FINAL_CRLF : Rule.TRAILER_CUT;
    trailers.drop();
    return tolerance.allows(rule, offset, -1);
  }

  private Progress data(ByteBuffer input) {
    contentStart = input.position();
    int taken = (int) Math.min(size, input.remaining());
    contentEnd = contentStart + taken;
    input.position(contentEnd);
    size -= taken;
    if (size == 0) part = Part.DATA_END;
    return ON;
  }

  private void startLine() {
    part = Part.SIZE;
    size = 0;
    digits = 0;
    lineBytes = 0;
    quoted = escaped = false;
  }

  /// Reads one byte of framing and returns whether reading may go on.
  private boolean octet(byte octet, long offset) {
    return switch (part) {
      case SIZE -> inLine(octet, offset) && size(octet, offset);
      case SPACE -> inLine(octet, offset) && space(octet, offset);
      case EXTENSION -> inLine(octet, offset) && extension(octet, offset);
      case LINE_FEED -> octet == LF ? endLine() : refuse(Rule.CHUNK_BARE_CR, octet, offset);
      case DATA_END -> dataEnd(octet, offset);
      case DATA_LINE_FEED -> octet == LF ? nextLine() : refuse(Rule.CHUNK_BARE_CR, octet, offset);
      case DATA, TRAILERS -> throw new IllegalStateException(part.name());
    };
  }

  private boolean inLine(byte octet, long offset) {
    if (octet == CR || octet == LF) return true;
    return lineBytes++ < limits.chunkLine() || refuse(Rule.LIMIT_CHUNK_LINE, octet, offset);
  }

  private boolean size(byte octet, long offset) {
    int digit = Character.digit(octet, 16);
    if (digit >= 0) return digit(digit, octet, offset);
    if (lineBytes == 0 || lineBytes == 1 && octet != CR && octet != LF) {
      return refuse(withoutSize(octet), octet, offset);
    }
    if (lineBytes == 2 && size == 0 && (octet | 0x20) == 'x') {
      return refuse(Rule.CHUNK_0X, octet, offset);
    }
    spaceAt = offset;
    spaceOctet = octet;
    return space(octet, offset);
  }

  private boolean digit(int digit, byte octet, long offset) {
    // A zero before the first digit that counts; it is one only if another digit follows.
    boolean leadingZero = lineBytes == 2 && size == 0;
    if (leadingZero && !tolerance.allows(Rule.CHUNK_LEADING_ZEROS, offset - 1, '0')) return false;
    if (size != 0 || digit != 0) digits++;
    if (digits > MAX_DIGITS) return refuse(Rule.CHUNK_OVERFLOW, octet, offset);
    size = size << 4 | digit;
    return true;
  }

  private Rule withoutSize(byte octet) {
    return switch (octet) {
      case CR, LF, ';' -> Rule.CHUNK_EMPTY;
      case ' ', '\t' -> Rule.CHUNK_LEADING_SP;
      case '-' -> Rule.CHUNK_NEGATIVE;
      default -> firstLine ? Rule.CHUNK_NOT_CHUNKED : Rule.CHUNK_NON_HEX;
    };
  }

  /// Behind the size: nothing, white space, or an extension.
  private boolean space(byte octet, long offset) {
    if (Scan.isSpace(octet)) {
      part = Part.SPACE;
      return true;
    }
    if (octet == ';') {
      part = Part.EXTENSION;
      return tolerance.allows(Rule.CHUNK_EXTENSION, offset, ';');
    }
    if (octet != CR && octet != LF) return refuse(Rule.CHUNK_NON_HEX, octet, offset);
    boolean tight =
        part != Part.SPACE || tolerance.allows(Rule.CHUNK_TRAILING_SP, spaceAt, spaceOctet);
    return tight && lineEnd(octet, offset);
  }

  private boolean extension(byte octet, long offset) {
    if (octet == CR || octet == LF) {
      boolean open = quoted && quotesMustClose;
      return open ? refuse(Rule.REQ_CHUNK_EXTENSION, octet, offset) : lineEnd(octet, offset);
    }
    quote(octet);
    boolean control = octet >= 0 && octet < 0x20 && octet != Scan.HT || octet == 0x7F;
    return !control || refuse(Rule.CHUNK_EXTENSION_CTL, octet, offset);
  }

  /// Follows quoted strings, RFC 9110 §5.6.4.
  private void quote(byte octet) {
    if (octet == '"' && !escaped) quoted = !quoted;
    escaped = octet == '\\' && !escaped && quoted;
  }

  private boolean lineEnd(byte octet, long offset) {
    part = Part.LINE_FEED;
    return octet == CR || tolerance.allows(Rule.CHUNK_BARE_LF, offset, LF) && endLine();
  }

  private boolean endLine() {
    firstLine = false;
    part = size == 0 ? Part.TRAILERS : Part.DATA;
    return true;
  }

  private boolean dataEnd(byte octet, long offset) {
    if (octet == CR) {
      part = Part.DATA_LINE_FEED;
      return true;
    }
    if (octet == LF) {
      return tolerance.allows(Rule.CHUNK_BARE_LF, offset, LF) && nextLine();
    }
    boolean chunkLine = Character.digit(octet, 16) >= 0;
    return refuse(chunkLine ? Rule.CHUNK_NO_CRLF : Rule.CHUNK_DATA_LONGER, octet, offset);
  }

  private boolean nextLine() {
    startLine();
    return true;
  }

  private boolean refuse(Rule rule, byte octet, long offset) {
    tolerance.allows(rule, offset, octet & 0xFF);
    return false;
  }
}
