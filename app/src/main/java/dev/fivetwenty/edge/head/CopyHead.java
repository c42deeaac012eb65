package dev.fivetwenty.edge.head;

import dev.fivetwenty.edge.head.ResponseEdit.Fate;
import dev.fivetwenty.policy.alwaysonline.CopyAnswer;
import dev.fivetwenty.policy.errorpage.ErrorStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Writes the head of an answer that a copy makes.
public final class CopyHead {

  private static final int ADDED = 256;
  private static final byte[] RAY_ID = Octets.ascii("Ray-Id: ");
  private static final byte[] CLOSE = Octets.ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = Octets.ascii("Connection: keep-alive\r\n");
  private static final byte[] DATE = Octets.ascii("Date: ");

  /// Returns the head; the caller releases it.
  public static ByteBuf write(
      CopyAnswer answer, Fate fate, RayText ray, HttpDate date, ByteBufAllocator alloc) {
    byte[] fields = answer.fields();
    ByteBuf out = alloc.directBuffer(fields.length + ADDED);
    out.writeBytes(Octets.VERSION);
    Octets.decimal(answer.status(), out);
    out.writeByte(' ').writeBytes(Octets.ascii(reason(answer.status()))).writeBytes(Octets.CRLF);
    out.writeBytes(fields);
    if (!answer.dated()) {
      out.writeBytes(DATE).writeBytes(date.now()).writeBytes(Octets.CRLF);
    }
    if (fate == Fate.CLOSED) out.writeBytes(CLOSE);
    else if (fate == Fate.KEPT_AS_ASKED) out.writeBytes(KEEP_ALIVE);
    ray.write(RAY_ID, out);
    return out.writeBytes(Octets.CRLF);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 206 -> "Partial Content";
      case 301 -> "Moved Permanently";
      case 304 -> "Not Modified";
      case 308 -> "Permanent Redirect";
      case 412 -> "Precondition Failed";
      case 416 -> "Range Not Satisfiable";
      // That of the failure. A reason may be empty, RFC 9112 §4.
      default -> ErrorStatus.of(status).map(ErrorStatus::reason).orElse("");
    };
  }

  private CopyHead() {}
}
