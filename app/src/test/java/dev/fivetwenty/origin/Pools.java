package dev.fivetwenty.origin;

import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/// Pools as tests need them.
final class Pools {

  /// Returns one of an origin on a port of this machine; it keeps no bytes of replies.
  static OriginPool of(EventLoop events, Transport transport, String scheme, int port) {
    var target = new Target(URI.create(scheme + "://127.0.0.1:" + port + "/"), Optional.empty(), port);
    return new OriginPool(
        events, transport, InstantSource.system(),
        new Endpoints().prepare(scheme + "://a", target, TlsOptions.DEFAULT, Profile.CLASSIC),
        OriginPool.Tally.NONE, null);
  }

  private Pools() {}
}
