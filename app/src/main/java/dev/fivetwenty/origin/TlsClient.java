package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Handshake;
import java.util.function.Consumer;

/// One handshake.
final class TlsClient {

  TlsRecords records() {
    return null;
  }

  void start(Connector connector, Recording recording, Consumer<Handshake> done) {}

  void expire() {}
}
