package dev.fivetwenty.edge.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.RequestIndex;
import java.util.Arrays;
import java.util.stream.Collectors;

/// What a method means for forwarding, told from the bytes.
public enum Methods {
  GET(true),
  HEAD(true),
  POST(false),
  PUT(true),
  DELETE(true),
  OPTIONS(true),
  TRACE(true),
  PATCH(false),
  CONNECT(false),
  OTHER(false);

  private static final Methods[] ALL = values();

  private final byte[] name = name().getBytes(US_ASCII);
  private final boolean idempotent;
  private final Request plain;

  Methods(boolean idempotent) {
    this.idempotent = idempotent;
    plain = Request.of(name());
  }

  public static Methods of(RequestIndex head) {
    int from = head.methodStart();
    int to = head.methodEnd();
    for (Methods method : ALL) {
      boolean same =
          Arrays.equals(method.name, 0, method.name.length, head.bytes(), from, to);
      if (same && method != OTHER) return method;
    }
    return OTHER;
  }

  /// Returns the value of `Allow`: what is passed on, of the methods that are known here.
  static String allowed() {
    return Arrays.stream(ALL).filter(m -> m != CONNECT && m != OTHER).map(Methods::name)
        .collect(Collectors.joining(", "));
  }

  /// RFC 9110 §9.2.2. A method that nobody here knows is not.
  public boolean isIdempotent() {
    return idempotent;
  }

  /// Returns what a reader of the response must know, without allocation where nothing is special.
  public Request request(RequestIndex head, boolean upgrade) {
    return upgrade || this == OTHER ? head.request() : plain;
  }
}
