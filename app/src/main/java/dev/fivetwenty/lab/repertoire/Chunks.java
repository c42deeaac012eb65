package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.repertoire.Framing.CHUNKED;
import static dev.fivetwenty.lab.scenario.Replies.ok;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/// Chunked codings that are not as RFC 9112 §7.1 has them.
final class Chunks {

  private static final String HEAD = ok() + CHUNKED + "\r\n";
  private static final String LAST = "0\r\n\r\n";
  private static final String CHUNK = "6\r\nhello\n\r\n";

  private Chunks() {}

  static List<Scenario> all() {
    return Stream.of(lines(), data(), trailers()).flatMap(List::stream).toList();
  }

  private static List<Scenario> lines() {
    return List.of(
        bytes(Cause.CHUNK_BARE_LF, "ends chunk lines with LF alone", HEAD + "6\nhello\n\n0\n\n"),
        bytes(Cause.CHUNK_BARE_CR, "ends a chunk line with CR alone",
            HEAD + "6\rhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_TRAILING_SP, "pads a chunk size with spaces",
                HEAD + "6     \r\nhello\n\r\n" + LAST)
            .seen("servers that write the size into a field of fixed width"),
        bytes(Cause.CHUNK_LEADING_ZEROS, "pads a chunk size with zeros",
                HEAD + "00000006\r\nhello\n\r\n" + LAST)
            .seen("servers that write the size into a field of fixed width"),
        bytes(Cause.CHUNK_EXTENSION, "adds an extension to a chunk line",
            HEAD + "6;name=value\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_EXTENSION_CTL, "puts a control character into a chunk extension",
            HEAD + "6;name=\u0001\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_LEADING_SP, "puts a space before a chunk size",
            HEAD + " 6\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_0X, "writes a chunk size as 0x6", HEAD + "0x6\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_NON_HEX, "writes the second chunk size with letters beyond f",
            HEAD + CHUNK + "zz\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_NEGATIVE, "writes a negative chunk size",
            HEAD + "-6\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_OVERFLOW, "writes a chunk size of 18 digits",
            HEAD + "ffffffffffffffffff\r\nhello\n\r\n" + LAST),
        bytes(Cause.CHUNK_EMPTY, "sends a chunk line without a size",
            HEAD + CHUNK + "\r\nhello\n\r\n" + LAST));
  }

  private static List<Scenario> data() {
    return List.of(
        bytes(Cause.CHUNK_NO_CRLF, "sends no line end after a chunk's data",
                HEAD + "6\r\nhello\n0\r\n\r\n")
            .seen("hand-written chunking that forgets the line end after the data"),
        bytes(Cause.CHUNK_DATA_LONGER, "sends more data in a chunk than announced",
                HEAD + "6\r\nhello\nXX\r\n" + LAST)
            .seen("chunk sizes counted in characters for content sent in UTF-8"),
        bytes(Cause.CHUNK_NOT_CHUNKED, "says chunked and sends the content bare",
                HEAD + "<html>hello</html>\n")
            .seen("applications that set the field themselves and leave the coding to nobody"),
        onPath(Cause.LIMIT_CHUNK_LINE, "sends a chunk line of 4097 bytes, or ?size=",
            x -> {
              int size = x.request().number("size", 4097, 4, 1 << 20);
              x.send(HEAD + "6;a=" + "b".repeat(size - 4) + "\r\nhello\n\r\n" + LAST);
              x.fin();
            }));
  }

  private static List<Scenario> trailers() {
    return List.of(
        bytes(Cause.CHUNK_NO_FINAL_CRLF, "leaves out the empty line after the last chunk",
            HEAD + CHUNK + "0\r\n"),
        bytes(Cause.TRAILER_MALFORMED, "sends a trailer line without a colon",
            HEAD + CHUNK + "0\r\nno colon here\r\n\r\n"),
        bytes(Cause.TRAILER_CUT, "closes within the trailers",
            HEAD + CHUNK + "0\r\nX-Checksum: 1"),
        onPath(Cause.LIMIT_TRAILER_SECTION, "sends 8193 bytes of trailers, or ?size=",
            x -> {
              int size = x.request().number("size", 8193, 16, 1 << 20);
              x.send(HEAD + CHUNK + "0\r\n" + Limits.section(size) + "\r\n");
              x.fin();
            }));
  }
}
