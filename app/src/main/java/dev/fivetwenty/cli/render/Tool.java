package dev.fivetwenty.cli.render;

/// What this program calls itself.
public final class Tool {

  public static final String VERSION = "0.1.0";

  private Tool() {}
}
