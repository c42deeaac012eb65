package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.RequestIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Writes the head that an origin is sent from the head that a client sent: what belongs to the
/// client's connection goes, what the origin should know of the way comes.
///
/// Confined to one event loop and used again for each request. What it notes while it looks
/// at the fields can be asked for until the next one.
public final class RequestEdit {

  /// Room for what is added to a head.
  private static final int ADDED = 512;

  private static final byte[] HTTP_11 = Octets.ascii(" HTTP/1.1\r\n");
  private static final byte[] HOST = Octets.ascii("Host: ");
  private static final byte[] RAY_ID = Octets.ascii("Ray-Id: ");
  private static final byte[] FORWARDED_FOR = Octets.ascii("X-Forwarded-For: ");
  private static final byte[] FORWARDED_PROTO = Octets.ascii("X-Forwarded-Proto: ");
  private static final byte[] FORWARDED_HOST = Octets.ascii("X-Forwarded-Host: ");
  private static final byte[] CONNECTION_UPGRADE = Octets.ascii("Connection: upgrade\r\n");
  private static final byte[] CHUNKED = Octets.ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] HTTP = Octets.ascii("http");
  private static final byte[] HTTPS = Octets.ascii("https");
  private static final byte[] H2C = Octets.ascii("h2c");
  private static final byte[] CONTINUE = Octets.ascii("100-continue");
  private static final byte[] COMMA = Octets.ascii(", ");

  private final FieldCopy copy = new FieldCopy();
  private final Nominated nominated = new Nominated();
  private final byte[] via;

  private RequestIndex head;
  private int host;
  private int forwardedFor;
  private int moreForwardedFor;
  private boolean keepsForwarded;
  private boolean protoKept;
  private boolean hostKept;

  /// What differs from request to request and is not in its head.
  ///
  /// @param host            to send instead of the client's; null to keep that
  /// @param ray             our Ray ID
  /// @param site            `-` and the site
  /// @param foreignRay      the field whose value is the Ray ID instead; -1 for none
  /// @param clientAddress   of the peer, as text
  /// @param tls             the client spoke TLS
  /// @param trusted         what the peer says of the client's scheme and host is believed
  /// @param upgrade         the request for another protocol is passed on
  public record Facts(
      byte[] host,
      long ray,
      byte[] site,
      int foreignRay,
      byte[] clientAddress,
      boolean tls,
      boolean trusted,
      boolean upgrade) {}

  /// @param via the lines `Via` and `CDN-Loop` that say that the request came this way
  public RequestEdit(byte[] via) {
    this.via = via;
  }

  /// Returns the head to send; the caller releases it.
  public ByteBuf write(RequestIndex from, Facts facts, ByteBufAllocator alloc) {
    head = from;
    host = forwardedFor = moreForwardedFor = -1;
    keepsForwarded = facts.trusted;
    protoKept = hostKept = false;
    ByteBuf out = alloc.directBuffer(from.end() - from.methodStart() + ADDED);
    requestLine(out);
    fields(facts, out);
    added(facts, out);
    head = null;
    return out.writeBytes(Octets.CRLF);
  }

  private void requestLine(ByteBuf out) {
    byte[] bytes = head.bytes();
    int target = head.targetStart();
    out.writeBytes(bytes, head.methodStart(), target - head.methodStart());
    if (bytes[target] == '/' || bytes[target] == '*') {
      out.writeBytes(bytes, target, head.targetEnd() - target);
    } else {
      int path = TargetForm.pathStart(head);
      if (path == head.targetEnd() || bytes[path] != '/') out.writeByte('/');
      out.writeBytes(bytes, path, head.targetEnd() - path);
    }
    out.writeBytes(HTTP_11);
  }

  private void fields(Facts facts, ByteBuf out) {
    copy.begin(head, head.isVerbatim(), out);
    nominated.begin(head);
    for (int i = head.find("Connection", 0); i >= 0; i = head.find("Connection", i + 1)) {
      nominated.read(i);
    }
    for (int i = 0; i < head.fieldCount(); i++) {
      KnownField known = KnownField.of(head, i);
      if (keeps(known, i, facts) && !(nominated.any() && isNominated(known, i))) copy.keep(i);
    }
    copy.end();
  }

  private boolean isNominated(KnownField known, int field) {
    return known.isRemovable() && nominated.names(field);
  }

  private boolean keeps(KnownField known, int field, Facts facts) {
    return switch (known) {
      case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, PROXY_AUTHORIZATION, TE, TRANSFER_ENCODING,
          HTTP2_SETTINGS, RAY_ID, LOOKALIKE -> false;
      case UPGRADE -> facts.upgrade;
      case HOST -> {
        host = field;
        yield facts.host == null;
      }
      case X_FORWARDED_FOR -> {
        if (forwardedFor < 0) forwardedFor = field;
        else moreForwardedFor = field;
        yield false;
      }
      case CF_RAY, CF_CONNECTING_IP -> facts.trusted;
      case X_FORWARDED_PROTO -> {
        protoKept |= keepsForwarded;
        yield keepsForwarded;
      }
      case X_FORWARDED_HOST -> {
        hostKept |= keepsForwarded;
        yield keepsForwarded;
      }
      default -> true;
    };
  }

  private void added(Facts facts, ByteBuf out) {
    if (facts.host != null) {
      out.writeBytes(HOST).writeBytes(facts.host).writeBytes(Octets.CRLF);
    }
    if (head.framing() == Framing.CHUNKED) out.writeBytes(CHUNKED);
    if (facts.upgrade) out.writeBytes(CONNECTION_UPGRADE);
    ray(facts, out);
    forwardedFor(facts, out);
    if (!protoKept) {
      out.writeBytes(FORWARDED_PROTO).writeBytes(facts.tls ? HTTPS : HTTP).writeBytes(Octets.CRLF);
    }
    if (!hostKept && host >= 0) {
      out.writeBytes(FORWARDED_HOST);
      value(host, out);
      out.writeBytes(Octets.CRLF);
    }
    out.writeBytes(via);
  }

  private void ray(Facts facts, ByteBuf out) {
    out.writeBytes(RAY_ID);
    if (facts.foreignRay >= 0) {
      value(facts.foreignRay, out);
    } else {
      RayId.write(facts.ray, out);
      out.writeBytes(facts.site);
    }
    out.writeBytes(Octets.CRLF);
  }

  /// One field, whatever came: two are taken for an attack by some.
  private void forwardedFor(Facts facts, ByteBuf out) {
    out.writeBytes(FORWARDED_FOR);
    if (forwardedFor >= 0) stretch(forwardedFor, out);
    for (int i = forwardedFor + 1; i <= moreForwardedFor; i++) {
      if (KnownField.of(head, i) == KnownField.X_FORWARDED_FOR) stretch(i, out);
    }
    out.writeBytes(facts.clientAddress).writeBytes(Octets.CRLF);
  }

  private void stretch(int field, ByteBuf out) {
    if (head.valueStart(field) == head.valueEnd(field)) return;
    value(field, out);
    out.writeBytes(COMMA);
  }

  private void value(int field, ByteBuf out) {
    int from = head.valueStart(field);
    out.writeBytes(head.bytes(), from, head.valueEnd(field) - from);
  }

  /// Returns whether the client waits for the word to send its content; RFC 9110 §10.1.1.
  public static boolean expectsContinue(RequestIndex head) {
    if (head.minorVersion() == 0) return false;
    int field = head.find("Expect", 0);
    return field >= 0
        && Octets.hasMember(head.bytes(), head.valueStart(field), head.valueEnd(field), CONTINUE);
  }

  /// Returns whether the request asks for a protocol that may be passed on. HTTP/2 without TLS may
  /// not: behind it an origin would take requests that nobody here has read.
  public static boolean mayUpgrade(RequestIndex head) {
    if (!head.upgradeRequested()) return false;
    for (int i = head.find("Upgrade", 0); i >= 0; i = head.find("Upgrade", i + 1)) {
      if (Octets.hasMember(head.bytes(), head.valueStart(i), head.valueEnd(i), H2C)) return false;
    }
    return true;
  }
}
