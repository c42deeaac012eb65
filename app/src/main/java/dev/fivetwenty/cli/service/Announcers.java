package dev.fivetwenty.cli.service;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.incident.notice.Announcer;
import dev.fivetwenty.incident.notice.BurnRate;
import dev.fivetwenty.incident.notice.Webhook;
import dev.fivetwenty.origin.ConfigurationProblem;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes what tells the operator of what is new, as a configuration asks for it.
final class Announcers {

  /// Returns nothing where nobody is to be told.
  ///
  /// @param notices see [Webhook]
  /// @throws ConfigurationProblem when the secret cannot be read
  static Optional<Announcer> open(EdgeConfig config, BurnRate rates, InstantSource clock, Consumer<String> notices) {
    return config.notices().webhook()
        .map(
            to ->
                new Webhook(
                    to.address(), WebhookSecret.of(to.secret()), clock, new SecureRandom(), notices))
        .map(hook -> new Announcer(hook, config.site(), rates, clock));
  }

  private Announcers() {}
}
