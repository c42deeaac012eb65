package dev.fivetwenty.cause;

/// Text that strangers may read: made from the catalogue alone, so no measurement, address or name
/// can be in it.
public record PublicText(String text) {

  public static PublicText of(Cause cause) {
    return new PublicText(cause.summary().replace("`", ""));
  }

  @Override
  public String toString() {
    return text;
  }
}
