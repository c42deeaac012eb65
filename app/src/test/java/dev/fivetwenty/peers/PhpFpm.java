package dev.fivetwenty.peers;

import java.nio.file.Path;
import java.util.List;

/// Starts PHP-FPM with one pool of four children on a loopback port.
final class PhpFpm {

  static Peer start(Path folder, int port) {
    Path config =
        Peer.write(
            folder,
            "php-fpm.conf",
            """
            [global]
            error_log = %1$s/php-fpm.log
            daemonize = no
            [www]
            user = nobody
            group = nogroup
            listen = 127.0.0.1:%2$d
            pm = static
            pm.max_children = 4
            clear_env = no
            """
                .formatted(folder, port));
    return Peer.start(
        folder,
        List.of(
            Programs.require("php-fpm").toString(),
            "--nodaemonize", "--fpm-config", config.toString(), "-n", "-d", "extension=posix"),
        port);
  }

  private PhpFpm() {}
}
