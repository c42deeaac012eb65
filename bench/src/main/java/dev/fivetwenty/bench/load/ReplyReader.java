package dev.fivetwenty.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads one reply after the other of a connection, just closely enough to say whether each is whole.
///
/// It is a witness of its own and shares no code with the edge. Only `Content-Length` is known as framing, for that is
/// what the bench's origins send; a reply framed in another way counts as wrong.
final class ReplyReader {

  private static final int MAX_HEAD = 64 << 10;
  private static final String LENGTH = "content-length:";
  private static final String CLOSE = "connection: close";

  /// Of `HTTP/1.1 200`: where the status begins, and where it ends.
  private static final int STATUS = 9;

  private static final int STATUS_END = 12;

  private byte[] head = new byte[1024];
  private int headLength;
  private boolean inContent;
  private int status;
  private long declared;
  private long remaining;
  private boolean closes;
  private boolean isHttp = true;

  /// Takes bytes of the reply; true once it is whole, or is known not to be HTTP.
  boolean feed(ByteBuf in) {
    if (!inContent && !readHead(in)) return !isHttp;
    int taken = (int) Math.min(remaining, in.readableBytes());
    in.skipBytes(taken);
    remaining -= taken;
    return remaining == 0;
  }

  private boolean readHead(ByteBuf in) {
    while (in.isReadable()) {
      if (headLength == head.length && !grow()) return false;
      byte next = in.readByte();
      head[headLength++] = next;
      if (headLength == STATUS_END && !beginsLikeHttp()) {
        isHttp = false;
        return false;
      }
      if (next == '\n' && endsHead()) {
        parse();
        return true;
      }
    }
    return false;
  }

  private boolean grow() {
    isHttp = head.length < MAX_HEAD;
    if (isHttp) head = Arrays.copyOf(head, head.length * 2);
    return isHttp;
  }

  private boolean beginsLikeHttp() {
    status = 0;
    for (int i = STATUS; i < STATUS_END; i++) {
      if (head[i] < '0' || head[i] > '9') return false;
      status = status * 10 + head[i] - '0';
    }
    return head[0] == 'H' && head[4] == '/' && head[5] == '1' && head[8] == ' ';
  }

  private boolean endsHead() {
    return headLength >= 4 && head[headLength - 3] == '\n' && head[headLength - 2] == '\r';
  }

  private void parse() {
    String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = text.indexOf(LENGTH);
    declared = at < 0 ? -1 : Long.parseLong(text.substring(at + LENGTH.length(), text.indexOf('\r', at)).strip());
    closes = text.contains(CLOSE);
    remaining = Math.max(0, declared);
    inContent = true;
  }

  /// Returns what has come so far of a reply of a known size, from 0 to 1.
  double progress() {
    return inContent && declared > 0 ? 1 - (double) remaining / declared : 0;
  }

  /// Returns what the whole reply was, measured by what was asked for.
  Outcome outcome(Ask ask) {
    if (!isHttp) return Outcome.NOT_HTTP;
    if (declared < 0) return Outcome.WRONG;
    if (status == 200) return declared == ask.size() ? Outcome.WHOLE : Outcome.WRONG;
    return status >= 500 ? Outcome.FAILED : Outcome.WRONG;
  }

  /// True when the server said that it closes the connection, or when nothing more can be read from it.
  boolean closes() {
    return closes || !isHttp;
  }

  void reset() {
    headLength = 0;
    inContent = false;
    closes = false;
    isHttp = true;
  }
}
