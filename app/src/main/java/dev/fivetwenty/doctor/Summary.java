package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Examination.Outcome;
import dev.fivetwenty.doctor.Examiner.Ended;
import dev.fivetwenty.doctor.asking.Oddity;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.software.SoftwareSigns;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the answers of all probes amount to.
///
/// The verdict is that of the request itself; when that went well, the first that a probe brought
/// out, in the order of the probes. Each verdict carries how often it was seen.
final class Summary {

  /// Name under which the request itself appears among the probes.
  static final String REQUEST = "request";

  /// Content that comes in smaller gaps than this is coming.
  private static final Duration STALL = Duration.ofSeconds(5);

  private static final Set<Cause> COMPARED =
      EnumSet.of(
          Cause.VARIES_BY_METHOD, Cause.VARIES_BY_CODING, Cause.VARIES_BY_REQUEST_FIELD,
          Cause.VARIES_BY_USER_AGENT, Cause.VARIES_BY_ADDRESS, Cause.VARIES_BY_COOKIE_SIZE,
          Cause.PORT_MISMATCH);

  private static final Set<Cause> LIMITS =
      EnumSet.of(
          Cause.RATE_LIMITED, Cause.FAILS_UNDER_CONCURRENCY, Cause.VARIES_BY_USER_AGENT);

  private final Desk desk;
  private final List<Ended> ended;

  Summary(Desk desk, List<Ended> ended) {
    this.desk = desk;
    this.ended = ended;
  }

  Examination sum(Instant started, Duration took, boolean interrupted) {
    Optional<Conclusion> conclusion = conclusion();
    boolean chance = isChance(conclusion);
    var results = new ArrayList<ProbeResult>();
    results.add(request());
    for (Ended one : ended) results.add(chance ? byChance(one.result()) : one.result());
    List<Recorded> log = desk.log();
    var examination =
        new Examination(
            desk.plan(), started, took, outcome(conclusion, interrupted), conclusion,
            findings(results, chance || isCrowded(conclusion)), results, log, SoftwareSigns.of(log),
            desk.budget().spent(), interrupted);
    return examination.outcome() == Outcome.NO_FAULT && !examination.missing().isEmpty()
        ? examination.outcome(Outcome.COULD_NOT_TELL)
        : examination;
  }

  private ProbeResult request() {
    String question = "what comes of the request itself?";
    if (desk.main().isEmpty()) {
      return new ProbeResult(
          REQUEST, question, ProbeResult.State.CUT_SHORT, Optional.of(Gap.NO_ANSWER),
          "no answer when the examination ended",
          Map.of(), List.of(), Optional.empty(), 1, Duration.ZERO);
    }
    Attempt attempt = desk.main().get();
    Judgement judgement = attempt.judgement();
    Optional<Verdict> verdict =
        isStillFlowing(attempt) ? Optional.empty() : verdict(judgement);
    var findings = new ArrayList<>(judgement.findings());
    judgement.glitches().stream().map(Violation::rule).distinct().map(Cause::of)
        .forEach(cause -> findings.add(Oddity.of(cause, judgement.glitches())));
    boolean part = verdict.isEmpty() && upshot(attempt).isPart();
    var state =
        verdict.isPresent()
            ? ProbeResult.State.FAULT
            : part ? ProbeResult.State.CUT_SHORT
            : findings.isEmpty() ? ProbeResult.State.FINE : ProbeResult.State.NOTED;
    return new ProbeResult(
        REQUEST, question, state, part ? Optional.of(Gap.UNREAD) : Optional.empty(),
        verdict.map(v -> v.cause().summary()).orElseGet(() -> answered(attempt)), facts(attempt),
        findings, verdict, 1, attempt.timeline().closed());
  }

  private String answered(Attempt attempt) {
    String status = "answered with " + Upshot.status(attempt);
    return upshot(attempt).isPart()
        ? status + ", not read to its end: " + Upshot.ownLimit(attempt)
        : status;
  }

