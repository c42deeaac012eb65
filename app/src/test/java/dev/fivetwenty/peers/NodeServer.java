package dev.fivetwenty.peers;

import java.nio.file.Path;
import java.util.List;

/// Starts Node with a script; the script finds its port in `PORT`.
final class NodeServer {

  static Peer start(Path folder, String script, int port) {
    Path file =
        Peer.write(folder, "server" + port + ".js", "const PORT = " + port + ";\n" + script);
    return Peer.start(
        folder, List.of(Programs.require("node").toString(), file.toString()), port);
  }

  private NodeServer() {}
}
