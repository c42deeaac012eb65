package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.Ejection;
import dev.fivetwenty.config.HealthCheck;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.OriginTls;
import dev.fivetwenty.config.OriginTls.Trust;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.config.Route.Balance;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.config.text.Unfit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an item of `routes`.
final class RouteReader {

  private static final Pattern STATUS = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

  private static final Shape<OriginServer> ORIGIN_SECTION = Shapes.section(RouteReader::origin);

  private static final Shape<OriginServer> ORIGIN =
      value -> value.isSection() ? ORIGIN_SECTION.read(value) : Addresses.ORIGIN.read(value);

  private static final Shape<String> HOST_NAME =
      value -> HostPort.host(value.text().toLowerCase(Locale.ROOT), value.text());

  /// @param rules reads rules, and knows the lists that they may name
  static Shape<Route> route(RulesReader rules) {
    return Shapes.section(section -> route(section, rules));
  }

  private static Route route(Section section, RulesReader rules) {
    List<OriginServer> origins =
        section.required("origins", List.of(), Shapes.several(ORIGIN, RouteReader::identity, "origin"));
    String host = section.get("host", "*", RouteReader::hostPattern);
    String path = section.get("path", "/", RouteReader::path);
    return new Route(
        host,
        path,
        origins,
        section.get("balance", Balance.ROUND_ROBIN, Scalars.oneOf(Balance.class)),
        hostField(section),
        tls(section, origins),
        section.ask("health_check", Shapes.section(RouteReader::healthCheck)),
        section.ask("ejection", Shapes.section(RouteReader::ejection)),
        section.get("slow_return", Duration.ZERO, Scalars.duration("0s", "1h")),
        section.get("retry_non_idempotent", false, Scalars.BOOLEAN),
        rules.rules(section),
        AlwaysOnlineReader.ask(section, url -> isHere(url, host, path)));
  }

  /// Returns whether it is a URL of a route, as far as the route alone tells.
  private static boolean isHere(URI url, String host, String path) {
    String name = url.getHost().toLowerCase(Locale.ROOT);
    boolean named = host.equals("*") || host.equals(name) || host.startsWith("*.") && name.endsWith(host.substring(1));
    return named && (url.getRawPath().isEmpty() ? "/" : url.getRawPath()).startsWith(path);
  }

  /// Two URLs that lead to the same place are the same origin.
  private static String identity(OriginServer origin) {
    return origin.endpoint() + (origin.address().isPresent() ? " as " + origin : "");
  }

  private static OriginServer origin(Section section) {
    OriginServer url =
        section.required(
            "url", new OriginServer(false, "", 0, Optional.empty()), value -> Addresses.url(value.text()));
    return new OriginServer(
        url.isTls(), url.host(), url.port(),
        section.ask("address", value -> Addresses.endpoint(value, value.text(), url.port())));
  }

  private static String hostPattern(Value value) throws Unfit {
    String text = value.text().toLowerCase(Locale.ROOT);
    if (text.equals("*")) return text;
    String name = text.startsWith("*.") ? text.substring(2) : text;
    if (name.contains("://")) throw new Unfit("expected a host name, not a URL: " + text);
    if (name.indexOf('*') >= 0) {
      throw new Unfit("a * stands alone or before the first dot, as in *.shop.example: " + text);
    }
    HostPort place = HostPort.parse(name, text);
    if (place.port() >= 0) throw new Unfit("a route's host has no port: " + text);
    return text.startsWith("*.") ? "*." + place.host() : place.host();
  }

  private static String path(Value value) throws Unfit {
    String text = value.text();
    if (!text.startsWith("/")) throw new Unfit("a path begins with a slash; did you mean /" + text + "?");
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '?' || c == '#')) {
      throw new Unfit("a path is written as in a request, without query, blanks escaped: " + text);
    }
    return text;
  }

  private static HostField hostField(Section section) {
    Optional<String> fixed = section.ask("host_override", HOST_NAME);
    boolean keep = section.get("keep_host", fixed.isEmpty(), Scalars.BOOLEAN);
    if (keep && fixed.isPresent()) section.complain("host_override", "the client's host is kept by keep_host: true");
    if (fixed.isPresent()) return new HostField.Fixed(fixed.get());
    return keep ? new HostField.OfClient() : new HostField.OfOrigin();
  }

  private static OriginTls tls(Section section, List<OriginServer> origins) {
    OriginTls tls = section.section("tls", RouteReader::tls);
    boolean plain = !origins.isEmpty() && origins.stream().noneMatch(OriginServer::isTls);
    if (plain && section.has("tls")) section.complain("tls", "no origin of this route is https");
    return tls;
  }

  private static OriginTls tls(Section section) {
    Trust trust = section.get("trust", Trust.FULL, Scalars.oneOf(Trust.class));
    if (section.has("authorities") && trust != Trust.STRICT) {
      section.complain("authorities", "only trust: strict asks who signed a certificate");
    }
    if (section.has("client_chain") != section.has("client_key")) {
      String given = section.has("client_chain") ? "client_chain" : "client_key";
      section.complain(given, "client_chain and client_key need each other");
    }
    Optional<Path> chain = section.ask("client_chain", ListenerReader.FILE);
    Optional<Path> key = section.ask("client_key", ListenerReader.FILE);
    return new OriginTls(
        trust,
        section.ask("authorities", ListenerReader.FILE),
        chain.flatMap(c -> key.map(k -> new CertificateFiles(c, k))),
        section.ask("sni", value -> value.word().isEmpty() ? "" : HOST_NAME.read(value)));
  }

  private static HealthCheck healthCheck(Section section) {
    Duration every = section.get("every", Duration.ofSeconds(10), Scalars.duration("100ms", "1h"));
    Duration usual = every.compareTo(Duration.ofSeconds(5)) < 0 ? every : Duration.ofSeconds(5);
    Duration timeout = section.get("timeout", usual, Scalars.duration("10ms", "1h"));
    if (timeout.compareTo(every) > 0) section.complain("timeout", "a check may not take longer than it is to the next");
    int[] status = section.get("status", new int[] {200, 399}, RouteReader::status);
    return new HealthCheck(
        section.get("path", "/", RouteReader::path),
        every,
        timeout,
        section.get("healthy_after", 2, Scalars.number(1, 100)),
        section.get("unhealthy_after", 3, Scalars.number(1, 100)),
        status[0],
        status[1]);
  }

  private static int[] status(Value value) throws Unfit {
    Matcher range = STATUS.matcher(value.word());
    if (!range.matches()) throw new Unfit(value.word() + " is no status, which is for example 200 or 200-399");
    int lowest = Integer.parseInt(range.group(1));
    int highest = range.group(2) == null ? lowest : Integer.parseInt(range.group(2));
    if (highest < lowest) throw new Unfit(value.word() + " is empty; did you mean " + highest + "-" + lowest + "?");
    return new int[] {lowest, highest};
  }

  private static Ejection ejection(Section section) {
    return new Ejection(
        section.get("consecutive_failures", 5, Scalars.number(1, 10_000)),
        section.get("for", Duration.ofSeconds(30), Scalars.duration("100ms", "1d")));
  }

  private RouteReader() {}
}
