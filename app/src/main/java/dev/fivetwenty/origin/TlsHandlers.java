package dev.fivetwenty.origin;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.time.InstantSource;

/// Where the TLS layer of a connection comes from. Any thread may call.
interface TlsHandlers {

  /// Returns one handshake with its own check of the certificate.
  TlsClient newClient(Target target, InstantSource clock);

  SslHandler open(TlsClient client, ByteBufAllocator allocator);

  /// Takes note that a handshake is over, whatever came of it.
  default void shaken(SslHandler handler) {}
}
