package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Child;
import dev.fivetwenty.bench.process.Cores;
import dev.fivetwenty.bench.process.FreePort;
import dev.fivetwenty.bench.process.MissingProgram;
import dev.fivetwenty.bench.process.Programs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// nginx as the origin: one worker that sends a file of the row's size and logs nothing.
///
/// It is the cheapest origin at hand that nobody doubts, and sends a file without copying it.
final class StaticOrigin implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      worker_processes 1;
      pid "%1$s/origin.pid";
      error_log "%1$s/origin-error.log" warn;
      worker_rlimit_nofile 16384;
      events { worker_connections 8192; multi_accept on; }
      http {
        access_log off;
        default_type text/plain;
        client_body_temp_path "%1$s/origin-body";
        proxy_temp_path "%1$s/origin-proxy";
        sendfile on;
        sendfile_max_chunk 1m;
        tcp_nopush on;
        open_file_cache max=100;
        open_file_cache_valid 10m;
        keepalive_timeout 10m;
        keepalive_time 10h;
        keepalive_requests 1000000000;
        server { listen %2$s backlog=4096; root "%1$s/content"; }
      }
      """;

  private final Child nginx;
  private final InetSocketAddress address;

  StaticOrigin(Path folder, int size, Cores cores) throws IOException, InterruptedException, MissingProgram {
    Path program = Programs.find("nginx", "nginx-light");
    address = FreePort.pick();
    Path content = Files.createDirectories(folder.resolve("content"));
    Files.writeString(content.resolve(Integer.toString(size)), content(size));
    Path file = folder.resolve("origin.conf");
    Files.writeString(file, CONFIGURATION.formatted(folder, Addresses.text(address)));
    List<String> command = List.of(program.toString(), "-e", folder.resolve("origin-error.log").toString(),
        "-p", folder.toString(), "-c", file.toString(), "-g", "daemon off;");
    nginx = Child.start("origin", cores.others(command), Map.of(), folder, address);
  }

  /// Returns the content of a size: text in which each place can be told from those near it.
  static String content(int size) {
    var text = new StringBuilder(size + 16);
    while (text.length() < size) text.append("%08d: fivetwenty\n".formatted(text.length()));
    text.setLength(size);
    return text.toString();
  }

  InetSocketAddress address() {
    return address;
  }

  List<Long> pids() {
    return nginx.pids();
  }

  @Override
  public void close() throws IOException {
    nginx.close();
  }
}
