package dev.fivetwenty.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Starts Apache httpd with the directives that a test wrote.
final class Apache {

  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  /// Starts it in the foreground with the usual modules; `folder` is the server root.
  static Peer start(Path folder, String directives, int... ports) {
    Path program = Programs.require("apache2");
    if (!Files.isDirectory(MODULES)) throw Programs.missing(MODULES + " is not there");
    var text = new StringBuilder();
    for (String module :
        List.of(
            "mpm_event", "authz_core", "mime", "dir", "alias", "headers", "setenvif", "deflate",
            "filter", "proxy", "proxy_fcgi", "proxy_http", "ssl", "socache_shmcb", "rewrite")) {
      text.append("LoadModule %1$s_module %2$s/mod_%1$s.so%n".formatted(module, MODULES));
    }
    text.append(
        """
        ServerName localhost
        PidFile httpd.pid
        DefaultRuntimeDir .
        ErrorLog error.log
        LogLevel info
        User nobody
        Group nogroup
        StartServers 1
        ServerLimit 2
        ThreadsPerChild 8
        MaxRequestWorkers 16
        TypesConfig /dev/null
        %s
        """
            .formatted(directives));
    Path config = Peer.write(Peer.readable(folder), "httpd.conf", text.toString());
    return Peer.start(
        folder,
        List.of(program.toString(), "-DFOREGROUND", "-d", folder.toString(), "-f", config.toString()),
        ports);
  }

  private Apache() {}
}
