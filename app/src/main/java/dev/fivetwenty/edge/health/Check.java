package dev.fivetwenty.edge.health;

import dev.fivetwenty.config.HealthCheck;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.RequestBytes;

/// What an origin is asked. Two that are equal are asked once, whatever routes they stand for.
///
/// @param host what is sent as `Host`
public record Check(Endpoint endpoint, HealthCheck how, String host) {

  /// Returns a request; it asks for a connection of its own, so that a check tells whether there
  /// can be one.
  byte[] request(Signature signature) {
    RequestBytes request =
        RequestBytes.get(endpoint.target().url())
            .target(how.path())
            .with("Host", host)
            .adding("Connection", "close");
    return signature.under(request).toByteArray();
  }

  boolean passes(int status) {
    return status >= how.lowestStatus() && status <= how.highestStatus();
  }
}
