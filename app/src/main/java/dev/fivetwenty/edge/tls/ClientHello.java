package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Locale;

/// What a client's first message says that decides which certificate it gets, RFC 8446 §4.1.2.
///
/// ```text
/// version(2) random(32) session_id<1> cipher_suites<2> compression_methods<1> extensions<2>
/// ```
///
/// Every length in it is the client's word. What does not fit is read as if it were absent: the provider,
/// which reads the same bytes, refuses the handshake then.
///
/// @param serverName in lower case, without a dot at its end; empty for none, or for what is no name
/// @param schemes    the ECDSA signature schemes, a bit for each of [Scheme]
/// @param version13  TLS 1.3 is offered
/// @param ecdsaSuite a suite of TLS 1.2 is offered that wants an ECDSA certificate
/// @param http1      no protocol is named, or HTTP/1.1 among others
record ClientHello(
    String serverName, int schemes, boolean version13, boolean ecdsaSuite, boolean http1) {

  /// An ECDSA scheme with its curve, RFC 8446 §4.2.3.
  enum Scheme {
    P256(0x0403),
    P384(0x0503),
    P521(0x0603);

    private final int code;

    Scheme(int code) {
      this.code = code;
    }

    int bit() {
      return 1 << ordinal();
    }
  }

  static final ClientHello NONE = new ClientHello("", 0, false, false, true);

  /// The longest name of DNS in text.
  private static final int MAX_NAME = 253;

  private static final int SERVER_NAME = 0;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int TLS13 = 0x0304;
  private static final byte[] HTTP1 = "http/1.1".getBytes(US_ASCII);

  /// Reads the body of the message, without its type and length.
  static ClientHello read(ByteBuf hello) {
    var reader = new Reader(hello);
    reader.skip(2 + 32);
    reader.skip(reader.number(1));
    reader.suites(reader.number(2));
    reader.skip(reader.number(1));
    reader.extensions(reader.number(2));
    return new ClientHello(
        reader.serverName, reader.schemes, reader.version13, reader.ecdsaSuite, reader.http1);
  }

  /// True if the client can check a signature of that kind.
  boolean takes(Scheme scheme, boolean version13Allowed) {
    if (version13 && version13Allowed) return (schemes & scheme.bit()) != 0;
    return ecdsaSuite && schemes != 0;
  }

  /// One pass over the bytes, never behind their end. Once something does not fit, nothing more is there.
  private static final class Reader {
    private final ByteBuf bytes;
    private int at;
    private int end;
    private String serverName = "";
    private int schemes;
    private boolean version13;
    private boolean ecdsaSuite;
    private boolean http1 = true;

    Reader(ByteBuf bytes) {
      this.bytes = bytes;
      at = bytes.readerIndex();
      end = bytes.writerIndex();
    }

    void skip(int length) {
      at = length > end - at ? end : at + length;
    }

    int number(int octets) {
      if (octets > end - at) {
        at = end;
        return 0;
      }
      int number = octets == 1 ? bytes.getUnsignedByte(at) : bytes.getUnsignedShort(at);
      at += octets;
      return number;
    }

    void suites(int length) {
      int last = Math.min(end, at + length);
      for (; last - at >= 2; at += 2) ecdsaSuite |= isEcdsa(bytes.getUnsignedShort(at));
      at = last;
    }

    /// The ECDHE-ECDSA suites that a provider of today may offer.
    private static boolean isEcdsa(int suite) {
      return switch (suite) {
        case 0xC009, 0xC00A, 0xC023, 0xC024, 0xC02B, 0xC02C, 0xCCA9 -> true;
        default -> false;
      };
    }

    void extensions(int length) {
      int whole = Math.min(end, at + length);
      while (whole - at >= 4) {
        int type = number(2);
        int size = number(2);
        if (size > whole - at) return;
        int next = at + size;
        end = next;
        extension(type);
        end = whole;
        at = next;
      }
    }

    private void extension(int type) {
      switch (type) {
        case SERVER_NAME -> serverName();
        case SIGNATURE_ALGORITHMS -> {
          for (skip(2); end - at >= 2; ) scheme(number(2));
        }
        case SUPPORTED_VERSIONS -> {
          for (skip(1); end - at >= 2; ) version13 |= number(2) == TLS13;
        }
        case ALPN -> protocols();
        default -> {}
      }
    }

    private void scheme(int code) {
      for (Scheme scheme : Scheme.values()) {
        if (scheme.code == code) schemes |= scheme.bit();
      }
    }

    /// Of the list only the first entry counts: there is one type of name, and one name of it.
    private void serverName() {
      skip(2);
      int type = number(1);
      int length = number(2);
      if (type != 0 || length == 0 || length > end - at) return;
      if (bytes.getByte(at + length - 1) == '.') length--;
      if (length == 0 || length > MAX_NAME) return;
      for (int i = at; i < at + length; i++) {
        if (!isInName(bytes.getByte(i))) return;
      }
      serverName = bytes.toString(at, length, US_ASCII).toLowerCase(Locale.ROOT);
    }

    private static boolean isInName(byte octet) {
      return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z'
          || octet >= '0' && octet <= '9' || octet == '-' || octet == '.' || octet == '_';
    }

    private void protocols() {
      skip(2);
      http1 = false;
      while (end > at) {
        int length = number(1);
        if (length > end - at) return;
        http1 |= length == HTTP1.length && isHttp1();
        skip(length);
      }
    }

    private boolean isHttp1() {
      for (int i = 0; i < HTTP1.length; i++) {
        if (bytes.getByte(at + i) != HTTP1[i]) return false;
      }
      return true;
    }
  }
}
