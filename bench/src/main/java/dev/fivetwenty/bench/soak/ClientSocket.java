package dev.fivetwenty.bench.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// One connection of a client: writes requests and judges replies.
final class ClientSocket {

  /// What came back.
  ///
  /// @param status what the client was sent, 0 for none
  /// @param isLast whether nothing more can come on the connection
  record Answer(Seen seen, int status, boolean isLast) {}

  private static final int CHUNK = 6000;

  private final Socket socket;
  private final Incoming in;
  private Incoming.Head early;

  ClientSocket(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = new Incoming(in);
  }

  Socket socket() {
    return socket;
  }

  static String head(Wish wish, Manner manner) {
    boolean isLast = manner == Manner.CLOSING || manner == Manner.HALF_CLOSED;
    var head = new StringBuilder();
    head.append(wish.method()).append(' ').append(wish.path());
    head.append(manner == Manner.HTTP_1_0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    head.append("Host: soak.test\r\nUser-Agent: soak\r\n");
    if (isLast) head.append("Connection: close\r\n");
    if (wish.expects()) head.append("Expect: 100-continue\r\n");
    if (wish.upload() > 0) head.append("X-Upload: ").append(wish.upload()).append("\r\n");
    if (wish.isChunkedUpload()) head.append("Transfer-Encoding: chunked\r\n");
    else if (wish.upload() > 0) head.append("Content-Length: ").append(wish.upload()).append("\r\n");
    return head.append("\r\n").toString();
  }

  /// Writes a request, its content after 100 (Continue) where it waits for that. A final answer in place of 100 is kept
  /// for [#answer], and the content is not sent.
  void send(Wish wish, Manner manner) throws IOException {
    socket.getOutputStream().write(Incoming.ascii(head(wish, manner)));
    if (wish.expects()) {
      Incoming.Head interim = in.head();
      if (interim == null) throw new IOException("closed in place of 100 (Continue)");
      if (!interim.startLine().startsWith("HTTP/1.1 100")) early = interim;
      if (early != null) return;
    }
    if (wish.upload() > 0) content(wish, wish.upload());
    if (wish.isChunkedUpload()) socket.getOutputStream().write(Incoming.ascii("0\r\n\r\n"));
  }

  /// Writes the beginning of a request's content, or all of it.
  void content(Wish wish, int until) throws IOException {
    OutputStream out = socket.getOutputStream();
    Contents.Slice content = Contents.upload(wish.id(), wish.upload());
    if (!wish.isChunkedUpload()) {
      out.write(content.bytes(0, until));
      return;
    }
    for (int at = 0; at < until; at += CHUNK) {
      byte[] piece = content.bytes(at, Math.min(until, at + CHUNK));
      out.write(Incoming.ascii(Integer.toHexString(piece.length) + "\r\n"));
      out.write(piece);
      out.write(Incoming.ascii("\r\n"));
    }
  }

  /// Reads the reply to a request.
  Answer answer(Wish wish) throws SocketTimeoutException {
    int status = 0;
    Contents.Slice content = Contents.reply(wish.id(), wish.size());
    try {
      Incoming.Head head = finalHead();
      if (head == null) return new Answer(Seen.LOST, 0, true);
      status = status(head.startLine());
      if (status == 0) return new Answer(Seen.FALSE, 0, true);
      boolean isLast = early != null || head.has("connection", "close") || head.startLine().startsWith("HTTP/1.0");
      boolean isOwnAnswer = head.field("proxy-status") != null;
      boolean toEnd = readContent(wish, head, status, content);
      Seen seen = isOwnAnswer || status != wish.status() ? refusal(status) : judge(wish, content);
      return new Answer(seen, status, isLast || toEnd);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // What came was right as far as it came, or it is worse than cut.
      return new Answer(status == 0 ? Seen.LOST : content.isDifferent() ? Seen.FALSE : Seen.CUT, status, true);
    }
  }

  /// Returns the status, or 0 when a line that is no status line was passed on.
  private static int status(String line) {
    return line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?") ? Integer.parseInt(line.substring(9, 12)) : 0;
  }

  private static Seen refusal(int status) {
    return status >= 500 ? Seen.FAILED : Seen.REFUSED;
  }

  private static Seen judge(Wish wish, Contents.Slice content) {
    if (wish.fault() != Fault.NONE) return Seen.FALSE;
    return !wish.hasContent() || content.isWhole() ? Seen.WHOLE : Seen.FALSE;
  }

  private Incoming.Head finalHead() throws IOException {
    Incoming.Head head = early == null ? in.head() : early;
    while (head != null && head.startLine().startsWith("HTTP/1.1 1")) head = in.head();
    return head;
  }

  /// Reads the content; true when only the connection's end ended it.
  private boolean readContent(Wish wish, Incoming.Head head, int status, Contents.Slice content) throws IOException {
    if (!Wish.hasContent(wish.method(), status)) return false;
    String length = head.field("content-length");
    if (head.has("transfer-encoding", "chunked")) {
      in.chunked(content);
    } else if (length != null) {
      in.exactly(Long.parseLong(length), content);
    } else {
      in.toEnd(content);
      return true;
    }
    return false;
  }
}
