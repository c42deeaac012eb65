package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.software.Recognised;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.recorder.KeptBytes;
import java.util.List;
import java.util.Optional;

/// Adds to an examination what its readers want beside it: remedy, reproduction, bytes fit to be
/// shown.
public final class Diagnoses {

  public static Diagnosis of(Examination examination, Discretion discretion) {
    Optional<Recorded> proof =
        examination.conclusion().map(Conclusion::proof)
            .or(examination::itself);
    List<String> software =
        examination.software().stream().map(Recognised::software).map(s -> s.title()).toList();
    var counsel = new Counsel(software);
    return new Diagnosis(
        examination, proof, proof.map(p -> judged(examination, p, counsel, discretion)), counsel,
        discretion);
  }

  private static Judged judged(
      Examination examination, Recorded proof, Counsel counsel, Discretion discretion) {
    Attempt attempt = proof.attempt();
    Optional<Verdict> verdict = examination.verdict();
    var judgement =
        new Judgement(
            verdict, attempt.judgement().glitches(), examination.findings(),
            unfinished(examination));
    return new Judged(
        examination.plan().profile(), discretion.record(judgement),
        examination.conclusion().flatMap(Conclusion::condition),
        attempt.observation().reply().map(discretion::record),
        KeptBytes.whole(
            discretion.received(attempt.received(), attempt.observation().reply())),
        counsel,
        Reproductions.of(examination, proof, discretion));
  }

  /// Returns why nothing can be said of the request itself, where that is so and nothing else is.
  private static Optional<Unfinished> unfinished(Examination examination) {
    return examination.verdict().isPresent()
        ? Optional.empty()
        : examination.itself().flatMap(itself -> itself.attempt().judgement().unfinished());
  }

  private Diagnoses() {}
}
