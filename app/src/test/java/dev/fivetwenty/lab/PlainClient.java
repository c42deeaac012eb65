package dev.fivetwenty.lab;

import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.socket.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client that judges nothing: writes a request, reads to the end, tells how it ended.
public record PlainClient(byte[] bytes, Ending ending) {

  /// Long enough for any machine to answer, for those who expect an answer.
  public static final int PATIENT = 60_000;

  /// Long enough to believe that nothing more comes, for those who expect nothing.
  public static final int BRIEF = 300;

  private static final int MOST = 4 << 20;

  public static PlainClient get(URI url) throws IOException {
    return ask(url, Ask.GET, PATIENT);
  }

  public static PlainClient ask(URI url, Ask ask, int patienceMillis) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 5000);
      socket.setSoTimeout(patienceMillis);
      try {
        socket.getOutputStream().write(request(url, ask));
      } catch (SocketException _) {
        // Lost while writing; what the origin said before that is still to be read.
      }
      return read(socket.getInputStream());
    }
  }

  public static byte[] request(URI url, Ask ask) {
    String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    var text = new StringBuilder(ask.method() + " " + target + " HTTP/1.1\r\nHost: lab.test\r\n");
    ask.fields().stream().filter(f -> !f.endsWith(":")).forEach(f -> text.append(f).append("\r\n"));
    if (ask.content() > 0) text.append("Content-Length: ").append(ask.content()).append("\r\n");
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return java.util.Arrays.copyOf(head, head.length + ask.content());
  }

  public static PlainClient read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      byte[] buffer = new byte[8192];
      for (int n; bytes.size() < MOST && (n = in.read(buffer)) >= 0; ) bytes.write(buffer, 0, n);
      return new PlainClient(bytes.toByteArray(), Ending.FIN);
    } catch (SocketTimeoutException _) {
      return new PlainClient(bytes.toByteArray(), Ending.SILENCE);
    } catch (SocketException _) {
      return new PlainClient(bytes.toByteArray(), Ending.RST);
    }
  }

  public String text() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
