package dev.fivetwenty.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client gets through a real proxy, read just far enough to tell whether it is whole.
///
/// @param status as sent, 0 where there is no status line
/// @param whole  the proxy ended the message as its own framing says
record Witness(int status, boolean whole) {

  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})\\b");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \t]*(\\d{1,15})[ \t]*\r?$");
  private static final Pattern CHUNKED =
      Pattern.compile("(?im)^transfer-encoding:[ \t]*chunked[ \t]*\r?$");

  /// Asks through the proxy at `port`.
  static Witness ask(int port, String method, String path) throws IOException {
    var out = new ByteArrayOutputStream();
    boolean inOrder = true;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: witness.example\r\nConnection: close\r\n\r\n"
              .formatted(method, path);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(out);
    } catch (IOException reset) {
      inOrder = false;
    }
    return read(method, out.toString(StandardCharsets.ISO_8859_1), inOrder);
  }

  private static Witness read(String method, String reply, boolean inOrder) {
    Matcher line = STATUS.matcher(reply);
    if (!line.find()) return new Witness(0, false);
    int status = Integer.parseInt(line.group(1));
    int end = reply.indexOf("\r\n\r\n");
    if (end < 0) return new Witness(status, false);
    if (status >= 100 && status < 200 && status != 101) {
      return read(method, reply.substring(end + 4), inOrder);
    }
    String head = reply.substring(0, end + 2);
    String content = reply.substring(end + 4);
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new Witness(status, content.isEmpty());
    }
    if (CHUNKED.matcher(head).find()) return new Witness(status, content.endsWith("0\r\n\r\n"));
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) return new Witness(status, inOrder);
    return new Witness(status, content.length() == Integer.parseInt(length.group(1)));
  }
}
