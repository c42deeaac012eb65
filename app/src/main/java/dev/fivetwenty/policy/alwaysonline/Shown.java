package dev.fivetwenty.policy.alwaysonline;

/// What a copy is served as.
///
/// @param length  bytes of the content
/// @param etag    of it; empty where there is none
/// @param changed it is not the content that was kept: decoded, with a banner
public record Shown(long length, String etag, boolean changed) {

  /// Returns the copy as it was kept.
  public static Shown asKept(Copy copy) {
    int etag = copy.fields().find("etag", 0);
    return new Shown(copy.length(), etag < 0 ? "" : copy.fields().value(etag), false);
  }
}
