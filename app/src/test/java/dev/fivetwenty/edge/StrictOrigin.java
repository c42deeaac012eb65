package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// An origin that takes requests only in their one unmistakable form, and remembers what came.
///
/// Written without our readers, from RFC 9112 alone: what it complains of is something that two
/// readers could understand differently.
final class StrictOrigin implements AutoCloseable {

  private static final Pattern REQUEST_LINE =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [\\x21-\\x7E]+ HTTP/1\\.1");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(ISO_8859_1);
  private static final int MOST_LINE = 100_000;

  private final ServerSocket listener;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  /// One whole request.
  record Received(String line, List<String> fields, byte[] content) {

    List<String> values(String name) {
      return fields.stream()
          .filter(f -> f.substring(0, f.indexOf(':')).equalsIgnoreCase(name))
          .map(f -> f.substring(f.indexOf(':') + 1).strip())
          .toList();
    }
  }

  StrictOrigin() {
    try {
      listener = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  Queue<Received> received() {
    return received;
  }

  /// Returns what came that was no unmistakable request.
  Queue<String> complaints() {
    return complaints;
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Received request = read(in);
        if (request == null) return;
        received.add(request);
        socket.getOutputStream().write(OK);
      }
    } catch (EOFException e) {
      // Not whole: whoever sent it gave it up, which is as good as not sent.
    } catch (IOException e) {
      // Reset: the same.
    } catch (IllegalArgumentException e) {
      complaints.add(e.getMessage());
    }
  }

  private static Received read(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) return null;
    in.reset();
    String line = line(in);
    demand(REQUEST_LINE.matcher(line).matches(), "request line", line);
    List<String> fields = fields(in);
    var head = new Received(line, fields, new byte[0]);
    List<String> lengths = head.values("Content-Length");
    List<String> codings = head.values("Transfer-Encoding");
    demand(lengths.size() + codings.size() <= 1, "framing", fields.toString());
    demand(head.values("Host").size() == 1, "Host", fields.toString());
    return new Received(line, fields, content(in, lengths, codings));
  }

  private static List<String> fields(InputStream in) throws IOException {
    var fields = new ArrayList<String>();
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      demand(FIELD.matcher(field).matches(), "field line", field);
      fields.add(field);
    }
    return fields;
  }

  private static byte[] content(InputStream in, List<String> lengths, List<String> codings)
      throws IOException {
    if (!lengths.isEmpty()) {
      demand(lengths.getFirst().matches("[0-9]{1,18}"), "length", lengths.getFirst());
      return exactly(in, (int) Math.min(Integer.MAX_VALUE / 2, Long.parseLong(lengths.getFirst())));
    }
    if (codings.isEmpty()) return new byte[0];
    demand(codings.getFirst().equals("chunked"), "coding", codings.getFirst());
    var content = new ByteArrayOutputStream();
    while (true) {
      String size = line(in);
      demand(size.matches("[0-9a-f]{1,7}"), "chunk line", size);
      int length = Integer.parseInt(size, 16);
      if (length == 0) break;
      content.writeBytes(exactly(in, length));
      demand(line(in).isEmpty(), "chunk end", size);
    }
    for (String trailer : fields(in)) {
      String name = trailer.substring(0, trailer.indexOf(':'));
      demand(
          !name.matches("(?i)content-length|transfer-encoding|host|connection"),
          "trailer", trailer);
    }
    return content.toByteArray();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) throw new EOFException();
    return bytes;
  }

  /// Reads a line that ends with CRLF; a CR or LF by itself is a complaint.
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0) throw new EOFException();
      demand(octet != '\n', "bare LF", line.toString());
      if (octet == '\r') {
        int next = in.read();
        if (next < 0) throw new EOFException();
        demand(next == '\n', "bare CR", line.toString());
        return line.toString();
      }
      line.append((char) octet);
      demand(line.length() < MOST_LINE, "endless line", "");
    }
  }

  private static void demand(boolean met, String what, String where) {
    if (!met) throw new IllegalArgumentException(what + ": " + where);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
