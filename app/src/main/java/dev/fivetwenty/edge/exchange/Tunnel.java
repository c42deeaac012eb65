package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.origin.Forwarding;
import io.netty.buffer.ByteBuf;

/// What passes between a client and an origin once both speak another protocol. Confined to the event loop.
final class Tunnel {

  private final ClientConnection client;
  private final Forwarding attempt;
  private final RequestTrace trace;
  private final Relay relay;

  Tunnel(ClientConnection client, Forwarding attempt, RequestTrace trace, Relay relay) {
    this.client = client;
    this.attempt = attempt;
    this.trace = trace;
    this.relay = relay;
  }

  /// Begins, once the head is sent that says so.
  void begin() {
    attempt.tunnel();
    client.become(this);
  }

  /// Passes bytes of the client on and takes them over.
  void fromClient(ByteBuf bytes) {
    trace.fromClient(bytes.readableBytes());
    attempt.write(bytes);
    attempt.flush();
    if (!attempt.isWritable()) client.holdTunnel();
  }

  /// Passes bytes of the origin on; valid during the call is enough.
  void fromOrigin(ByteBuf bytes, int from, int length) {
    relay.raw(bytes.retainedSlice(from, length));
    client.tunnelGoesOn();
  }

  /// The client sends no more, and what it sent still goes out; the origin may have a last word.
  void clientEnds() {
    attempt.endTunnel();
    client.tunnelGoesOn();
  }
}
