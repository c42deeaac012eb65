package dev.fivetwenty.bench.soak;

import java.util.Locale;

/// One request, and what the origin is to answer to it.
///
/// @param id       unique in a run
/// @param upload   bytes of the request's content
/// @param expects  the client waits for 100 (Continue) before it sends content
/// @param status   of the origin's reply
/// @param size     bytes of the reply's content
record Wish(
    int id,
    String method,
    int upload,
    boolean isChunkedUpload,
    boolean expects,
    int status,
    int size,
    Framing framing,
    Fault fault) {

  private static final String PREFIX = "/soak/";

  /// What a path tells the origin, and the log's reader.
  record Order(int id, int status, int size, Framing framing, Fault fault) {

    /// Returns the order in a path, or null where there is none.
    static Order parse(String path) {
      if (!path.startsWith(PREFIX)) return null;
      String[] parts = path.substring(PREFIX.length()).split("/");
      return new Order(
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Framing.valueOf(parts[3].toUpperCase(Locale.ROOT)),
          Fault.valueOf(parts[4].toUpperCase(Locale.ROOT)));
    }
  }

  String path() {
    return "%s%d/%d/%d/%s/%s".formatted(PREFIX, id, status, size, framing, fault).toLowerCase(Locale.ROOT);
  }

  /// True when the reply has content, which HEAD, 204 and 304 forbid.
  boolean hasContent() {
    return hasContent(method, status);
  }

  static boolean hasContent(String method, int status) {
    return !method.equals("HEAD") && status != 204 && status != 304;
  }
}
