package dev.fivetwenty.lab.socket;

import java.io.IOException;

/// How a request is answered. Must be stateless: what lasts is in [Exchange#memory].
@FunctionalInterface
public interface Behaviour {

  void play(Exchange exchange) throws IOException;

  /// True when the request's content is to be read before [#play].
  default boolean wantsContent() {
    return true;
  }

  /// Returns a behaviour that leaves the request's content unread.
  static Behaviour withoutContent(Behaviour behaviour) {
    return new Behaviour() {
      @Override
      public void play(Exchange exchange) throws IOException {
        behaviour.play(exchange);
      }

      @Override
      public boolean wantsContent() {
        return false;
      }
    };
  }
}
