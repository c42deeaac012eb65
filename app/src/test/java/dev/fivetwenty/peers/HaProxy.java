package dev.fivetwenty.peers;

import java.nio.file.Path;
import java.util.List;

/// Starts HAProxy with the sections that a test wrote.
final class HaProxy {

  static Peer start(Path folder, String sections, int... ports) {
    Path config =
        Peer.write(
            folder,
            "haproxy.cfg",
            """
            global
              maxconn 200
            defaults
              mode http
              timeout connect 2s
              timeout client 20s
              timeout server 20s
            %s
            """
                .formatted(sections));
    return Peer.start(
        folder,
        List.of(Programs.require("haproxy").toString(), "-db", "-f", config.toString()),
        ports);
  }

  private HaProxy() {}
}
