package dev.fivetwenty.edge;

import dev.fivetwenty.edge.Reply.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads replies to the letter of RFC 9112, and shares no code with what it tests.
final class ReplyReader {

  private static final int MOST_LINE = 1 << 20;
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.1 [1-9][0-9]{2} [\\t\\x20-\\x7e\\x80-\\xff]*");
  /// What can be read, if not to the letter.
  private static final Pattern READABLE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: (.*))?");
  private static final Pattern FIELD =
      Pattern.compile(
          "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\\t ]*"
              + "((?:[\\x21-\\x7e\\x80-\\xff](?:[\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?)[\\t ]*");
  private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,15})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final InputStream in;
  private List<String> faults;
  private List<String[]> fields;
  private List<String[]> trailers;
  private ByteArrayOutputStream content;
  private int status;
  private String reason;

  /// Ends reading of what cannot be read on.
  private static final class Cut extends Exception {
    private static final long serialVersionUID = 1;
    private final End end;

    Cut(End end) {
      super(null, null, false, false);
      this.end = end;
    }
  }

  /// @param in of a socket with a limit on how long a read waits
  ReplyReader(InputStream in) {
    this.in = in;
  }

  /// Reads the interim replies and the final one to a request.
  Reply read(String method) {
    faults = new ArrayList<>();
    trailers = new ArrayList<>();
    content = new ByteArrayOutputStream();
    var interims = new ArrayList<Integer>();
    End end = End.WHOLE;
    try {
      head();
      while (status < 200 && status != 101) {
        interims.add(status);
        head();
      }
      content(method);
    } catch (Cut cut) {
      end = cut.end;
    }
    return new Reply(
        status, reason, fields, content.toByteArray(), interims, trailers, end, faults);
  }

  /// Returns what is there until the connection ends, or so many bytes, without a look at them.
  byte[] bytes(int most) {
    try {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head() throws Cut {
    status = 0;
    reason = "";
    fields = new ArrayList<>();
    String line = line();
    if (!STATUS_LINE.matcher(line).matches()) faults.add("status line: " + shown(line));
    var matcher = READABLE.matcher(line);
    if (!matcher.matches()) throw new Cut(End.UNREADABLE);
    section(fields);
    status = Integer.parseInt(matcher.group(1));
    reason = matcher.group(2) == null ? "" : matcher.group(2);
  }

  private void section(List<String[]> into) throws Cut {
    for (String line = line(); !line.isEmpty(); line = line()) {
      var matcher = FIELD.matcher(line);
      if (matcher.matches()) into.add(new String[] {matcher.group(1), matcher.group(2)});
      else faults.add("field line: " + shown(line));
    }
  }

  private void content(String method) throws Cut {
    List<String> lengths = values("Content-Length");
    List<String> codings = values("Transfer-Encoding");
    if (lengths.size() > 1) faults.add("Content-Length twice");
    if (lengths.stream().anyMatch(v -> !NUMBER.matcher(v).matches())) faults.add("length: " + lengths);
    if (!lengths.isEmpty() && !codings.isEmpty()) faults.add("Content-Length and Transfer-Encoding");
    if (codings.size() > 1 || codings.stream().anyMatch(v -> !v.equals("chunked"))) {
      faults.add("Transfer-Encoding: " + codings);
    }
    boolean noBody = status == 204 || status == 101;
    if (noBody && !(lengths.isEmpty() && codings.isEmpty())) faults.add("framing in " + status);
    if (noBody || status == 304 || method.equals("HEAD")) return;
    if (!codings.isEmpty()) chunks();
    else if (!lengths.isEmpty()) take(Long.parseLong(lengths.getFirst()));
    else untilClose();
  }

  private void chunks() throws Cut {
    while (true) {
      String line = line();
      var matcher = CHUNK_LINE.matcher(line);
      if (!matcher.matches()) {
        faults.add("chunk line: " + shown(line));
        throw new Cut(End.UNREADABLE);
      }
      long size = Long.parseLong(matcher.group(1), 16);
      if (size == 0) {
        section(trailers);
        return;
      }
      take(size);
      if (octet() != '\r' || octet() != '\n') faults.add("no line end behind a chunk");
    }
  }

  private void take(long length) throws Cut {
    for (long left = length; left > 0; left--) content.write(octet());
  }

  /// Ends with FIN only: a reset says that something is missing.
  private void untilClose() throws Cut {
    try {
      while (true) content.write(octet());
    } catch (Cut cut) {
      if (cut.end != End.CUT_FIN) throw cut;
    }
  }

  private String line() throws Cut {
    var line = new StringBuilder();
    for (int octet = octet(); octet != '\r'; octet = octet()) {
      if (octet == '\n') faults.add("bare LF");
      line.append((char) octet);
      if (line.length() > MOST_LINE) throw new Cut(End.UNREADABLE);
    }
    if (octet() != '\n') faults.add("bare CR");
    return line.toString();
  }

  private int octet() throws Cut {
    try {
      int octet = in.read();
      if (octet < 0) throw new Cut(End.CUT_FIN);
      return octet;
    } catch (SocketTimeoutException _) {
      throw new Cut(End.CUT_SILENT);
    } catch (IOException _) {
      throw new Cut(End.CUT_RST);
    }
  }

  private List<String> values(String name) {
    return fields.stream().filter(f -> f[0].equalsIgnoreCase(name)).map(f -> f[1]).toList();
  }

  private static String shown(String line) {
    var shown = new StringBuilder();
    for (byte b : line.getBytes(StandardCharsets.ISO_8859_1)) {
      shown.append(b > ' ' && b < 0x7F ? String.valueOf((char) b) : "\\x%02x".formatted(b));
    }
    return shown.length() > 80 ? shown.substring(0, 80) + "…" : shown.toString();
  }
}
