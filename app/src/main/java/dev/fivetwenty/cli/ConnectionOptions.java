package dev.fivetwenty.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The way to the origin, in options named like curl's where curl has one.
final class ConnectionOptions {

  @Option(
      names = "--origin",
      paramLabel = "HOST[:PORT]",
      description = "Connect there; Host and server name stay those of the URL.")
  String origin;

  @Option(names = "--resolve", paramLabel = "HOST:PORT:ADDR", description = "As curl does.")
  List<String> resolve = new ArrayList<>();

  @Option(names = "--connect-to", paramLabel = "HOST1:PORT1:HOST2:PORT2", description = "As curl does.")
  List<String> connectTo = new ArrayList<>();

  @Option(names = "--dns-servers", paramLabel = "ADDR", description = "Ask this resolver: address[:port].")
  String dnsServers;

  @Option(names = "--sni", paramLabel = "NAME", description = "TLS server name to send; none sends none.")
  String sni;

  @Option(
      names = "--tls",
      paramLabel = "MODE",
      description = "off: any certificate; full (default): any, problems noted; strict: a right one.")
  TlsMode tls;

  @Option(names = {"-k", "--insecure"}, description = "The same as --tls off.")
  boolean insecure;

  @Option(names = "--cacert", paramLabel = "FILE", description = "Trust these roots (PEM).")
  Path cacert;

  @Option(names = {"-E", "--cert"}, paramLabel = "FILE", description = "Client certificate chain (PEM).")
  Path cert;

  @Option(names = "--key", paramLabel = "FILE", description = "Its key (PEM, PKCS #8).")
  Path key;

  @Option(names = {"-1", "--tlsv1", "--tlsv1.2"}, description = "TLS 1.2 or later (default).")
  boolean tls12;

  @Option(names = "--tlsv1.3", description = "TLS 1.3 only.")
  boolean tls13;

  @Option(names = "--tls-max", paramLabel = "VERSION", description = "At most 1.2 or 1.3.")
  String tlsMax;

  @Option(names = "--no-alpn", description = "Offer no application protocol.")
  boolean noAlpn;

  @Option(names = "--connect-timeout", paramLabel = "SECONDS", description = "For the TCP connection.")
  String connectTimeout;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "For the head, and between two reads.")
  String timeout;

  @Option(names = {"-m", "--max-time"}, paramLabel = "SECONDS", description = "For the whole attempt.")
  String maxTime;

  @Option(names = "--profile", paramLabel = "NAME", description = "classic (default), current or strict.")
  String profile = "classic";

  /// Values of `--tls`, spelled as they are typed.
  enum TlsMode {
    off,
    full,
    strict
  }
}
