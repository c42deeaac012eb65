package dev.fivetwenty.origin.name;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.origin.Target;
import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Finds the addresses of a name: a literal is its own answer, then the hosts file, then DNS.
///
/// Search domains are not applied: the name is asked as it is written.
public final class Resolver {

  /// The [Resolution#rcode] of answers for which nobody was asked.
  static final String HOSTS = "HOSTS";

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  /// Returns the answer for a target when it needs no network. May read the hosts file, so not for
  /// an event loop.
  public static Optional<Resolution> locally(Target target, boolean literalOnly) {
    return target.socket()
        .map(path -> known(path.toString(), List.of("unix:" + path)))
        .or(() -> locally(target.connectHost(), literalOnly));
  }

  /// Returns the answer when it needs no network. May read the hosts file, so not for an event loop.
  ///
  /// @param literalOnly a DNS server was named, so it decides about names
  public static Optional<Resolution> locally(String host, boolean literalOnly) {
    String name = withoutBrackets(host);
    if (isLiteral(name)) return Optional.of(known(name, List.of(name)));
    if (literalOnly) return Optional.empty();
    List<String> hosts = fromHostsFile(name);
    if (hosts.isEmpty() && isLocalhost(name)) hosts = LOOPBACK;
    return hosts.isEmpty() ? Optional.empty() : Optional.of(known(name, hosts));
  }

  /// Returns all addresses of a name; never fails, the answer says what went wrong.
  ///
  /// @param server to ask instead of the hosts file and the system's resolver
  public static CompletableFuture<Resolution> resolve(
      String host, Optional<InetSocketAddress> server, Duration timeout, Ticker ticker) {
    return locally(host, server.isPresent())
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> DnsLookup.start(host, server, timeout, ticker));
  }

  /// Returns whether every address of the name may be tried, as for `localhost`, which often
  /// answers on only one of its two.
  static boolean triesAll(Resolution resolution) {
    return resolution.rcode().equals(HOSTS) && resolution.addresses().size() > 1;
  }

  private static Resolution known(String name, List<String> addresses) {
    return new Resolution(name, addresses, HOSTS, "", "", 0, Duration.ZERO);
  }

  private static List<String> fromHostsFile(String name) {
    var entries = HostsFileEntriesProvider.parser().parseSilently();
    String key = name.toLowerCase(Locale.ENGLISH);
    return Stream.of(entries.ipv4Entries(), entries.ipv6Entries())
        .flatMap(found -> found.getOrDefault(key, List.of()).stream())
        .map(Addresses::show)
        .distinct()
        .toList();
  }

  private static boolean isLocalhost(String name) {
    String lower = name.toLowerCase(Locale.ENGLISH);
    return lower.equals("localhost") || lower.endsWith(".localhost");
  }

  public static boolean isLiteral(String name) {
    try {
      InetAddress.ofLiteral(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private Resolver() {}
}
