package dev.fivetwenty.har.diff;

/// A difference in words. Values of fields are not in them: they could be secret.
public final class Wording {

  public static String of(Difference difference) {
    String what = difference.what();
    String here = difference.direct();
    String there = difference.proxied();
    int before = HeaderBudget.bytes(what, here);
    int after = HeaderBudget.bytes(what, there);
    return switch (difference.kind()) {
      case OUTCOME -> "direct %s, through the proxy %s".formatted(here, there);
      case STATUS -> "status %s direct, %s through the proxy".formatted(here, there);
      case SECTION_SIZE -> "header section of %s bytes direct, %s through the proxy".formatted(here, there);
      case HEADER_GROWN -> after > before
          ? "header %s grew from %d to %d bytes".formatted(what, before, after)
          : "header %s shrank from %d to %d bytes".formatted(what, before, after);
      case HEADER_ADDED -> "header %s added (%d bytes)".formatted(what, after);
      case HEADER_REMOVED -> "header %s removed (%d bytes)".formatted(what, before);
      case HEADER_CHANGED -> "header %s changed".formatted(what);
      case REDIRECT -> "redirects elsewhere";
      case CONTENT -> "content differs";
      case CONTENT_SIZE -> "content of %s bytes direct, %s through the proxy".formatted(here, there);
      case PROTOCOL -> "%s direct, %s through the proxy".formatted(none(here), none(there));
      case TLS -> "TLS %s %s direct, %s through the proxy".formatted(what, here, there);
      case TIME -> "%s of %s direct, %s through the proxy".formatted(what, here, there);
    };
  }

  private static String none(String protocol) {
    return protocol.isEmpty() ? "no protocol" : protocol;
  }

  private Wording() {}
}
