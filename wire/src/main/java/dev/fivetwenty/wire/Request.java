package dev.fivetwenty.wire;

/// What a reader of the response must know of the request.
///
/// @param method            decides whether content may follow the head (RFC 9110 §9.3.2, §9.3.6)
/// @param upgradeRequested  the request carried `Upgrade` and `Connection: upgrade`
/// @param websocketKey      the value of `Sec-WebSocket-Key`, empty when there was none
public record Request(String method, boolean upgradeRequested, String websocketKey) {

  public static final Request GET = new Request("GET", false, "");

  public static Request of(String method) {
    return new Request(method, false, "");
  }
}
