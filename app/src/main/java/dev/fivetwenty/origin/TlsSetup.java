package dev.fivetwenty.origin;

/// TLS as an order wants it, with its files read.
final class TlsSetup {

  static TlsSetup prepare(TlsOptions options) {
    throw new UnsupportedOperationException("TLS " + options);
  }

  TlsClient newClient(Target target) {
    throw new UnsupportedOperationException(target.toString());
  }
}
