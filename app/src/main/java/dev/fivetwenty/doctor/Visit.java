package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Oddity;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.KeptConnection;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.wire.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a probe has while it runs: the plan, the request itself, and the means to ask more.
///
/// Every request is counted, recorded and ended by the probe's deadline. Kept connections are
/// closed when the probe ends. Belongs to the thread of its probe.
public final class Visit implements AutoCloseable {

  private static final Duration LEAST = Duration.ofSeconds(4);
  private static final Duration MOST = Duration.ofSeconds(8);

  /// Reply bytes an extra request reads: what comes of it shows in less than a whole download.
  private static final long ENOUGH = 2 << 20;

  /// What an origin sends with its reply, its close included, comes within this time: stray bytes
  /// follow at once, and who closes so soon never offered the connection for another request.
  public static final Duration SETTLE = Duration.ofMillis(500);

  /// Time an attempt may take to come back after its own limit.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// With less time than this a request is not begun.
  private static final Duration LEAST_LEFT = Duration.ofMillis(20);

  private static final String OUT_OF_TIME = "its time was used up";

  static final String NO_ANSWER = "the request itself has no answer yet";

  private final Desk desk;
  private final String probe;
  private final LongSupplier deadline;
  private final List<KeptConnection> kept = new ArrayList<>();
  private int requests;
  private int parts;

  /// @param deadline of the probe, which may come nearer while it runs
  Visit(Desk desk, String probe, LongSupplier deadline) {
    this.desk = desk;
    this.probe = probe;
    this.deadline = deadline;
  }

  public Plan plan() {
    return desk.plan();
  }

  public Ranges ranges() {
    return desk.ranges();
  }

  public Timekeeper time() {
    return desk.time();
  }

  /// Returns the attempt of the request itself; empty while it still waits for its answer.
  public Optional<Attempt> main() {
    return desk.main();
  }

  /// Returns once the request itself has ended: comparisons need both sides.
  ///
  /// @throws StopAsking when it does not end in the time of this probe, or turns out by then to
  ///     have been answered by a CDN
  public void awaitMain() throws InterruptedException {
    if (main().isPresent()) return;
    if (desk.awaitMain(left()).isEmpty()) throw new StopAsking(Gap.NO_ANSWER, NO_ANSWER);
    Optional<String> cdn = notTheOrigin();
    if (cdn.isPresent()) throw new StopAsking(Gap.INAPPLICABLE, cdn.get());
  }

  /// Returns what the request itself came to; silence while it still waits.
  public Upshot mainOutcome() {
    return main().map(this::outcome).orElse(new Upshot(Optional.empty(), 0, true, true));
  }

  public Upshot outcome(Attempt attempt) {
    boolean itself = main().filter(m -> m == attempt).isPresent();
    return Upshot.of(attempt, plan().profile(), itself ? Duration.ZERO : patience());
  }

  /// Counts the failures among all requests so far that were exactly the plan's and that the origin
  /// ended, not we.
  public Likelihood likelihood() {
    List<Upshot> same =
        log().stream()
            .filter(Recorded::isAsAsked)
            .map(r -> outcome(r.attempt()))
            .filter(u -> !u.cut() || u.isFailure())
            .toList();
    return Likelihood.of((int) same.stream().filter(Upshot::isFailure).count(), same.size());
  }

  /// Returns all attempts so far, of all probes.
  public List<Recorded> log() {
    return desk.log();
  }

  /// Returns the requests that may still be sent in this examination.
  public int requestsLeft() {
    return desk.budget().left();
  }

  /// Stops the probe unless that many requests are left for it and the probes after it.
  public void reserve(int count) {
    if (requestsLeft() < count) {
      throw new StopAsking(
          Gap.OUT_OF_REQUESTS,
          "the last %d requests are kept for other questions".formatted(count));
    }
  }

  public int requests() {
    return requests;
  }

  /// Returns why what this probe got are no whole answers, where that is so.
  Optional<String> unread() {
    if (parts == 0) return Optional.empty();
    return Optional.of("our own limit cut %d of %d replies".formatted(parts, requests));
  }

  /// Stops the probe when our own limit cut the content of `attempt`.
  public void demandWhole(Attempt attempt) {
    if (outcome(attempt).isPart()) throw new StopAsking(Gap.UNREAD, Upshot.ownLimit(attempt));
  }

  public Asking asking() {
    return Asking.of(plan());
  }

  /// Sends a request on a connection of its own and waits for what comes of it.
  ///
  /// @throws StopAsking when the budget or the time of this probe is used up
  public Attempt ask(Asking asking) throws InterruptedException {
    return ended(asking, await(asking, begin(asking)));
  }

