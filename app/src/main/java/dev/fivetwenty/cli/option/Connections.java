package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes of the connection's options what an attempt needs.
public final class Connections {

  private static final Duration DEFAULT_TOTAL = Duration.ofSeconds(300);

  private static final double MAX_SECONDS = 86_400;

  private final ConnectionOptions options;

  public Connections(ConnectionOptions options) {
    this.options = options;
  }

  /// Returns whom to ask; a user name and password in the URL go into the request only.
  public Target target(URI given) {
    URI url = UrlText.withoutUser(given);
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    String host = unbracket(url.getHost());
    if (options.origin() != null) {
      HostPort origin = UrlText.origin(options.origin());
      return new Target(url, Optional.of(origin.host()), origin.port() < 0 ? port : origin.port());
    }
    for (String rule : options.connectTo()) {
      Optional<Target> target = connectTo(rule, url, host, port);
      if (target.isPresent()) return target.get();
    }
    for (String rule : options.resolve()) {
      Optional<Target> target = resolve(rule, url, host, port);
      if (target.isPresent()) return target.get();
    }
    return new Target(url, host.indexOf(':') >= 0 ? Optional.of(host) : Optional.empty(), port);
  }

  /// Reads `HOST1:PORT1:HOST2:PORT2`; an empty first half means any, an empty second half the same.
  private static Optional<Target> connectTo(String rule, URI url, String host, int port) {
    List<String> parts = parts(rule, 4);
    if (parts.size() != 4) {
      throw new UsageProblem("--connect-to takes HOST1:PORT1:HOST2:PORT2: " + rule);
    }
    boolean matches = isSame(parts.get(0), host) && isSame(parts.get(1), Integer.toString(port));
    if (!matches) return Optional.empty();
    String place = parts.get(2).isEmpty() ? host : parts.get(2);
    String number = parts.get(3).isEmpty() ? Integer.toString(port) : parts.get(3);
    var to = UrlText.origin(UrlText.bracket(place) + ":" + number);
    return Optional.of(new Target(url, Optional.of(to.host()), to.port()));
  }

  /// Reads `HOST:PORT:ADDR[,ADDR]`; of several addresses the first counts.
  private static Optional<Target> resolve(String rule, URI url, String host, int port) {
    List<String> parts = parts(rule.replaceFirst("^[+-]", ""), 3);
    if (parts.size() != 3) throw new UsageProblem("--resolve takes HOST:PORT:ADDR: " + rule);
    boolean any = parts.get(0).equals("*");
    boolean matches =
        (any || isSame(parts.get(0), host)) && isSame(parts.get(1), Integer.toString(port));
    if (!matches) return Optional.empty();
    String first = unbracket(parts.get(2).split(",")[0]);
    return Optional.of(new Target(url, Optional.of(Hosts.check(first, rule)), port));
  }

  private static boolean isSame(String rule, String value) {
    return rule.isEmpty() || rule.equalsIgnoreCase(value);
  }

  /// Splits at colons that are not within brackets; the last part takes the rest.
  private static List<String> parts(String rule, int most) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean bracketed = false;
    for (char c : rule.toCharArray()) {
      if (c == '[' || c == ']') {
        bracketed = c == '[';
      } else if (c == ':' && !bracketed && parts.size() < most - 1) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  public static String unbracket(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  public Profile profile() {
    return profile(Profiles.named(options.profile()));
  }

  /// Returns a profile with the timeouts that were given.
  public Profile profile(Profile profile) {
    if (options.connectTimeout() == null && options.timeout() == null) return profile;
    Timeouts t = profile.timeouts();
    Duration connect = seconds("--connect-timeout", options.connectTimeout(), t.connect());
    Duration tls = seconds("--connect-timeout", options.connectTimeout(), t.tls());
    Duration write = seconds("--timeout", options.timeout(), t.write());
    Duration head = seconds("--timeout", options.timeout(), t.responseHead());
    Duration between = seconds("--timeout", options.timeout(), t.betweenBytes());
    return profile.withTimeouts(
        new Timeouts(
            t.resolve(), connect, tls, write, t.requestUnacked(), head, between,
            t.idlePool()));
  }

  public Optional<Duration> maxTime() {
    return Optional.ofNullable(options.maxTime())
        .map(text -> seconds("--max-time", text, DEFAULT_TOTAL));
  }

  /// Returns the limit on the whole attempt.
  public Duration total() {
    return maxTime().orElse(DEFAULT_TOTAL);
  }

  public Optional<String> dnsServer() {
    if (options.dnsServers() == null) return Optional.empty();
    String first = options.dnsServers().split(",")[0];
    HostPort server = UrlText.origin(first);
    return Optional.of(server.port() < 0 ? server.host() : first);
  }

  public TlsOptions tls() {
    return new TlsOptions(
        trust(), Optional.ofNullable(options.sni()).map(name -> name.equals("none") ? "" : name),
        options.noAlpn() ? List.of() : List.of("http/1.1"), versions(),
        file("--cacert", options.cacert()), file("--cert", options.cert()),
        file("--key", options.key()));
  }

  private Trust trust() {
    if (options.tls() != null) {
      return switch (options.tls()) {
        case "off" -> Trust.OFF;
        case "full" -> Trust.FULL;
        case "strict" -> Trust.STRICT;
        default -> throw new UsageProblem("--tls takes off, full or strict, not " + options.tls());
      };
    }
    if (options.insecure()) return Trust.OFF;
    // Whoever names roots wants them to matter.
    return options.cacert() == null ? Trust.FULL : Trust.STRICT;
  }

  private List<String> versions() {
    if (options.tlsMax() == null) return options.tls13() ? List.of("TLSv1.3") : List.of();
    return switch (options.tlsMax()) {
      case "1.2" -> List.of("TLSv1.2");
      case "1.3", "default" -> options.tls13() ? List.of("TLSv1.3") : List.of();
      default -> throw new UsageProblem("--tls-max takes 1.2 or 1.3, not " + options.tlsMax());
    };
  }

  private static Optional<Path> file(String option, Path path) {
    if (path == null) return Optional.empty();
    if (Files.isDirectory(path)) {
      throw new UsageProblem(option + ": " + path + " is a folder, not a file");
    }
    if (!Files.exists(path)) throw new UsageProblem(option + ": there is no file " + path);
    if (!Files.isReadable(path)) throw new UsageProblem(option + ": " + path + " cannot be read");
    return Optional.of(path);
  }

  private static Duration seconds(String option, String text, Duration otherwise) {
    if (text == null) return otherwise;
    try {
      double seconds = Double.parseDouble(text);
      if (seconds > 0 && seconds <= MAX_SECONDS) return Duration.ofNanos((long) (seconds * 1e9));
    } catch (NumberFormatException _) {
      // The same complaint as for a number out of range.
    }
    throw new UsageProblem(option + " takes seconds above 0, for example 2.5, not " + text);
  }
}
