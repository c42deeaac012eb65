package dev.fivetwenty.wire;

import java.util.List;

/// What a reader of the response must know of the request.
///
/// @param method              decides whether content may follow the head (RFC 9110 §9.3.2, §9.3.6)
/// @param upgradeRequested    the request carried `Upgrade` and `Connection: upgrade`
/// @param websocketKey        the value of `Sec-WebSocket-Key`, empty when there was none
/// @param websocketProtocols  what `Sec-WebSocket-Protocol` offered
/// @param websocketExtensions what `Sec-WebSocket-Extensions` offered, without parameters
public record Request(
    String method,
    boolean upgradeRequested,
    String websocketKey,
    List<String> websocketProtocols,
    List<String> websocketExtensions) {

  public static final Request GET = of("GET");

  public Request {
    websocketProtocols = List.copyOf(websocketProtocols);
    websocketExtensions = List.copyOf(websocketExtensions);
  }

  /// A request that offers no WebSocket subprotocol or extension.
  public Request(String method, boolean upgradeRequested, String websocketKey) {
    this(method, upgradeRequested, websocketKey, List.of(), List.of());
  }

  public static Request of(String method) {
    return new Request(method, false, "");
  }
}
