package dev.fivetwenty.lab.scenario;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.socket.Acceptor;
import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Door;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Fixed;
import java.net.URI;

/// One way the lab misbehaves, with the cause it must produce.
///
/// @param slug     the cause's slug, or that with a suffix where a cause has several scenarios
/// @param cause    what the judge must say of it, written by hand
/// @param summary  what the origin does, one clause
/// @param hints    options `probe` needs to meet it, for example `--timeout 3`, with `{dns}` and
///                 `{ca}` for the lab's name server and its authority's PEM file; else empty
/// @param ask      the request that shows it
/// @param play     where and how it happens
/// @param seen     what real software did this, one clause; empty where it is not known
public record Scenario(
    String slug, Cause cause, String summary, String hints, Ask ask, Play play, String seen) {

  private static final String WRITE_OUT = " -w '%{http_code} %{errormsg}\\n'";

  /// Where a scenario is met.
  public enum Kind {
    PATH,
    PORT,
    DNS,
    BY_HAND
  }

  public static Scenario onPath(Cause cause, String summary, Behaviour behaviour) {
    return of(cause, summary, new Play.OnPath(behaviour));
  }

  /// A scenario that sends the same bytes to everyone, one per character, and closes with FIN.
  public static Scenario bytes(Cause cause, String summary, String reply) {
    return onPath(cause, summary, new Fixed(reply, Ending.FIN));
  }

  public static Scenario bytes(Cause cause, String summary, String reply, Ending ending) {
    return onPath(cause, summary, new Fixed(reply, ending));
  }

  public static Scenario onPort(Cause cause, String summary, Door door) {
    return of(cause, summary, new Play.OnPort("http", "127.0.0.1", (_, _) -> door));
  }

  public static Scenario onPort(Cause cause, String summary, Acceptor acceptor) {
    return onPort(cause, summary, new Door.Serving(acceptor));
  }

  public static Scenario of(Cause cause, String summary, Play play) {
    return new Scenario(cause.slug(), cause, summary, "", Ask.GET, play, "");
  }

  /// Returns this scenario under the cause's slug with a suffix.
  public Scenario variant(String suffix) {
    return new Scenario(cause.slug() + "-" + suffix, cause, summary, hints, ask, play, seen);
  }

  public Scenario seen(String where) {
    return new Scenario(slug, cause, summary, hints, ask, play, where);
  }

  public Scenario hints(String options) {
    return new Scenario(slug, cause, summary, options, ask, play, seen);
  }

  /// Returns this scenario with a port of its own to be asked by name, so that TLS names it.
  public Scenario askedAs(String host) {
    var on = (Play.OnPort) play;
    return new Scenario(
        slug, cause, summary, hints + " --dns-servers {dns}", ask,
        new Play.OnPort(on.scheme(), host, on.door()), seen);
  }

  /// Returns this scenario to be asked by a name that leads to the lab's proxy, and directly beside
  /// it.
  public Scenario throughProxy() {
    var there = new Play.OnPath(((Play.OnPath) play).behaviour(), DnsNames.PROXIED);
    return new Scenario(
        slug, cause, summary, "--dns-servers {dns} --origin 127.0.0.1", ask, there, seen);
  }

  public Scenario asking(Ask request) {
    return new Scenario(slug, cause, summary, hints, request, play, seen);
  }

  public Kind kind() {
    return switch (play) {
      case Play.OnPath _ -> Kind.PATH;
      case Play.OnPort _ -> Kind.PORT;
      case Play.OnName _ -> Kind.DNS;
      case Play.ByHand _ -> Kind.BY_HAND;
    };
  }

  /// Returns the command that shows the scenario with the tools everyone has.
  public String curlLine(LabAddresses at) {
    return switch (play) {
      case Play.OnPath _, Play.OnPort _ ->
          ask.pipe() + curl() + ask.options() + forCurl(options(at)) + " " + urls(at.urlOf(this));
      case Play.OnName on ->
          "dig @" + at.dns().getHostString() + " -p " + at.dns().getPort() + " " + on.name() + " A";
      case Play.ByHand byHand -> byHand.how();
    };
  }

  /// Some are only seen by those who ask more than once: at the same time, on one connection, or
  /// often.
  private String curl() {
    return switch (cause) {
      case FAILS_UNDER_CONCURRENCY ->
          "curl -so /dev/null --parallel --parallel-immediate --parallel-max 20" + WRITE_OUT;
      case INTERMITTENT, RATE_LIMITED -> "curl -so /dev/null" + WRITE_OUT;
      case KEEPALIVE_SHORT -> "curl -vso /dev/null --rate 20/m";
      default -> "curl -vso /dev/null";
    };
  }

  /// curl's glob in a fragment, which is not sent: the same URL several times.
  private String urls(URI url) {
    return switch (cause) {
      case FAILS_UNDER_CONCURRENCY, INTERMITTENT -> "'" + url + "#[1-20]'";
      case RATE_LIMITED -> "'" + url + "#[1-22]'";
      case CONN_STALE_REUSE, KEEPALIVE_SHORT -> "'" + url + "#[1-2]'";
      default -> slug.endsWith("-growing") ? "'" + url + "#[1-20]'" : url.toString();
    };
  }

  /// Returns the command that shows the scenario with this program.
  public String probeLine(LabAddresses at) {
    if (play instanceof Play.ByHand byHand) return byHand.how();
    return ask.pipe() + "fivetwenty probe" + ask.options() + options(at) + " " + at.urlOf(this);
  }

  /// Leaves out what curl does not have, and says in its words what it has.
  private static String forCurl(String options) {
    return options.replaceAll(" --profile \\w+", "").replace("--tls full", "--insecure")
        .replace("--timeout", "--max-time")
        .replaceAll("--dns-servers \\S+ --origin \\S+", "--connect-to ::" + Relay.ADDRESS + ":")
        .replaceAll("--dns-servers \\S+", "--connect-to ::127.0.0.1:");
  }

  private String options(LabAddresses at) {
    if (hints.isEmpty()) return "";
    return " "
        + hints
            .replace("{dns}", at.dns().getHostString() + ":" + at.dns().getPort())
            .replace("{ca}", at.authority())
            .replace("{port}", at.portOf(this));
  }
}
