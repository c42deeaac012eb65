package dev.fivetwenty.edge.route;

import dev.fivetwenty.edge.head.TargetForm;
import dev.fivetwenty.wire.RequestIndex;

/// Takes from a request head what decides about its route.
public final class Routing {

  private static final byte[] ROOT = {'/'};

  /// Returns the route, or null where none fits.
  public static Route find(RouteTable table, RequestIndex head) {
    byte[] bytes = head.bytes();
    int host = head.find("Host", 0);
    int from = host < 0 ? 0 : head.valueStart(host);
    int to = host < 0 ? 0 : withoutPort(bytes, from, head.valueEnd(host));
    int path = TargetForm.pathStart(head);
    int pathEnd = TargetForm.pathEnd(head, path);
    if (path == pathEnd || bytes[path] != '/') {
      // `*`, or an absolute-form that is all authority: they stand for the root.
      return table.find(bytes, from, to, ROOT, 0, ROOT.length);
    }
    return table.find(bytes, from, to, bytes, path, pathEnd);
  }

  private static int withoutPort(byte[] bytes, int from, int to) {
    for (int at = to - 1; at > from && bytes[at] != ']'; at--) {
      if (bytes[at] == ':') return at;
    }
    return to;
  }

  private Routing() {}
}
