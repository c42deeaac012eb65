package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.option.OptionTable.Values;
import java.nio.file.Path;
import java.util.List;

/// The way to the origin, in options named like curl's where curl has one.
public record ConnectionOptions(Values values) {

  public static final String HELP =
      """
      The way to the origin:
            --origin HOST[:PORT]  connect there; Host and server name stay those of the URL
            --resolve HOST:PORT:ADDR  as in curl
            --connect-to HOST1:PORT1:HOST2:PORT2  as in curl
            --dns-servers ADDR    ask this resolver: address[:port]
            --profile NAME        classic (default), current or strict
            --connect-timeout SECONDS  for the TCP connection, and again for TLS
            --timeout SECONDS     to send the request, for the head, and between two reads
        -m, --max-time SECONDS    for all of it; what is cut by it is not judged
      TLS:
            --tls MODE            off: any certificate; full (default): any, problems are noted;
                                  strict: a right one
        -k, --insecure            the same as --tls off
            --sni NAME            server name to send; none sends none
            --cacert FILE         trust these roots (PEM)
        -E, --cert FILE           client certificate chain (PEM)
            --key FILE            its key (PEM, PKCS #8)
            --tlsv1.2             TLS 1.2 or later (default)
            --tlsv1.3             TLS 1.3 only
            --tls-max VERSION     at most 1.2 or 1.3
            --no-alpn             offer no application protocol
      """;

  public static final String HIDDEN = "-1, --tlsv1, --tlsv1.2";

  public String origin() {
    return values.last("--origin", null);
  }

  public List<String> resolve() {
    return values.all("--resolve");
  }

  public List<String> connectTo() {
    return values.all("--connect-to");
  }

  String dnsServers() {
    return values.last("--dns-servers", null);
  }

  String profile() {
    return values.last("--profile", "classic");
  }

  public boolean isProfileGiven() {
    return values.has("--profile");
  }

  public String connectTimeout() {
    return values.last("--connect-timeout", null);
  }

  public String timeout() {
    return values.last("--timeout", null);
  }

  String maxTime() {
    return values.last("--max-time", null);
  }

  public String tls() {
    return values.last("--tls", null);
  }

  public boolean insecure() {
    return values.has("--insecure");
  }

  String sni() {
    return values.last("--sni", null);
  }

  public Path cacert() {
    return path("--cacert");
  }

  Path cert() {
    return path("--cert");
  }

  Path key() {
    return path("--key");
  }

  boolean tls13() {
    return values.has("--tlsv1.3");
  }

  String tlsMax() {
    return values.last("--tls-max", null);
  }

  boolean noAlpn() {
    return values.has("--no-alpn");
  }

  private Path path(String name) {
    String file = values.last(name, null);
    return file == null ? null : Path.of(file);
  }
}
