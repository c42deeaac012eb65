package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Reduction;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.RequestBytes.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks with the fields that a CDN adds, and reduces what fails to the fewest fields that still do.
public final class EdgeFields implements Probe {

  /// Requests left to the probes that follow: the comparison and the last look.
  private static final int RESERVE = 4;

  /// From the block reserved for documentation (RFC 5737), so no visitor's.
  private static final String VISITOR = "203.0.113.9";

  @Override
  public String name() {
    return "edge-fields";
  }

  @Override
  public String question() {
    return "does the answer change with the fields that a CDN adds?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public boolean isEarly() {
    return true;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return visit.keptCopy().or(visit::noHttp).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    List<Line> added = added(visit.plan().target().url().getScheme());
    Contrast contrast = Contrast.of(visit, asking(visit, added));
    answer.fact("fields", added.stream().map(Line::name).toList());
    answer.fact("outcome", contrast.upshot().toString());
    switch (contrast.proof(visit)) {
      case NO_DIFFERENCE -> answer.summary("no, it is %s either way", contrast.upshot());
      case UNSETTLED ->
          answer.untold("the same request does not end alike each time");
      case DUE_TO_CHANGE -> reduce(visit, answer, contrast, added);
    }
  }

  private static void reduce(Visit visit, Answer answer, Contrast contrast, List<Line> added)
      throws InterruptedException {
    Upshot failing = contrast.upshot();
    answer.summary("yes: %s with them, %s without", failing, visit.mainOutcome());
    List<Line> smallest = smallest(visit, failing, added);
    String names = smallest.stream().map(Line::name).collect(Collectors.joining(", "));
    String text = "with %s it ends in %s, without in %s"
        .formatted(names, failing, visit.mainOutcome());
    answer.fact("smallest", smallest.stream().map(Line::toString).toList());
    answer.summary("yes: %s", text);
    answer.warn(cause(smallest), text);
    if (contrast.isBetter(visit)) {
      answer.explain(Condition.of("not with " + names, cause(smallest)));
    }
    if (contrast.isWorse(visit)) {
      var condition = Condition.of("only with " + names, cause(smallest));
      proof(visit, contrast, smallest)
          .conclusion(visit, "the fields that a CDN adds", condition, smallest)
          .ifPresent(answer::conclude);
    }
  }

  private static Cause cause(List<Line> smallest) {
    boolean coding = smallest.stream().allMatch(line -> line.isNamed("Accept-Encoding"));
    return coding ? Cause.VARIES_BY_CODING : Cause.VARIES_BY_REQUEST_FIELD;
  }

  /// Returns the attempt with just the smallest fields, so that its request is what is reproduced.
  private static Contrast proof(Visit visit, Contrast contrast, List<Line> smallest) {
    Asking asking = asking(visit, smallest);
    byte[] wanted = asking.request().toByteArray();
    return visit.log().stream()
        .filter(r -> Arrays.equals(r.request().toByteArray(), wanted))
        .map(r -> new Contrast(asking, r.attempt(), visit.outcome(r.attempt())))
        .filter(c -> c.upshot().isLike(contrast.upshot()))
        .findFirst()
        .orElse(contrast);
  }

  private static List<Line> smallest(Visit visit, Upshot failing, List<Line> added)
      throws InterruptedException {
    return new Reduction<Line>(
            fields -> {
              visit.reserve(RESERVE);
              return visit.outcome(visit.ask(asking(visit, fields))).isLike(failing);
            })
        .smallest(added);
  }

  private static Asking asking(Visit visit, List<Line> added) {
    RequestBytes request = visit.plan().request();
    for (Line line : added) request = request.with(line.name(), line.value());
    return visit.asking().request("%d fields of a CDN".formatted(added.size()), request);
  }

  private static List<Line> added(String scheme) {
    return List.of(
        new Line("X-Forwarded-For", VISITOR),
        new Line("X-Forwarded-Proto", scheme),
        new Line("CF-Connecting-IP", VISITOR),
        new Line("CF-Ray", "520520520520520a-LOC"),
        new Line("CF-IPCountry", "XX"),
        new Line("CF-Visitor", "{\"scheme\":\"" + scheme + "\"}"),
        new Line("CDN-Loop", "cloudflare"),
        new Line("Via", "1.1 edge"),
        new Line("Accept-Encoding", "br, gzip"));
  }
}