  private static Map<String, Object> facts(Attempt attempt) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("status", Upshot.status(attempt));
    facts.put("replyBytes", attempt.receivedTotal());
    Visit.remote(attempt).ifPresent(remote -> facts.put("address", remote));
    facts.put("glitches", attempt.judgement().glitches().size());
    return facts;
  }

  private Optional<Conclusion> conclusion() {
    Optional<Conclusion> own = desk.main().flatMap(this::own);
    if (own.isPresent()) return own;
    return ended.stream().map(Ended::conclusion).flatMap(Optional::stream).findFirst()
        .map(this::counted);
  }

  /// A probe counted what there was by then; what comes and goes is counted over all of them.
  private Conclusion counted(Conclusion found) {
    boolean chance = found.condition().filter(Condition::isChance).isPresent();
    if (!chance || !found.proof().isAsAsked()) return found;
    Likelihood all = asAsked();
    return new Conclusion(
        found.verdict(), found.under(), Optional.of(Condition.sometimes(all)), found.smallest(),
        found.proof(), all, found.provisional());
  }

  private Optional<Conclusion> own(Attempt attempt) {
    if (isStillFlowing(attempt)) return Optional.empty();
    return verdict(attempt.judgement()).map(verdict -> {
      var proof =
          desk.log().stream().filter(r -> r.attempt() == attempt).findFirst().orElseThrow();
      Likelihood likelihood = likelihood();
      Optional<Condition> condition =
          Condition.of(likelihood).or(
              () -> ended.stream().map(Ended::condition).flatMap(Optional::stream).findFirst());
      return new Conclusion(
          verdict, "the request as asked", condition, List.of(), proof, likelihood,
          provisional(attempt));
    });
  }

  /// Returns the verdict, else the one that a reply has which we ended ourselves: provisional.
  private static Optional<Verdict> verdict(Judgement judgement) {
    return judgement.verdict().or(() -> judgement.unfinished().map(Unfinished::pending));
  }

  /// True when our own limit ended a reply whose content was coming: no fault, only long.
  private boolean isStillFlowing(Attempt attempt) {
    Upshot upshot = upshot(attempt);
    boolean stalled =
        attempt.observation().pace().filter(p -> p.quiet().compareTo(STALL) > 0).isPresent();
    return upshot.cut() && upshot.status() > 0 && !stalled;
  }

  /// Counts the requests that were exactly the plan's, by whichever probe. A request that our own
  /// limit ended is the only one to count as what it seems: the verdict is provisional then.
  private Likelihood likelihood() {
    Likelihood all = asAsked();
    boolean uncounted =
        desk.main().map(this::upshot).filter(u -> u.isSilent() || u.isPart()).isPresent();
    return uncounted ? Likelihood.of(all.failed() + 1, all.tried() + 1) : all;
  }

  private Likelihood asAsked() {
    try (var visit = new Visit(desk, REQUEST, () -> Long.MAX_VALUE)) {
      return visit.likelihood();
    }
  }

  private Upshot upshot(Attempt main) {
    return Upshot.of(main, desk.plan().profile(), Duration.ZERO);
  }

  private Optional<String> provisional(Attempt attempt) {
    if (!upshot(attempt).cut()) return Optional.empty();
    Duration limit = attempt.observation().expiry().map(Expiry::limit).orElse(Duration.ZERO);
    return Optional.of(
        "our own limit of %d s came before that of the profile %s"
            .formatted(limit.toSeconds(), desk.plan().profile().name()));
  }

  private Outcome outcome(Optional<Conclusion> conclusion, boolean interrupted) {
    boolean defect =
        ended.stream().map(Ended::result).flatMap(r -> r.gap().stream())
            .anyMatch(gap -> gap == Gap.DEFECT);
    Optional<Cause> cause = conclusion.map(c -> c.verdict().cause());
    if (cause.filter(c -> c == Cause.EDGE_DEFECT).isPresent()) return Outcome.DEFECT;
    if (conclusion.isPresent()) {
      boolean open = cause.get() == Cause.UNDETERMINED || throughCdn().isPresent();
      return open ? Outcome.COULD_NOT_TELL : Outcome.FAULT;
    }
    if (defect) return Outcome.DEFECT;
    boolean unknown =
        desk.main().isEmpty() || interrupted || isErrorOfCdn()
            || desk.main().get().judgement().unfinished().isPresent();
    return unknown ? Outcome.COULD_NOT_TELL : Outcome.NO_FAULT;
  }

  private boolean isErrorOfCdn() {
    return throughCdn().isPresent()
        && desk.main().map(Upshot::status).orElse(0) >= 500;
  }

  private Optional<?> throughCdn() {
    try (var visit = new Visit(desk, REQUEST, () -> Long.MAX_VALUE)) {
      return visit.cdn();
    }
  }

  /// Two probes may meet the same difference by coding; nothing but their words differs then.
  private static String key(Finding finding) {
    String slug = finding.cause().slug();
    return finding.cause() == Cause.VARIES_BY_CODING ? slug : slug + finding.summary();
  }

  /// True when the request itself failed and was seen not to.
  private static boolean isChance(Optional<Conclusion> conclusion) {
    return conclusion.filter(c -> c.proof().probe().equals(REQUEST))
        .flatMap(Conclusion::condition).filter(Condition::isChance).isPresent();
  }

  /// Returns the answer without what it took for a difference: the request as asked does not end
  /// alike, either.
  private static ProbeResult byChance(ProbeResult result) {
    boolean compared = result.findings().stream().anyMatch(Summary::isByChance);
    if (result.state() != ProbeResult.State.NOTED || !compared) return result;
    List<Finding> others = result.findings().stream().filter(f -> !isByChance(f)).toList();
    return result.unsettled("the same request does not end alike each time", others);
  }

  private static boolean isByChance(Finding finding) {
    return COMPARED.contains(finding.cause()) && !isMeasured(finding);
  }

  /// True when it was the company of other requests that decided.
  private static boolean isCrowded(Optional<Conclusion> conclusion) {
    return conclusion.flatMap(Conclusion::condition).flatMap(Condition::cause)
        .filter(cause -> cause == Cause.FAILS_UNDER_CONCURRENCY).isPresent();
  }

  /// Returns the limits whose numbers were looked for and found: what only met them says less.
  private static Set<Cause> measured(List<ProbeResult> results) {
    Set<Cause> found = EnumSet.noneOf(Cause.class);
    for (ProbeResult result : results) {
      result.findings().stream().filter(Summary::isMeasured).map(Finding::cause)
          .filter(LIMITS::contains).forEach(found::add);
    }
    return found;
  }

  private static boolean isMeasured(Finding finding) {
    return finding.evidence() instanceof Evidence.Measured;
  }

  /// Returns each finding once; what an origin says of its idle time gives way to what was
  /// measured.
  ///
  /// @param chance what was compared with the request itself says nothing, unless it was measured:
  ///     that comes and goes, or failed in company
  private static List<Finding> findings(List<ProbeResult> results, boolean chance) {
    var unique = new LinkedHashMap<String, Finding>();
    Set<Cause> measured = measured(results);
    for (ProbeResult result : results) {
      for (Finding f : result.findings()) {
        if (chance && isByChance(f)) continue;
        if (measured.contains(f.cause()) && !isMeasured(f)) continue;
        if (f.cause() == Cause.KEEPALIVE_SHORT) unique.put(f.cause().slug(), f);
        else unique.putIfAbsent(key(f), f);
      }
    }
    return unique.values().stream().sorted(Comparator.comparing(Finding::severity).reversed())
        .toList();
  }
}
