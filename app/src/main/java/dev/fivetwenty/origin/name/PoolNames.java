package dev.fivetwenty.origin.name;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Errno;
import dev.fivetwenty.cause.Resolution;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The addresses of one endpoint as one event loop knows them: each new connection begins with
/// another one, those that could not be connected to come last. Confined to the loop.
///
/// ```text
/// answer ──FRESH──→ still used, asked anew meanwhile ──LAST_GOOD──→ forgotten
/// failure ──FAILED──→ forgotten
/// ```
public final class PoolNames implements Names {

  /// After this an answer is asked for anew; until the new one is there, the old one is used.
  private static final Duration FRESH = Duration.ofSeconds(30);
  /// An answer is used for this long while newer ones fail.
  private static final Duration LAST_GOOD = Duration.ofMinutes(10);
  /// A failure is taken as the answer for this long, so that DNS is not asked for each request.
  private static final Duration FAILED = Duration.ofSeconds(5);
  /// An address that could not be connected to is not the first choice for this long.
  private static final Duration AVOIDED = Duration.ofSeconds(30);

  private final EventLoop events;
  private final Optional<Resolution> local;
  private final DnsAsking dns;
  private final String name;
  private final Duration limit;
  private final Map<String, Long> avoided = new HashMap<>();
  private CompletableFuture<Resolution> asking;
  private Resolution good;
  private long goodNanos;
  private Resolution failure;
  private long failureNanos;
  private int turn;

  /// @param local the answer where DNS need not be asked
  /// @param limit on asking DNS unprompted
  public PoolNames(
      EventLoop events, String name, Optional<Resolution> local, DnsAsking dns, Duration limit) {
    this.events = events;
    this.name = name;
    this.local = local;
    this.dns = dns;
    this.limit = limit;
  }

  @Override
  public Optional<Resolution> known() {
    if (local.isPresent()) return Optional.of(inTurn(local.get()));
    long now = now();
    boolean failing = failure != null && now - failureNanos < FAILED.toNanos();
    long age = now - goodNanos;
    if (good == null || age >= LAST_GOOD.toNanos()) {
      return failing ? Optional.of(failure) : Optional.empty();
    }
    boolean suspect = avoided.keySet().containsAll(good.addresses());
    if (!failing && (age >= FRESH.toNanos() || suspect && age >= FAILED.toNanos())) ask(limit);
    return Optional.of(inTurn(good));
  }

  /// Asks once for all who wait.
  @Override
  public CompletableFuture<Resolution> ask(Duration within) {
    if (asking != null) return asking;
    CompletableFuture<Resolution> answer = dns.ask(name, within);
    asking = answer;
    answer.whenComplete((what, thrown) -> events.execute(() -> answered(what)));
    return answer;
  }

  /// @param answer null after a defect, which those who wait are told
  private void answered(Resolution answer) {
    asking = null;
    if (answer == null) return;
    if (answer.addresses().isEmpty()) {
      failure = atHand(answer, List.of());
      failureNanos = now();
      return;
    }
    good = atHand(answer, answer.addresses());
    goodNanos = now();
    failure = null;
    avoided.keySet().retainAll(answer.addresses());
  }

  /// Returns the same answer with its addresses in the order in which they are tried now.
  private Resolution inTurn(Resolution answer) {
    int count = answer.addresses().size();
    if (count < 2) return answer;
    turn = (turn + 1) % count;
    var first = new ArrayList<String>(count);
    var last = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String address = answer.addresses().get((turn + i) % count);
      (isAvoided(address) ? last : first).add(address);
    }
    first.addAll(last);
    return atHand(answer, first);
  }

  /// Returns an answer for which nobody has to wait any more.
  private static Resolution atHand(Resolution answer, List<String> addresses) {
    return new Resolution(
        answer.name(), List.copyOf(addresses), answer.rcode(), answer.extended(), answer.server(),
        answer.tries(), Duration.ZERO, answer.prohibited());
  }

  private boolean isAvoided(String address) {
    Long since = avoided.get(address);
    if (since == null) return false;
    if (now() - since < AVOIDED.toNanos()) return true;
    avoided.remove(address);
    return false;
  }

  @Override
  public void unreachable(String address) {
    avoided.put(address, now());
  }

  /// What this machine lacks, it lacks for every address.
  @Override
  public boolean mayTryNext(Resolution resolution, Connect failed) {
    return switch (failed.errno()) {
      case Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, Errno.ENOMEM -> false;
      default -> true;
    };
  }

  @Override
  public boolean waitsForOne() {
    return false;
  }

  private long now() {
    return events.ticker().nanoTime();
  }
}
