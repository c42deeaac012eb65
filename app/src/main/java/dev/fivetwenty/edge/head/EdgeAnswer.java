package dev.fivetwenty.edge.head;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.edge.head.ResponseEdit.Fate;
import dev.fivetwenty.policy.errorpage.Answer;
import dev.fivetwenty.policy.errorpage.Answer.FieldLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/// A response that the edge makes by itself.
///
/// @param fields `Content-Length` among them
public record EdgeAnswer(int status, String reason, List<FieldLine> fields, byte[] body) {

  private static final int ADDED = 256;
  private static final byte[] RAY_ID = Octets.ascii("Ray-Id: ");
  private static final byte[] CLOSE = Octets.ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = Octets.ascii("Connection: keep-alive\r\n");
  private static final byte[] DATE = Octets.ascii("Date: ");
  private static final FieldLine ALLOW = new FieldLine("Allow", Methods.allowed());

  public static EdgeAnswer of(Answer answer) {
    return new EdgeAnswer(answer.status(), answer.reason(), fields(answer), answer.body());
  }

  private static List<FieldLine> fields(Answer answer) {
    if (answer.status() != 405) return answer.fields();
    var fields = new ArrayList<>(answer.fields());
    fields.add(ALLOW);
    return fields;
  }

  /// Returns a page of plain text that is made anew each time.
  public static EdgeAnswer text(String text) {
    byte[] body = text.getBytes(UTF_8);
    return new EdgeAnswer(
        200, "OK",
        List.of(
            new FieldLine("Content-Type", "text/plain; charset=utf-8"),
            new FieldLine("Cache-Control", "no-store"),
            new FieldLine("Content-Length", Integer.toString(body.length))),
        body);
  }

  /// Returns the whole response; the caller releases it.
  ///
  /// @param bodyless without the content, as for HEAD
  public ByteBuf write(
      boolean bodyless, Fate fate, RayText ray, HttpDate date, ByteBufAllocator alloc) {
    ByteBuf out = alloc.directBuffer(1024 + ADDED + (bodyless ? 0 : body.length));
    out.writeBytes(Octets.VERSION);
    Octets.decimal(status, out);
    out.writeByte(' ').writeBytes(Octets.ascii(reason)).writeBytes(Octets.CRLF);
    for (FieldLine field : fields) {
      out.writeCharSequence(field.name(), UTF_8);
      out.writeByte(':').writeByte(' ');
      out.writeCharSequence(field.value(), UTF_8);
      out.writeBytes(Octets.CRLF);
    }
    out.writeBytes(DATE).writeBytes(date.now()).writeBytes(Octets.CRLF);
    if (fate == Fate.CLOSED) out.writeBytes(CLOSE);
    else if (fate == Fate.KEPT_AS_ASKED) out.writeBytes(KEEP_ALIVE);
    ray.write(RAY_ID, out);
    ray.added(out);
    out.writeBytes(Octets.CRLF);
    return bodyless ? out : out.writeBytes(body);
  }
}
