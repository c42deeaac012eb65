package dev.fivetwenty.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.config.Ejection;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.recorder.Label;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// One origin of a route: its connections, and how much of the route's load it is given.
///
/// Any thread may ask; a loop touches only its own pool.
public final class Origin {

  /// The share of an origin that takes all that falls to it.
  static final int FULL = 256;

  private final Connections connections;
  private final Standing standing;
  private final Penalty penalty;
  private final long slowReturn;
  private final Label label;
  private final byte[] authority;
  private final Consumer<String> notices;
  private final long key;

  /// @param authority  as it stands in a `Host` field
  /// @param slowReturn over which an origin that comes back takes up its share; zero for at once
  /// @param notices    takes a line for the operator, on an event loop
  public Origin(
      Connections connections,
      Standing standing,
      Optional<Ejection> ejection,
      Duration slowReturn,
      Label label,
      String authority,
      Consumer<String> notices) {
    this.connections = connections;
    this.standing = standing;
    this.penalty = new Penalty(ejection);
    this.slowReturn = slowReturn.toNanos();
    this.label = label;
    this.authority = authority.getBytes(ISO_8859_1);
    this.notices = notices;
    byte[] name = connections.endpoint().label().getBytes(ISO_8859_1);
    key = ClientKey.of(name, 0, name.length);
  }

  public Endpoint endpoint() {
    return connections.endpoint();
  }

  public Label label() {
    return label;
  }

  /// Returns what the origin is called in a `Host` field.
  public byte[] authority() {
    return authority;
  }

  /// Returns the pool of the loop with that number; called on that loop.
  public OriginPool pool(int loop, Function<Endpoint, OriginPool> opening) {
    return connections.pool(loop, opening);
  }

  int underWay() {
    return connections.underWay();
  }

  /// Returns whether its checks pass, or nobody checks it.
  public boolean isUp() {
    return standing.isUp();
  }

  boolean sitsOut(long now) {
    return penalty.isOut(now);
  }

  /// Returns whether requests go to this origin as to any other.
  public boolean isUsed(long now) {
    return isUp() && !sitsOut(now);
  }

  /// Returns which part of what falls to it the origin is given, from 1 to [#FULL].
  int share(long now) {
    if (slowReturn == 0) return FULL;
    return Math.min(share(standing.returned(), now), share(penalty.returned(), now));
  }

  private int share(long returned, long now) {
    if (returned == Standing.NEVER || now - returned >= slowReturn) return FULL;
    return (int) Math.max(1, (now - returned) * FULL / slowReturn);
  }

  /// Returns how much a client belongs here; with the most it does. Clients of another origin stay
  /// there when one leaves (rendezvous hashing).
  long affinity(long client) {
    return ClientKey.mixed(client ^ key);
  }

  void succeeded() {
    penalty.succeeded();
  }

  /// @param spared there is no other origin to use
  void failed(String route, Cause cause, long now, boolean spared) {
    if (cause == Cause.CONN_STALE_REUSE) return;
    if (cause.party() != Party.ORIGIN && cause.party() != Party.NETWORK) return;
    penalty.failed(now, spared)
        .ifPresent(
            rule ->
                notices.accept(
                    "%s of %s sits out for %s: %d exchanges in a row failed, the last with %s"
                        .formatted(
                            label.name(), route, text(rule.period()), rule.consecutiveFailures(),
                            cause.slug())));
  }

  private static String text(Duration period) {
    return period.toMillis() % 1000 == 0 ? period.toSeconds() + " s" : period.toMillis() + " ms";
  }
}
