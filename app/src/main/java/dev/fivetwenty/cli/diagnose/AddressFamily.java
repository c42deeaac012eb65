package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Which kind of address a name is to be reached at, in options named like curl's.
enum AddressFamily {
  ANY,
  IPV4,
  IPV6;

  static final String HELP =
      """
        -4, --ipv4                connect to an IPv4 address of the name
        -6, --ipv6                connect to an IPv6 address of it
      """;

  /// Returns what the last such option says.
  static AddressFamily of(Values values) {
    var given = values.inOrder("--ipv4", "--ipv6");
    if (given.isEmpty()) return ANY;
    return given.getLast().getKey().equals("--ipv4") ? IPV4 : IPV6;
  }

  /// Makes the attempt, at the first address of this family.
  ///
  /// A name that does not resolve is left to the attempt, which says what went wrong. The future
  /// fails with a [UsageProblem] where the name has addresses of the other family only.
  CompletableFuture<Attempt> attempt(Origins origins, AttemptOrder order) {
    if (this == ANY) return origins.attempt(order);
    return origins
        .resolve(
            order.target().connectHost(), order.dnsServer(), order.profile().timeouts().resolve())
        .thenComposeAsync(
            answer -> origins.attempt(order.target(at(order.target(), answer))),
            Thread::startVirtualThread);
  }

  private Target at(Target target, Resolution answer) {
    List<String> all = answer.addresses();
    if (all.isEmpty()) return target;
    Optional<String> first =
        all.stream().filter(a -> a.indexOf(':') >= 0 == (this == IPV6)).findFirst();
    String address =
        first.orElseThrow(
            () -> new UsageProblem(
                "%s has no %s address, only %s".formatted(
                    target.connectHost(), this == IPV4 ? "IPv4" : "IPv6", String.join(", ", all))));
    return new Target(target.url(), Optional.of(address), target.port());
  }
}
