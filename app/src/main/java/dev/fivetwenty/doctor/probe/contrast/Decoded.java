package dev.fivetwenty.doctor.probe.contrast;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// How far content could be decoded. Only counted: nothing is kept.
///
/// @param bytes decoded before the end
record Decoded(End end, long bytes) {

  /// Decoding stops here: more than any page, less than hurts.
  static final long MOST = 64L << 20;

  /// Deflate reaches 1032; a page reaches 20.
  private static final int MOST_RATIO = 200;

  /// Small content may grow by any ratio.
  private static final long HARMLESS = 1 << 20;

  enum End {
    WHOLE,
    /// The coded content ended before its own end mark.
    SHORT,
    /// It is not in that coding, or its checksum is wrong.
    BROKEN,
    BOMB
  }

  /// Returns how much was too much for a bomb, in words.
  String limit() {
    return bytes > MOST ? (MOST >> 20) + " MiB" : MOST_RATIO + " times as many";
  }

  static boolean isKnown(String coding) {
    return List.of("gzip", "x-gzip", "deflate").contains(coding);
  }

  static Decoded of(String coding, byte[] coded) {
    long count = 0;
    byte[] buffer = new byte[16_384];
    try (InputStream in = open(coding, coded)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
        boolean unreasonable = count > HARMLESS && count / MOST_RATIO > coded.length;
        if (unreasonable || count > MOST) return new Decoded(End.BOMB, count);
      }
      return new Decoded(End.WHOLE, count);
    } catch (EOFException e) {
      return new Decoded(End.SHORT, count);
    } catch (IOException e) {
      return new Decoded(End.BROKEN, count);
    }
  }

  /// `deflate` is zlib (RFC 9110 §8.4.1.2), but some servers send raw deflate; browsers take both.
  private static InputStream open(String coding, byte[] coded) throws IOException {
    var in = new ByteArrayInputStream(coded);
    if (!coding.equals("deflate")) return new GZIPInputStream(in);
    boolean zlib = coded.length > 1 && isZlib(coded[0] & 0xFF, coded[1] & 0xFF);
    var inflater = new Inflater(!zlib);
    return new InflaterInputStream(in, inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  /// RFC 1950 §2.2: method 8, and a check value that makes the two bytes a multiple of 31.
  private static boolean isZlib(int first, int second) {
    return (first & 0x0F) == 8 && (first << 8 | second) % 31 == 0;
  }
}
