package dev.fivetwenty.archive;

import java.io.IOException;

/// The content of a copy is not there, or is not what was kept.
public final class LostContent extends IOException {

  private static final long serialVersionUID = 1;

  LostContent(String what) {
    super(what);
  }

  LostContent(String what, IOException cause) {
    super(what, cause);
  }
}