  /// Sends a request on a connection kept from an earlier one.
  public Attempt askOn(KeptConnection connection, Asking asking) throws InterruptedException {
    kept.remove(connection);
    spend();
    return ended(
        asking, await(asking, desk.crowd().enter(connection.attempt(order(asking)))));
  }

  /// Asks the request as asked again, to see whether it still ends as it did.
  ///
  /// A second try forgives a fault that comes and goes. When that differs too, the origin has
  /// turned, and no further comparison is begun in this examination. One broken reply in place of
  /// another is no turn.
  public boolean isSteady() throws InterruptedException {
    if (outcome(ask(asking())).isLike(mainOutcome())) return true;
    if (main().isEmpty()) return false;
    Upshot second = outcome(ask(asking()));
    if (second.isLike(mainOutcome())) return true;
    boolean broken = mainOutcome().verdict().isPresent() && second.verdict().isPresent();
    if (!broken && (second.isRefusal() || second.isSilent()) && !isCrowded()) turned(second);
    return false;
  }

  /// True when the request as asked was seen to fail beside others, and alone only to go well: that
  /// is a limit on concurrency, met by this examination itself.
  public boolean isCrowded() {
    List<Recorded> asked = log().stream().filter(Recorded::isAsAsked).toList();
    return asked.stream().anyMatch(r -> !r.isAlone() && isAway(r))
        && asked.stream().filter(Recorded::isAlone).noneMatch(this::isAway);
  }

  /// True when it was refused, failed, or was left without an answer.
  private boolean isAway(Recorded recorded) {
    Upshot upshot = outcome(recorded.attempt());
    return upshot.isRefusal() || upshot.isSilent();
  }

  /// True when answers take so long that not many fit into an examination.
  public boolean isSlow() {
    return desk.isSlow();
  }

  /// Notes that the request as asked no longer ends as it did, and to what it comes now.
  public void turned(Upshot now) {
    desk.turned(now);
  }

  /// Returns how the request as asked ended once the origin had turned, if it has.
  public Optional<Upshot> turned() {
    return desk.turned();
  }

  /// True when the request as asked was seen to fail and not to fail in this examination.
  public boolean isIntermittent() {
    Likelihood likelihood = likelihood();
    return likelihood.failed() > 0 && likelihood.failed() < likelihood.tried();
  }

  /// Sends the same kind of request again on the connection that `first` left open.
  ///
  /// @return empty when it was not left open, or was closed or got more bytes within [#SETTLE]
  public Optional<Attempt> askNext(Attempt first, Asking asking) throws InterruptedException {
    if (first.kept().isEmpty()) return Optional.empty();
    Optional<KeptConnection.Idle> disturbed =
        time().await(first.kept().get().whenDisturbed(), SETTLE);
    if (disturbed.isPresent()) return Optional.empty();
    return Optional.of(askOn(first.kept().get(), asking));
  }

  /// Sends all requests at the same time.
  public List<Attempt> askTogether(List<Asking> all) throws InterruptedException {
    if (requestsLeft() < all.size()) throw outOfRequests();
    List<Crowd.Member> started = all.stream().map(this::begin).toList();
    var ended = new ArrayList<Attempt>();
    for (int i = 0; i < all.size(); i++) ended.add(await(all.get(i), started.get(i)));
    for (int i = 0; i < all.size(); i++) ended(all.get(i), ended.get(i));
    return ended;
  }

  /// Sends a request and does not wait for what comes of it: [#join] does.
  public Crowd.Member begin(Asking asking) {
    spend();
    return desk.crowd().enter(desk.origins().attempt(order(asking)));
  }

  /// Waits for a request that [#begin] sent.
  public Attempt join(Asking asking, Crowd.Member begun) throws InterruptedException {
    return ended(asking, await(asking, begun));
  }

  /// Returns how long the examination has lasted.
  public Duration lasted() {
    return desk.lasted();
  }

  /// Returns the time this probe has left.
  public Duration left() {
    return Duration.ofNanos(deadline.getAsLong() - desk.time().nanos());
  }

  /// Returns why an attempt that was to keep its connection has not.
  public String whyNotKept(Attempt attempt) {
    Upshot upshot = outcome(attempt);
    if (upshot.cut() && !upshot.isFailure()) return Upshot.ownLimit(attempt);
    if (upshot.verdict().isPresent()) return "its connection is not used again after that";
    return Oddity.isFollowed(attempt)
        ? "bytes follow the reply, so its connection is not used again"
        : "the origin closes the connection after its reply";
  }

  /// Returns who publishes the address that the request itself went to, unless the plan names it.
  public Optional<Range> cdn() {
    if (plan().target().address().isPresent()) return Optional.empty();
    return main().flatMap(Visit::remote).flatMap(ranges()::of);
  }

