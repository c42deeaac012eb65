package dev.fivetwenty.peers;

import java.nio.file.Path;
import java.util.List;

/// Starts nginx with the body of an `http` block that a test wrote.
final class Nginx {

  /// Starts one process in the foreground; every file it writes lies in `folder`.
  static Peer start(Path folder, String http, int... ports) {
    Path config =
        Peer.write(
            folder,
            "nginx.conf",
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr info;
            events { worker_connections 128; }
            http {
              access_log off;
              client_body_temp_path tmp-body;
              proxy_temp_path tmp-proxy;
              fastcgi_temp_path tmp-fastcgi;
              uwsgi_temp_path tmp-uwsgi;
              scgi_temp_path tmp-scgi;
              default_type text/plain;
            %s
            }
            """
                .formatted(http));
    return Peer.start(
        folder,
        List.of(
            Programs.require("nginx").toString(),
            "-p", folder.toString(), "-c", config.toString(), "-e", "stderr"),
        ports);
  }

  private Nginx() {}
}
