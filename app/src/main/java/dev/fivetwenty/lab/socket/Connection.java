package dev.fivetwenty.lab.socket;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One accepted connection, plain or under TLS: sends bytes as they are and ends in every way TCP
/// knows.
///
/// Used by one thread; only [#close] may be called from another.
public final class Connection implements AutoCloseable {

  /// What a client may still send after our FIN before we close for good.
  private static final int DRAIN_BYTES = 64 << 20;

  private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

  private final Socket socket;
  private final SSLSocket tls;
  private final InputStream in;
  private final OutputStream out;
  private long sent;
  private Ending ended = Ending.KEEP;

  private Connection(Socket socket, SSLSocket tls, Socket top) throws IOException {
    this.socket = socket;
    this.tls = tls;
    this.in = new BufferedInputStream(top.getInputStream());
    this.out = top.getOutputStream();
  }

  static Connection of(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return new Connection(socket, null, socket);
  }

  /// Returns the same connection through a socket that wraps this one's; nothing may have been
  /// read.
  public Connection over(Socket wrapper) throws IOException {
    return new Connection(wrapper, null, wrapper);
  }

  /// Returns this connection under TLS, after the handshake. Bytes that were looked at before are
  /// handed on.
  public Connection secured(SSLContext context, SSLParameters parameters) throws IOException {
    var seen = new ByteArrayInputStream(in.readNBytes(in.available()));
    var layered = (SSLSocket) context.getSocketFactory().createSocket(socket, seen, false);
    layered.setSSLParameters(parameters);
    try {
      layered.startHandshake();
    } catch (IOException e) {
      finBelowTls(); // Closing at once could be a reset that overtakes our alert.
      throw e;
    }
    return new Connection(socket, layered, layered);
  }

  public InputStream in() {
    return in;
  }

  /// Returns the TCP socket below TLS.
  public Socket socket() {
    return socket;
  }

  /// Returns the bytes sent so far, before encryption.
  public long sent() {
    return sent;
  }

  /// Returns how this connection was ended, [Ending#KEEP] while it is not.
  public Ending ended() {
    return ended;
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent += bytes.length;
  }

  public void end(Ending ending) throws IOException {
    switch (ending) {
      case FIN -> fin();
      case RST -> rst();
      case FIN_RST -> finThenRst();
      case SILENCE -> hold();
      case KEEP -> {}
    }
  }

  /// Sends FIN (under TLS after close_notify) and reads on, so that no unread byte makes it a
  /// reset.
  public void fin() throws IOException {
    if (tls != null) tls.shutdownOutput();
    finBelowTls();
  }

  /// Sends FIN; under TLS without close_notify.
  public void finBelowTls() throws IOException {
    ended = Ending.FIN;
    if (socket.isOutputShutdown()) return;
    socket.shutdownOutput();
    socket.setSoTimeout((int) DRAIN_TIME.toMillis());
    InputStream raw = socket.getInputStream();
    byte[] buffer = new byte[8192];
    long left = DRAIN_BYTES;
    try {
      for (int n; left > 0 && (n = raw.read(buffer)) >= 0; ) left -= n;
    } catch (SocketTimeoutException _) {
      // The client keeps its side open; ours is closed, and that was the point.
    }
  }

  /// Sends RST, as a kernel does for a process that closes with received bytes unread. (The JDK's
  /// own close would send FIN first.)
  public void rst() throws IOException {
    ended = Ending.RST;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// Sends FIN and, while the client may still be reading, RST.
  public void finThenRst() throws IOException {
    socket.shutdownOutput();
    rst();
  }

  /// Says nothing until the client closes or [Ports#LIFETIME] is over.
  public void hold() throws IOException {
    ended = Ending.SILENCE;
    socket.setSoTimeout(0);
    byte[] buffer = new byte[8192];
    while (in.read(buffer) >= 0) continue;
  }

  /// Neither reads nor writes until the lab closes or [Ports#LIFETIME] is over.
  public void sleep() throws IOException {
    ended = Ending.SILENCE;
    try {
      Thread.sleep(Ports.LIFETIME);
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the lab is closing");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // The descriptor is gone either way; there is nobody left to tell.
    }
  }
}