  /// Returns the address an attempt connected or tried to connect to; empty where it had none, or a Unix socket.
  public static Optional<String> remote(Attempt attempt) {
    return attempt.observation().connect().map(Connect::address).filter(address -> !address.isEmpty());
  }

  /// Returns why no HTTP can be exchanged with the origin, or nothing when it can.
  public Optional<String> noHttp() {
    Optional<Verdict> verdict = main().map(Attempt::judgement).flatMap(Judgement::verdict);
    Optional<String> early =
        verdict
            .filter(v -> v.stage().compareTo(Stage.WRITE_REQUEST) < 0)
            .map(v -> v.cause().summary() + ", so no request can be sent");
    return early.or(this::notTheOrigin);
  }

  /// Returns that a CDN, not the origin, would answer, where that is so.
  public Optional<String> notTheOrigin() {
    return cdn()
        .map(r -> "the name leads to %s: name the origin itself with --origin"
            .formatted(r.provider().name()));
  }

  /// Returns that there is nothing good to compare with, where that is so.
  public Optional<String> unwell() {
    Upshot outcome = mainOutcome();
    boolean well = !outcome.isSilent() && !outcome.isRefusal();
    return well ? keptCopy() : Optional.of(outcome.refusal());
  }

  /// Returns that a copy answered, where that is so: other requests may have none, and show the failure.
  public Optional<String> keptCopy() {
    return main()
        .filter(main -> main.judgement().findings().stream().anyMatch(f -> f.cause() == Cause.KEPT_COPY))
        .map(main -> "a kept copy is no answer of the origin");
  }

  /// Returns the record of an attempt that this examination made.
  public Recorded recorded(Attempt attempt) {
    return log().stream().filter(r -> r.attempt() == attempt).findFirst().orElseThrow();
  }

  /// Returns that the method may change something and is not repeated, where that is so.
  public Optional<String> unsafe() {
    String method = plan().request().method();
    if (List.of("GET", "HEAD", "OPTIONS").contains(method)) return Optional.empty();
    return Optional.of(method + " may change something, so it is sent only once");
  }

  /// Closes what connections the probe has kept.
  @Override
  public void close() {
    kept.forEach(KeptConnection::close);
  }

  private void spend() {
    if (left().compareTo(LEAST_LEFT) < 0 || left().compareTo(desk.usual()) < 0) {
      throw outOfTime();
    }
    if (!desk.spend()) throw outOfRequests();
    requests++;
  }

  private StopAsking outOfRequests() {
    return new StopAsking(
        Gap.OUT_OF_REQUESTS,
        "the limit of %d requests was reached".formatted(desk.budget().limit()));
  }

  private static StopAsking outOfTime() {
    return new StopAsking(Gap.OUT_OF_TIME, OUT_OF_TIME);
  }

  private Attempt await(Asking asking, Crowd.Member sent) throws InterruptedException {
    Optional<Attempt> ended = time().await(sent.attempt(), left().plus(time().allowance(GRACE)));
    Attempt attempt = ended.orElseThrow(Visit::outOfTime);
    attempt.kept().ifPresent(kept::add);
    desk.record(new Recorded(probe, asking.label(), asking.request(), attempt, sent.most()));
    if (outcome(attempt).isPart()) parts++;
    return attempt;
  }

  /// What our own time cut off says nothing, and there is no time to ask again.
  private Attempt ended(Asking asking, Attempt attempt) {
    if (asking.limit().isEmpty() && outcome(attempt).isUnfinished()) {
      throw outOfTime();
    }
    return attempt;
  }

  private AttemptOrder order(Asking asking) {
    Duration patience = patience();
    Duration total = asking.limit().orElse(patience.plusSeconds(2));
    if (left().compareTo(total) < 0) total = left();
    Profile profile = plan().profile();
    if (asking.limit().isEmpty()) profile = profile.withTimeouts(profile.timeouts().atMost(patience));
    return new AttemptOrder(
        asking.target(), asking.request().toByteArray(), asking.request().expected(),
        profile, asking.tls(), total, asking.content(), asking.keepOpen(), plan().dnsServer(), ENOUGH);
  }

  /// Returns how long an extra request waits: three times what the request itself took, in bounds,
  /// yet half as long again as that in any case; as long as that one while it has not ended.
  private Duration patience() {
    if (main().isEmpty()) return time().allowance(plan().maxTime());
    Duration took = desk.usual();
    Duration wanted = took.multipliedBy(3);
    Duration least = time().allowance(LEAST);
    Duration most = time().allowance(MOST);
    if (wanted.compareTo(least) < 0) return least;
    if (wanted.compareTo(most) < 0) return wanted;
    Duration half = took.plus(took.dividedBy(2));
    return half.compareTo(most) < 0 ? most : half;
  }
}
