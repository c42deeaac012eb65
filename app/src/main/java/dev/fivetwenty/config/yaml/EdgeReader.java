package dev.fivetwenty.config.yaml;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.config.AccessLog;
import dev.fivetwenty.config.AccessLog.Output;
import dev.fivetwenty.config.Behind;
import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.EdgeConfig.Notices;
import dev.fivetwenty.config.EdgeConfig.OwnProfile;
import dev.fivetwenty.config.EdgeConfig.Webhook;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.ErrorPages;
import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.config.RecorderOptions;
import dev.fivetwenty.config.RecorderOptions.Glitches;
import dev.fivetwenty.config.RecorderOptions.Values;
import dev.fivetwenty.config.RequestLimits;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.config.Transport;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads the whole file, top to bottom, with the default of each key.
final class EdgeReader {

  private static final Listener DEFAULT_LISTENER =
      new Listener(new Endpoint.Tcp("127.0.0.1", 8520), Optional.empty(), false);

  private static final Endpoint DEFAULT_ADMIN = new Endpoint.Tcp("127.0.0.1", 8521);

  /// How long Cloudflare keeps a connection that it does not use.
  private static final Duration CLOUDFLARE_POOL = Duration.ofSeconds(900);

  private static final Duration IDLE_BEHIND_CLOUDFLARE = Duration.ofSeconds(930);

  /// One failure in a thousand.
  private static final double USUAL_OBJECTIVE = 0.999;

  private static final Shape<List<Cidr>> CIDRS = Shapes.list(Addresses.CIDR);

  private static final Shape<Integer> HEAD_BYTES = value -> Scalars.size("64", "1MiB").read(value).intValue();

  private static final Shape<Integer> CONNECTIONS = Scalars.number(1, 10_000_000);

  static Shape<EdgeConfig> edge(Surroundings surroundings) {
    return Shapes.section(top -> edge(top, surroundings.processors()));
  }

  /// What is waited for, on both sides.
  private record Times(Timeouts origin, ClientTimeouts client) {}

  /// What is asked for first decides defaults of the rest.
  private static EdgeConfig edge(Section top, int processors) {
    Behind behind = top.get("behind", Behind.NONE, Scalars.oneOf(Behind.class));
    List<OwnProfile> own = top.section("profiles", ProfileReader::profiles);
    Profile profile = top.get("profile", Profile.CLASSIC, value -> ProfileReader.chosen(value, own));
    Times times = top.section("timeouts", s -> times(s, profile.timeouts(), behind));
    List<Cidr> trusted = top.get("trusted_proxies", List.of(), CIDRS);
    List<Listener> listen = listen(top, !trusted.isEmpty() || behind != Behind.NONE);
    boolean edgePaths = top.get("edge_paths", true, Scalars.BOOLEAN);
    RulesReader rules = RulesReader.of(top);
    List<Route> routes = routes(top, edgePaths, rules);
    Filters filters = filters(top, rules, routes);
    return new EdgeConfig(
        listen,
        admin(top, listen),
        top.get("site", "LOC", EdgeReader::site),
        profile.withTimeouts(times.origin),
        own,
        top.get("presentation", Presentation.EDGE_52X, EdgeReader::presentation),
        times.client,
        top.section("limits", EdgeReader::limits),
        behind,
        trusted,
        filters,
        routes,
        top.section("recorder", EdgeReader::recorder),
        top.section("kept_copies", AlwaysOnlineReader::keptCopies),
        top.section("notify", EdgeReader::notices),
        top.section("access_log", EdgeReader::accessLog),
        top.section("error_pages", EdgeReader::errorPages),
        top.get("details_to", List.of(), CIDRS),
        edgePaths,
        top.get("workers", processors, Scalars.number(1, 1024)),
        top.get("transport", Transport.AUTO, Scalars.oneOf(Transport.class)),
        top.get("shutdown_timeout", Duration.ofSeconds(30), Scalars.duration("0s", "1d")));
  }

  private static List<Listener> listen(Section top, boolean trustsSomebody) {
    Shape<Listener> listener =
        value -> {
          Listener read = ListenerReader.LISTENER.read(value);
          // Who may open a Unix socket is decided by its file.
          if (read.proxyProtocol() && read.address() instanceof Endpoint.Tcp && !trustsSomebody) {
            value.report("proxy_protocol is taken from trusted proxies only, and trusted_proxies names none");
          }
          return read;
        };
    return top.get("listen", List.of(DEFAULT_LISTENER), Shapes.several(listener, EdgeReader::place, "address"));
  }

  /// Port 0 is another one each time.
  private static Object place(Listener listener) {
    boolean anyPort = listener.address() instanceof Endpoint.Tcp tcp && tcp.port() == 0;
    return anyPort ? new Object() : listener.address();
  }

  private static Optional<Endpoint> admin(Section top, List<Listener> listen) {
    Optional<Endpoint> admin = top.get("admin", Optional.of(DEFAULT_ADMIN), EdgeReader::admin);
    if (listen.stream().map(EdgeReader::place).anyMatch(place -> admin.filter(place::equals).isPresent())) {
      top.complain("admin", "clients are listened to at " + admin.get() + " already");
    }
    return admin;
  }

  private static Optional<Endpoint> admin(Value value) throws Unfit {
    return value.text().equals("none") ? Optional.empty() : Optional.of(Addresses.LISTENING.read(value));
  }

  private static String site(Value value) throws Unfit {
    String site = value.text();
    if (!site.matches("[A-Za-z0-9]{1,16}")) throw new Unfit("a site has up to 16 letters and digits: " + site);
    return site;
  }

