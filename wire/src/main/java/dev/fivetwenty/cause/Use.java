package dev.fivetwenty.cause;

import java.time.Duration;

/// Whether the connection was new.
///
/// @param exchanges completed on it before this one
/// @param idle      since the last of them, zero on a new connection
public record Use(int exchanges, Duration idle) {

  public static final Use NEW = new Use(0, Duration.ZERO);

  public boolean isReused() {
    return exchanges > 0;
  }
}
