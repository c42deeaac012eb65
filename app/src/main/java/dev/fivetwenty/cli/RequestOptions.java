package dev.fivetwenty.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The request, in options named like curl's.
final class RequestOptions {

  @Option(names = {"-X", "--request"}, paramLabel = "METHOD", description = "Request method.")
  String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "LINE",
      description = "Add or replace a field; 'Name:' removes it, 'Name;' sends it empty.")
  List<String> headers = new ArrayList<>();

  @Option(names = {"-A", "--user-agent"}, paramLabel = "NAME", description = "User-Agent.")
  String userAgent;

  @Option(names = {"-e", "--referer"}, paramLabel = "URL", description = "Referer.")
  String referer;

  @Option(names = {"-b", "--cookie"}, paramLabel = "DATA", description = "Cookie, as name=value; ...")
  String cookie;

  @Option(names = {"-u", "--user"}, paramLabel = "USER:PASSWORD", description = "Basic authentication.")
  String user;

  @Option(
      names = {"-d", "--data", "--data-ascii"},
      paramLabel = "DATA",
      description = "Content of a POST; @FILE reads it, without line ends.")
  List<String> data = new ArrayList<>();

  @Option(names = "--data-raw", paramLabel = "DATA", description = "The same, without a meaning for @.")
  List<String> dataRaw = new ArrayList<>();

  @Option(names = "--data-binary", paramLabel = "DATA", description = "The same; @FILE as it is.")
  List<String> dataBinary = new ArrayList<>();

  @Option(names = {"-I", "--head"}, description = "Send HEAD.")
  boolean head;

  @Option(names = {"-0", "--http1.0"}, description = "Send HTTP/1.0.")
  boolean http10;

  @Option(names = "--http1.1", description = "Send HTTP/1.1 (default).")
  boolean http11;

  @Option(names = {"--http2", "--http2-prior-knowledge", "--http3"}, hidden = true)
  boolean otherHttp;

  @Option(names = "--compressed", description = "Accept deflate, gzip, br, zstd.")
  boolean compressed;

  @Option(names = "--request-target", paramLabel = "PATH", description = "Send this instead of the path.")
  String target;
}