  private static Presentation presentation(Value value) throws Unfit {
    return switch (value.text()) {
      case "52x" -> Presentation.EDGE_52X;
      case "5xx" -> Presentation.PLAIN_5XX;
      default -> throw Scalars.unknown(value.text(), List.of("52x", "5xx"));
    };
  }

  private static Times times(Section section, Timeouts profile, Behind behind) {
    boolean cloudflare = behind == Behind.CLOUDFLARE;
    Duration usual = cloudflare ? IDLE_BEHIND_CLOUDFLARE : Duration.ofSeconds(400);
    Duration idle = section.get("client_idle", usual, ProfileReader.TIMEOUT);
    if (cloudflare && idle.compareTo(CLOUDFLARE_POOL) <= 0) {
      section.complain(
          "client_idle",
          "Cloudflare keeps connections for 900s; one that is closed here sooner would itself cause 520s");
    }
    var client =
        new ClientTimeouts(
            section.get("client_head", Duration.ofSeconds(15), ProfileReader.TIMEOUT),
            section.get("client_body", Duration.ofSeconds(60), ProfileReader.TIMEOUT),
            section.get("client_write", Duration.ofSeconds(60), ProfileReader.TIMEOUT),
            idle);
    return new Times(ProfileReader.timeouts(section, profile), client);
  }

  private static RequestLimits limits(Section section) {
    int connections = section.get("connections", 20_000, CONNECTIONS);
    int perClient = section.get("connections_per_client", Math.min(2000, connections), CONNECTIONS);
    if (perClient > connections) {
      section.complain("connections_per_client", "more than the " + connections + " connections of all clients");
    }
    return new RequestLimits(
        section.get("request_line", 16 << 10, HEAD_BYTES),
        section.get("request_header_section", 64 << 10, HEAD_BYTES),
        section.get("request_header_field", 32 << 10, HEAD_BYTES),
        section.get("request_header_count", 200, Scalars.number(1, 10_000)),
        section.get("request_body", RequestLimits.UNLIMITED, EdgeReader::body),
        section.get("heads_in_memory", 128L << 20, Scalars.size("1MiB", "1TiB")),
        connections,
        perClient);
  }

  private static Long body(Value value) throws Unfit {
    return value.word().equals("unlimited") ? RequestLimits.UNLIMITED : Scalars.size("0", "1024TiB").read(value);
  }

  private static Filters filters(Section top, RulesReader reader, List<Route> routes) {
    Filters filters = RulesReader.filters(top, reader);
    RulesReader.checkIds(
        top,
        Stream.concat(filters.rules().rules().stream(), routes.stream().flatMap(route -> route.rules().stream()))
            .toList());
    return filters;
  }

  private static List<Route> routes(Section top, boolean edgePaths, RulesReader rules) {
    if (!top.hasLike("routes")) {
      top.complain("routes", "there is no origin: name one under routes, or with --origin URL");
    }
    Shape<Route> route =
        value -> {
          Route read = RouteReader.route(rules).read(value);
          if (edgePaths && (read.path() + "/").startsWith("/.edge/")) {
            value.report("/.edge/ is answered by the edge itself unless edge_paths is false");
          }
          return read;
        };
    return top.get("routes", List.of(), Shapes.several(route, r -> r.host() + " " + r.path(), "route"));
  }

  private static RecorderOptions recorder(Section section) {
    return new RecorderOptions(
        section.get("enabled", true, Scalars.BOOLEAN),
        section.get("keep_for", Duration.ofDays(14), Scalars.duration("1m", "3650d")),
        section.get("max_size", 2L << 30, Scalars.size("1MiB", "1024TiB")),
        section.get("values", Values.MASKED, Scalars.oneOf(Values.class)),
        section.get("glitches", Glitches.KEEP, Scalars.oneOf(Glitches.class)),
        section.get("per_minute", 30, Scalars.number(1, 1_000_000)));
  }

  private static Notices notices(Section section) {
    if (section.has("webhook") != section.has("secret")) {
      section.complain(
          section.has("webhook") ? "webhook" : "secret", "webhook and secret need each other");
    }
    Optional<URI> address = section.ask("webhook", Addresses.WEBHOOK);
    Optional<Path> secret = section.ask("secret", ListenerReader.FILE);
    return new Notices(
        address.flatMap(a -> secret.map(s -> new Webhook(a, s))),
        section.get("objective", USUAL_OBJECTIVE, Scalars.share("0.5", "0.99999")));
  }

  private static AccessLog accessLog(Section section) {
    return new AccessLog(
        section.get("format", AccessLog.Format.JSON, Scalars.oneOf(AccessLog.Format.class)),
        section.get("path", new Output.StandardOutput(), EdgeReader::output),
        section.get("query", AccessLog.Query.HIDDEN, Scalars.oneOf(AccessLog.Query.class)));
  }

  private static Output output(Value value) throws Unfit {
    return switch (value.text()) {
      case "stdout" -> new Output.StandardOutput();
      case "none" -> new Output.None();
      default -> new Output.LogFile(Scalars.path(FileLook.Use.APPEND).read(value));
    };
  }

  private static ErrorPages errorPages(Section section) {
    return new ErrorPages(
        section.ask("directory", Scalars.path(FileLook.Use.FOLDER)),
        section.section("files", EdgeReader::pages));
  }

  private static Map<Integer, Path> pages(Section section) {
    var pages = new TreeMap<Integer, Path>();
    section.chosen().forEach(
        (status, value) -> value.as(v -> page(status, v)).ifPresent(file -> pages.put(Integer.valueOf(status), file)));
    return pages;
  }

  private static Path page(String status, Value value) throws Unfit {
    if (!status.matches("[45]\\d\\d")) throw new Unfit(status + " is no status of an error, 400 to 599");
    return Scalars.path(FileLook.Use.READ).read(value);
  }

  private EdgeReader() {}
}
