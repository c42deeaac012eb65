package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.Stream;

/// The fields of a request that must be known before its content, RFC 9110 §6.5.1.
///
/// Some recipients merge trailers into the headers. A field that frames, routes, authenticates or
/// names the client would then be one that nobody on the way has looked at. `_` in a name
/// counts as `-`: CGI and its heirs do not tell them apart.
final class RequestTrailers implements TrailerReader.Forbidden {

  private static final byte[][] NAMES =
      Stream.of(
              // Where the message ends, and what the connection is for.
              "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer",
              "upgrade", "proxy-connection", "http2-settings",
              // For whom it is, and from whom.
              "host", "forwarded", "via", "cdn-loop", "ray-id", "cf-ray", "cf-connecting-ip",
              "true-client-ip", "x-real-ip", "x-forwarded-for", "x-forwarded-host",
              "x-forwarded-proto", "x-forwarded-port",
              // Who asks, and under which conditions.
              "authorization", "proxy-authorization", "cookie", "expect", "max-forwards",
              "cache-control", "pragma", "range", "if-match", "if-none-match",
              "if-modified-since", "if-unmodified-since", "if-range",
              // What the content is.
              "content-type", "content-encoding", "content-range", "content-location")
          .map(name -> name.getBytes(US_ASCII))
          .toArray(byte[][]::new);

  @Override
  public boolean has(byte[] bytes, int from, int to) {
    for (byte[] name : NAMES) {
      if (name.length == to - from && isAt(bytes, from, name)) return true;
    }
    return false;
  }

  private static boolean isAt(byte[] bytes, int from, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      int octet = Scan.lowered(bytes[from + i]);
      if (octet != name[i] && !(octet == '_' && name[i] == '-')) return false;
    }
    return true;
  }
}
