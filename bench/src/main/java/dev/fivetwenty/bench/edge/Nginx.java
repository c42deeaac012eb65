package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Child;
import dev.fivetwenty.bench.process.MissingProgram;
import dev.fivetwenty.bench.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// nginx as its own guides would tune it: kept connections to the origin, a buffered log, nothing on disk, buffers that hold 64 KiB.
///
/// It logs what HAProxy's `httplog` and our access log tell: times, sizes, the origin and how it answered.
final class Nginx implements Contender {

  private static final String CONFIGURATION =
      """
      worker_processes 1;
      pid "%1$s/nginx.pid";
      error_log "%1$s/error.log" error;
      worker_rlimit_nofile 16384;
      events { worker_connections 8192; multi_accept on; }
      http {
        log_format times '$remote_addr:$remote_port [$time_iso8601] "$request" $status $bytes_sent '
          '$request_time $upstream_addr $upstream_status $upstream_connect_time $upstream_header_time '
          '$upstream_response_time $upstream_bytes_received $host $server_protocol';
        access_log "%1$s/access.log" times buffer=64k flush=1s;
        client_body_temp_path "%1$s/body";
        proxy_temp_path "%1$s/proxy";
        tcp_nodelay on;
        server_tokens off;
        keepalive_timeout 10m;
        keepalive_time 10h;
        keepalive_requests 1000000000;
        %5$s
        upstream origin {
          server %2$s;
          keepalive 1024;
          keepalive_time 10h;
          keepalive_requests 1000000000;
        }
        server {
          listen %3$s backlog=4096%4$s;
          location / {
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_buffer_size 16k;
            proxy_buffers 8 16k;
            proxy_busy_buffers_size 64k;
            proxy_max_temp_file_size 0;
            %6$s
          }
        }
      }
      """;

  private static final String CACHE = "proxy_cache_path \"%s/cache\" keys_zone=copies:1m use_temp_path=off;";

  /// What is stale is served at once, and asked for in the background, one request at a time.
  private static final String STALE =
      """
      proxy_cache copies;
            proxy_cache_valid 200 1s;
            proxy_cache_use_stale error timeout invalid_header updating;
            proxy_cache_background_update on;
            proxy_cache_lock on;""";

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public boolean standsIn() {
    return true;
  }

  @Override
  public String version() throws IOException, InterruptedException, MissingProgram {
    return Machine.firstLine(program(), "-v").replace("nginx version: ", "").replace('/', ' ');
  }

  private static String program() throws MissingProgram {
    return Programs.find("nginx", "nginx-light").toString();
  }

  @Override
  public Running start(Site site) throws IOException, InterruptedException, MissingProgram {
    Path folder = site.folder();
    String tls = "";
    if (site.tls() != null) {
      tls = " ssl;\nssl_protocols TLSv1.3;\nssl_certificate \"%s\";\nssl_certificate_key \"%s\""
          .formatted(site.tls().chain(), site.tls().key());
    }
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        CONFIGURATION.formatted(
            folder, Addresses.text(site.origin()), Addresses.text(site.listen()), tls,
            site.copies() ? CACHE.formatted(folder) : "", site.copies() ? STALE : ""));
    List<String> command =
        List.of(program(), "-e", folder.resolve("error.log").toString(),
            "-p", folder.toString(), "-c", file.toString(), "-g", "daemon off;");
    Child child = Child.start(name(), site.cores().measured(command), Map.of(), folder, site.listen());
    return new LoggingChild(child, site.listen(), folder.resolve("access.log"));
  }

  /// A child whose access log is a file.
  record LoggingChild(Child child, InetSocketAddress address, Path log) implements Running {

    /// One of a cache's processes leaves after a minute, and has nothing to do in an empty one until then.
    @Override
    public List<Long> pids() {
      return child.pids().stream().filter(pid -> !commandLine(pid).contains("cache loader")).toList();
    }

    private static String commandLine(long pid) {
      try {
        return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long logged() throws IOException {
      return Machine.lines(log);
    }

    @Override
    public void close() throws IOException {
      child.close();
    }
  }
}
