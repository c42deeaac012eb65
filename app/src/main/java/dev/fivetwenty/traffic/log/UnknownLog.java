package dev.fivetwenty.traffic.log;

import java.io.IOException;

/// A file that is no log which can be read. The message says why.
public final class UnknownLog extends IOException {

  private static final long serialVersionUID = 1;

  UnknownLog(String message) {
    super(message);
  }
}
