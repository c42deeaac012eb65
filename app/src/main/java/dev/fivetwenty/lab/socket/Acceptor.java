package dev.fivetwenty.lab.socket;

import java.io.IOException;

/// What happens to a connection from its first moment on; it is closed when this returns or throws.
@FunctionalInterface
public interface Acceptor {
  void accept(Connection connection) throws IOException;
}
