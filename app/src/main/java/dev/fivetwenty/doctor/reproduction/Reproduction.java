package dev.fivetwenty.doctor.reproduction;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commands with which anyone can see the same thing: one for curl, one for the lab.
///
/// The curl command sends what the attempt sent, to the same address; fields that curl would
/// send anyway are left out, and those it would add are taken away.
///
/// @param curl a line for a POSIX shell
/// @param lab  a line that starts the scenario of that cause
public record Reproduction(String curl, String lab) {

  /// Bytes of request content that a command line shows.
  private static final int MAX_QUOTED = 4096;

  private static final Pattern PADDED =
      Pattern.compile("([-A-Za-z0-9]+: [-A-Za-z0-9_=]*?)(x{200,})");

  /// Returns the commands for a request that met `cause`.
  public static Reproduction of(Target target, RequestBytes request, TlsOptions tls, Cause cause) {
    return new Reproduction(
        again(curl(target, request, tls), cause), "fivetwenty lab " + cause.slug());
  }

  /// Returns the same commands, curl's as patient as an attempt was.
  public Reproduction asPatientAs(Attempt attempt) {
    return new Reproduction(patient(curl, attempt.observation(), attempt.timeline()), lab);
  }

  /// Returns a line of curl that ends by itself when what is awaited does not come: after as long as
  /// the attempt waited that showed it, where a timer ended that.
  public static String patient(String curl, Observation seen, Timeline timeline) {
    if (seen.expiry().filter(e -> e.timer() != Timer.ENOUGH).isEmpty()) return curl;
    long seconds = timeline.closed().plusMillis(999).toSeconds();
    String limit = "--max-time %d ".formatted(Math.max(1, seconds));
    return curl.replaceFirst("(?=-o /dev/null)", limit);
  }

  /// Asks as often, and in the way, that it takes to see the cause.
  private static String again(String curl, Cause cause) {
    String quiet = curl.replaceFirst("-sv", "-s -w '%{http_code} %{errormsg}\\\\n'");
    String url = curl.substring(curl.lastIndexOf(' ') + 1);
    return switch (cause) {
      case FAILS_UNDER_CONCURRENCY -> "for i in $(seq 20); do " + quiet + " & done; wait";
      case INTERMITTENT, RATE_LIMITED -> "for i in $(seq 30); do " + quiet + "; done";
      case CONN_STALE_REUSE -> curl + " -o /dev/null " + url;
      case KEEPALIVE_SHORT -> curl + " --rate 6/m -o /dev/null " + url;
      default -> curl;
    };
  }

  public static String curl(Target target, RequestBytes request, TlsOptions tls) {
    var words = new ArrayList<String>(List.of("curl", "-sv", "-o", "/dev/null"));
    URI url = url(target, tls);
    version(request, words);
    method(request, words);
    connection(target, url, words);
    if (target.isTls()) tls(tls, words);
    fields(target, url, request, words);
    content(request, words);
    String text = url.toString();
    if (text.contains("/./") || text.contains("/../")) words.add("--path-as-is");
    if (text.chars().anyMatch(c -> "[]{}".indexOf(c) >= 0)) words.add("-g");
    words.add(text);
    var line = new StringBuilder();
    for (String word : words) line.append(' ').append(shorter(word));
    return line.substring(1);
  }

  /// A field of thousands of letters is made by the shell.
  private static String shorter(String word) {
    Matcher padded = PADDED.matcher(word);
    if (!padded.matches()) return ShellWord.quote(word);
    return "\"%s$(head -c %d /dev/zero | tr '\\0' x)\""
        .formatted(padded.group(1), padded.group(2).length());
  }

  /// curl takes SNI from the URL: another server name becomes the URL's, and Host keeps the old.
  private static URI url(Target target, TlsOptions tls) {
    URI url = target.url();
    Optional<String> sni = tls.sni().filter(name -> target.isTls());
    String host = sni.map(n -> n.isEmpty() ? target.connectHost() : n).orElse(url.getHost());
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return URI.create(scheme + "://" + bracketed(host) + port + path + query);
  }

