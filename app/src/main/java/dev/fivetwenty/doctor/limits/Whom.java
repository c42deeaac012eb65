package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks, while the origin turns the request away, whether it takes it from somebody else: what
/// another User-Agent, another forwarded address or another way to connect changes is what it
/// counts by.
final class Whom {

  static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
          + "Chrome/142.0.0.0 Safari/537.36";

  /// An address that nobody has (RFC 5737).
  private static final String ELSEWHERE = "192.0.2.77";

  private record Other(String what, Asking asking) {}

  /// Returns what tells visitors apart, a clause; empty when it let go meanwhile.
  static String countedBy(Search search, Asking asking) throws InterruptedException {
    for (Other other : others(search, asking)) {
      Optional<Boolean> taken = isTaken(search, asking, other.asking);
      if (taken.isEmpty()) return "";
      if (taken.get()) return other.what;
    }
    return "the address that connects, or all visitors together";
  }

  /// Returns whether it is taken each time while the request as asked is not; empty when that is.
  ///
  /// Each is asked twice in a row: where both are counted together and time lets one in now and then, the
  /// other could be that one each time if they took turns.
  private static Optional<Boolean> isTaken(Search search, Asking asking, Asking other)
      throws InterruptedException {
    for (Asking next : List.of(other, asking, asking, other, other, asking)) {
      boolean taken = search.ask(next).isEmpty();
      if (next == other && !taken) return Optional.of(false);
      if (next == asking && taken) return Optional.empty();
    }
    return Optional.of(true);
  }

  private static List<Other> others(Search search, Asking asking) {
    RequestBytes request = asking.request();
    var all = new ArrayList<Other>();
    all.add(
        new Other(
            "User-Agent",
            asking.request("limited, as a browser", request.with("User-Agent", BROWSER))));
    all.add(
        new Other(
            "the address in X-Forwarded-For",
            asking.request("limited, forwarded", request.with("X-Forwarded-For", ELSEWHERE))));
    otherFamily(search, asking).ifPresent(
        target ->
            all.add(
                new Other(
                    "the address that connects",
                    asking.target(target).label("limited, over the other version of IP"))));
    return all;
  }

  /// From this machine the other version of IP has another address.
  private static Optional<Target> otherFamily(Search search, Asking asking) {
    if (asking.target().address().isPresent()) return Optional.empty();
    var main = search.visit().main();
    Optional<String> used = main.flatMap(Visit::remote);
    if (used.isEmpty()) return Optional.empty();
    boolean six = used.get().contains(":");
    return main.flatMap(m -> m.observation().resolution())
        .flatMap(r -> r.addresses().stream().filter(a -> a.contains(":") != six).findFirst())
        .map(address -> at(asking.target(), address));
  }

  private static Target at(Target target, String address) {
    return new Target(target.url(), Optional.of(address), target.port());
  }

  private Whom() {}
}
