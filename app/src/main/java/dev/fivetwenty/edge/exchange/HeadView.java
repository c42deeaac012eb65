package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.client.ClientOf;
import dev.fivetwenty.edge.head.Octets;
import dev.fivetwenty.edge.head.TargetForm;
import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Slice;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.ResponseIndex;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// The request of an exchange, and its response, as rules see them. One for each event loop, set anew
/// for each question.
final class HeadView extends RequestView {

  private static final byte[] ROOT = {'/'};
  private static final byte[] EDGE_ANSWER = Octets.ascii("5xx");
  private static final int VERSION_LENGTH = 8;
  private static final int RAY_DIGITS = 16;
  private static final byte[] DIGITS = Octets.ascii("0123456789abcdef");

  private final LinesView fields = new LinesView();
  private final LinesView responseFields = new LinesView();
  private final long salt;
  private RequestIndex head;
  private ClientFacts facts;
  private RequestTrace trace;
  private long timeMillis;
  private int status;
  private boolean byEdge;
  private long originMillis;
  private Address client;
  private boolean clientKnown;

  /// @param salt what random bytes of requests have besides their Ray IDs
  HeadView(long salt) {
    this.salt = salt;
  }

  /// Lays a request open that has no response yet.
  void request(RequestIndex request, ClientFacts peer, RequestTrace of, long millis) {
    head = request;
    facts = peer;
    trace = of;
    timeMillis = millis;
    fields.set(request);
    responseFields.set(null);
    status = 0;
    byEdge = false;
    originMillis = -1;
    clientKnown = false;
  }

  /// Adds the origin's reply.
  void reply(ResponseIndex reply, long millis) {
    responseFields.set(reply);
    status = reply.status();
    originMillis = millis;
  }

  /// Adds an answer of the edge itself.
  void answer(int code) {
    status = code;
    byEdge = true;
  }

  /// Forgets the messages, which are not ours.
  void release() {
    head = null;
    trace = null;
    fields.set(null);
    responseFields.set(null);
  }

  @Override
  public boolean part(Part part, Slice out) {
    byte[] bytes = head.bytes();
    switch (part) {
      case METHOD -> out.set(bytes, head.methodStart(), head.methodEnd());
      case AUTHORITY -> {
        return authority(out);
      }
      case PATH -> path(out);
      case QUERY -> {
        int end = TargetForm.pathEnd(head, TargetForm.pathStart(head));
        if (end == head.targetEnd()) return false;
        out.set(bytes, end + 1, head.targetEnd());
      }
      case VERSION -> out.set(bytes, head.targetEnd() + 1, head.targetEnd() + 1 + VERSION_LENGTH);
      case RAY_ID -> rayId(out);
      case SITE -> out.set(trace.site(), 1, trace.site().length);
      case TLS_VERSION -> {
        return text(facts.tlsVersion(), out);
      }
      case TLS_CIPHER -> {
        return text(facts.tlsCipher(), out);
      }
      case RANDOM_SEED -> seed(out);
      case ERROR_TYPE -> {
        if (!byEdge || status < 500) return false;
        out.set(EDGE_ANSWER);
      }
    }
    return true;
  }

  private static boolean text(String text, Slice out) {
    if (text == null) return false;
    out.set(Octets.ascii(text));
    return true;
  }

  private boolean authority(Slice out) {
    byte[] bytes = head.bytes();
    int path = TargetForm.pathStart(head);
    if (path > head.targetStart()) {
      int start = head.targetStart();
      while (bytes[start] != ':') start++;
      out.set(bytes, Math.min(start + 3, path), path);
      return true;
    }
    int host = head.find("Host", 0);
    if (host < 0) return false;
    out.set(bytes, head.valueStart(host), head.valueEnd(host));
    return true;
  }

  private void path(Slice out) {
    int start = TargetForm.pathStart(head);
    int end = TargetForm.pathEnd(head, start);
    if (start == end) out.set(ROOT);
    else out.set(head.bytes(), start, end);
  }

  private void rayId(Slice out) {
    int foreign = trace.foreignRay();
    if (foreign >= 0) {
      out.set(head.bytes(), head.valueStart(foreign), head.valueEnd(foreign));
      return;
    }
    byte[] site = trace.site();
    if (!scratch().begin(RAY_DIGITS + site.length)) throw new IllegalStateException("no room for a Ray ID");
    for (int shift = 60; shift >= 0; shift -= 4) scratch().add(DIGITS[(int) (trace.ray() >>> shift & 15)]);
    scratch().add(site, 0, site.length);
    scratch().end(out);
  }

  private void seed(Slice out) {
    var drawn = new SplittableRandom(trace.ray() ^ salt);
    out.set(ByteBuffer.allocate(2 * Long.BYTES).putLong(drawn.nextLong()).putLong(drawn.nextLong()).array());
  }

  @Override
  public boolean isTls() {
    return facts.isTls();
  }

  @Override
  public Address client() {
    if (!clientKnown) client = ClientOf.address(head, facts);
    clientKnown = true;
    return client;
  }

  @Override
  public long timeMillis() {
    return timeMillis;
  }

  @Override
  public FieldSection fields() {
    return fields;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public FieldSection responseFields() {
    return responseFields;
  }

  @Override
  public long originMillis() {
    return originMillis;
  }
}
