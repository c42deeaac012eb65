package dev.fivetwenty.bench.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/// The origin: does what a request's path says, checks the content that it is sent, and breaks replies by hand.
///
/// A virtual thread for each connection.
final class SoakOrigin implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int CHUNK = 8000;
  private static final int LARGE = 20 << 10;

  private final ServerSocket server;
  private final LongAdder requests = new LongAdder();
  private final LongAdder wrongUploads = new LongAdder();

  SoakOrigin() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
    Thread.ofPlatform().daemon().name("origin").start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /// Returns the requests whose whole head came, retried ones included.
  long requests() {
    return requests.sum();
  }

  /// Returns the requests whose content was not what the client sent.
  long wrongUploads() {
    return wrongUploads.sum();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // Closed at the end of the run.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new Incoming(socket.getInputStream());
      boolean isKept = true;
      while (isKept) {
        Incoming.Head head = in.head();
        if (head == null) return;
        isKept = exchange(socket, in, head);
      }
    } catch (IOException e) {
      return; // The edge gave this connection up, as it does when its client went away.
    }
  }

  /// True when another request may follow.
  private boolean exchange(Socket socket, Incoming in, Incoming.Head head) throws IOException {
    requests.increment();
    String[] line = head.startLine().split(" ");
    OutputStream out = socket.getOutputStream();
    Wish.Order order = Wish.Order.parse(line[1]);
    if (order == null) {
      out.write(Incoming.ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
      return true;
    }
    if (head.has("expect", "100-continue")) out.write(Incoming.ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    readContent(in, head, order.id());
    boolean wantsClose = head.has("connection", "close");
    if (order.fault() != Fault.NONE) {
      breakReply(socket, order);
      return false;
    }
    reply(out, line[0], order);
    return order.framing() != Framing.CLOSE && !wantsClose;
  }

  private void readContent(Incoming in, Incoming.Head head, int id) throws IOException {
    String length = head.field("content-length");
    String declared = head.field("x-upload");
    int size = declared == null ? 0 : Integer.parseInt(declared);
    Contents.Slice content = Contents.upload(id, size);
    if (head.has("transfer-encoding", "chunked")) in.chunked(content);
    else if (length != null) in.exactly(Long.parseLong(length), content);
    if (!content.isWhole()) wrongUploads.increment();
  }

  private static void reply(OutputStream out, String method, Wish.Order order) throws IOException {
    boolean hasContent = Wish.hasContent(method, order.status());
    out.write(head(order, order.framing(), order.size()));
    if (!hasContent) return;
    Contents.Slice content = Contents.reply(order.id(), order.size());
    if (order.framing() == Framing.CHUNKED) chunks(out, content, content.size(), true);
    else out.write(content.bytes(0, content.size()));
  }

  private static byte[] head(Wish.Order order, Framing framing, int size) {
    String length =
        switch (framing) {
          case LENGTH -> order.status() == 204 ? "" : "Content-Length: " + size + "\r\n";
          case CHUNKED -> Wish.hasContent("GET", order.status()) ? "Transfer-Encoding: chunked\r\n" : "";
          case CLOSE -> "Connection: close\r\n";
        };
    return Incoming.ascii(
        "HTTP/1.1 %d Soak\r\nServer: soak\r\nContent-Type: application/octet-stream\r\n%s\r\n"
            .formatted(order.status(), length));
  }

  private static void chunks(OutputStream out, Contents.Slice content, int until, boolean isEnded)
      throws IOException {
    for (int at = 0; at < until; at += CHUNK) {
      byte[] piece = content.bytes(at, Math.min(until, at + CHUNK));
      out.write(Incoming.ascii(Integer.toHexString(piece.length) + "\r\n"));
      out.write(piece);
      out.write(Incoming.ascii("\r\n"));
    }
    if (isEnded) out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static void breakReply(Socket socket, Wish.Order order) throws IOException {
    OutputStream out = socket.getOutputStream();
    Contents.Slice content = Contents.reply(order.id(), order.size());
    int half = order.size() / 2;
    switch (order.fault()) {
      case NONE -> throw new IllegalArgumentException("nothing to break");
      case EMPTY_FIN -> {}
      case EMPTY_RST -> socket.setSoLinger(true, 0);
      case NO_STATUS -> out.write(Incoming.ascii("HTTP/1.1 fine\r\nContent-Length: 0\r\n\r\n"));
      case NO_COLON -> out.write(Incoming.ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nNo-Colon\r\n\r\n"));
      case LARGE_HEADER ->
          out.write(Incoming.ascii("HTTP/1.1 200 OK\r\nX-Large: %s\r\n\r\n".formatted("x".repeat(LARGE))));
      case HEAD_CUT -> out.write(Incoming.ascii("HTTP/1.1 200 OK\r\nContent-Le"));
      case SHORT_FIN, SHORT_RST -> {
        out.write(head(order, Framing.LENGTH, order.size()));
        out.write(content.bytes(0, half));
        if (order.fault() == Fault.SHORT_RST) socket.setSoLinger(true, 0);
      }
      case CHUNK_NOT_HEX -> {
        out.write(head(order, Framing.CHUNKED, 0));
        chunks(out, content, half, false);
        out.write(Incoming.ascii("more\r\n"));
      }
      case CHUNKS_CUT -> {
        out.write(head(order, Framing.CHUNKED, 0));
        chunks(out, content, half, false);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