  private static void version(RequestBytes request, List<String> words) {
    words.add(request.version().equals("HTTP/1.0") ? "--http1.0" : "--http1.1");
  }

  private static void method(RequestBytes request, List<String> words) {
    boolean content = request.content().length > 0;
    if (request.method().equals("HEAD") && !content) {
      words.add("-I");
    } else if (!request.method().equals(content ? "POST" : "GET")) {
      words.addAll(List.of("-X", request.method()));
    }
  }

  private static void connection(Target target, URI url, List<String> words) {
    int port = port(url);
    boolean forced = target.address().filter(a -> !a.equals(bare(url.getHost()))).isPresent();
    if (!forced && target.port() == port) return;
    String to = target.connectHost();
    boolean literal = to.contains(":") || to.matches("[0-9.]+");
    if (literal && target.port() == port) {
      words.addAll(List.of("--resolve", url.getHost() + ":" + port + ":" + bracketed(to)));
    } else {
      String from = url.getHost() + ":" + port;
      words.addAll(List.of("--connect-to", from + ":" + bracketed(to) + ":" + target.port()));
    }
  }

  private static void tls(TlsOptions tls, List<String> words) {
    if (tls.trust() != Trust.STRICT) words.add("-k");
    tls.authorities().ifPresent(file -> words.addAll(List.of("--cacert", file.toString())));
    tls.clientChain().ifPresent(file -> words.addAll(List.of("--cert", file.toString())));
    tls.clientKey().ifPresent(file -> words.addAll(List.of("--key", file.toString())));
    List<String> versions = tls.versions().stream().sorted().toList();
    if (versions.isEmpty()) return;
    words.add("--" + curlVersion(versions.getFirst()));
    words.addAll(List.of("--tls-max", curlVersion(versions.getLast()).substring("tlsv".length())));
  }

  /// `TLSv1` is `tlsv1.0` to curl.
  private static String curlVersion(String version) {
    String lower = version.toLowerCase(Locale.ROOT);
    return lower.equals("tlsv1") ? "tlsv1.0" : lower;
  }

  private static void fields(Target target, URI url, RequestBytes request, List<String> words) {
    String own = RequestBytes.host(url);
    for (RequestBytes.Line line : request.lines()) {
      if (line.isNamed("User-Agent") && !line.value().isEmpty()) {
        words.addAll(List.of("-A", line.value()));
      } else if (!isOfCurl(line, own)) {
        words.addAll(List.of("-H", line.value().isEmpty() ? line.name() + ";" : line.toString()));
      }
    }
    for (String name : List.of("Host", "User-Agent", "Accept")) {
      if (request.value(name).isEmpty()) words.addAll(List.of("-H", name + ":"));
    }
    if (request.content().length > 0 && request.value("Content-Type").isEmpty()) {
      words.addAll(List.of("-H", "Content-Type:"));
    }
  }

  private static boolean isOfCurl(RequestBytes.Line line, String host) {
    return line.isNamed("Host") && line.value().equals(host)
        || line.isNamed("Accept") && line.value().equals("*/*");
  }

  /// Short text stands in the command; a file must hold anything else, since a NUL cannot stand
  /// there.
  private static void content(RequestBytes request, List<String> words) {
    byte[] content = request.content();
    if (content.length == 0) return;
    if (content.length > MAX_QUOTED || hasNul(content)) {
      words.addAll(List.of("--data-binary", "@request-content"));
    } else {
      words.addAll(List.of("--data-raw", new String(content, StandardCharsets.UTF_8)));
    }
  }

  private static boolean hasNul(byte[] content) {
    for (byte octet : content) {
      if (octet == 0) return true;
    }
    return false;
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) return url.getPort();
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
