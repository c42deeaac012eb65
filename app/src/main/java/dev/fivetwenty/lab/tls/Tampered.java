package dev.fivetwenty.lab.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A socket that spoils the second TLS record of content that is written through it.
///
/// The JDK writes whole records, one call each; that is what makes them countable here.
public final class Tampered extends Socket {

  /// What becomes of the record.
  public enum Kind {
    /// Its last byte is another one, so that the authentication fails.
    FLIPPED,
    /// Plain text stands where a record should.
    PLAIN
  }

  private static final int APPLICATION_DATA = 23;

  private final Socket below;
  private final OutputStream out;

  Tampered(Socket below, Kind kind) throws IOException {
    this.below = below;
    this.out = new Spoiling(below.getOutputStream(), kind);
  }

  private static final class Spoiling extends FilterOutputStream {
    private final Kind kind;
    private int seen;

    Spoiling(OutputStream out, Kind kind) {
      super(out);
      this.kind = kind;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      boolean second = length > 5 && bytes[from] == APPLICATION_DATA && ++seen == 2;
      if (!second) {
        out.write(bytes, from, length);
        return;
      }
      switch (kind) {
        case FLIPPED -> {
          byte[] spoiled = java.util.Arrays.copyOfRange(bytes, from, from + length);
          spoiled[length - 1] ^= 1;
          out.write(spoiled);
        }
        case PLAIN ->
            out.write("HTTP/1.1 502 Bad Gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return below.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public boolean isConnected() {
    return below.isConnected();
  }

  @Override
  public boolean isClosed() {
    return below.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return below.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return below.isOutputShutdown();
  }

  @Override
  public InetAddress getInetAddress() {
    return below.getInetAddress();
  }

  @Override
  public int getPort() {
    return below.getPort();
  }

  @Override
  public int getLocalPort() {
    return below.getLocalPort();
  }

  @Override
  public void setSoTimeout(int millis) throws java.net.SocketException {
    below.setSoTimeout(millis);
  }

  @Override
  public int getSoTimeout() throws java.net.SocketException {
    return below.getSoTimeout();
  }

  @Override
  public void shutdownOutput() throws IOException {
    below.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    if (below != null) below.close();
  }
}
