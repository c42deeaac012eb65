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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// When the request as asked fails: asks without the fields it was given, and reduces those to the
/// fewest that still fail.
public final class OwnFields implements Probe {

  /// Requests left to the probes that follow.
  private static final int RESERVE = 4;

  /// Fields of every request; the User-Agent is a question of its own.
  private static final List<String> PLAIN = List.of("Host", "User-Agent", "Accept");

  @Override
  public String name() {
    return "own-fields";
  }

  @Override
  public String question() {
    return "which of the fields it was given does the request fail by?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    Upshot itself = visit.mainOutcome();
    if (!itself.isRefusal() && !itself.isSilent()) {
      return Optional.of("the request itself does not fail");
    }
    if (given(visit).isEmpty()) return Optional.of("the request was given no fields");
    return visit.noHttp().or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Contrast plain = Contrast.of(visit, asking(visit, List.of()));
    answer.fact("without", plain.upshot().toString());
    if (plain.upshot().isRefusal() || plain.upshot().isSilent()) {
      answer.summary("by none: without them it is %s", plain.upshot());
      return;
    }
    if (plain.proof(visit) != Contrast.Proof.DUE_TO_CHANGE) {
      answer.untold("the same request does not end alike each time");
      return;
    }
    List<Line> smallest = smallest(visit);
    answer.fact("smallest", smallest.stream().map(Line::name).toList());
    tell(visit, answer, smallest, plain.upshot());
  }

  private static void tell(Visit visit, Answer answer, List<Line> smallest, Upshot without)
      throws InterruptedException {
    Optional<Line> only =
        smallest.size() == 1 ? Optional.of(smallest.getFirst()) : Optional.empty();
    String names = smallest.stream().map(Line::name).collect(Collectors.joining(", "));
    String text = "with %s it ends in %s, without in %s"
        .formatted(names, visit.mainOutcome(), without);
    Cause cause = Cause.VARIES_BY_REQUEST_FIELD;
    if (only.filter(l -> l.isNamed("Accept-Encoding")).isPresent()) {
      cause = Cause.VARIES_BY_CODING;
    } else if (only.filter(l -> l.isNamed("Cookie")).isPresent()) {
      if (isBySize(visit, only.get())) cause = Cause.VARIES_BY_COOKIE_SIZE;
      text = "with a Cookie of %d bytes it ends in %s, without in %s"
          .formatted(only.get().value().length(), visit.mainOutcome(), without);
    }
    answer.warn(cause, text).summary("%s", text);
    answer.explain(Condition.of("only with " + names, cause));
  }

  /// Asks with other cookies of the same size.
  private static boolean isBySize(Visit visit, Line cookie) throws InterruptedException {
    int size = cookie.value().length();
    String name = "c=";
    if (size <= name.length()) return false;
    String filler = name + "x".repeat(size - name.length());
    Asking other = asking(visit, List.of(new Line(cookie.name(), filler)));
    return visit.outcome(visit.ask(other)).isLike(visit.mainOutcome());
  }

  private static List<Line> smallest(Visit visit) throws InterruptedException {
    return new Reduction<Line>(
            fields -> {
              visit.reserve(RESERVE);
              return visit.outcome(visit.ask(asking(visit, fields))).isLike(visit.mainOutcome());
            })
        .smallest(given(visit));
  }

  private static List<Line> given(Visit visit) {
    return visit.plan().request().lines().stream()
        .filter(line -> PLAIN.stream().noneMatch(line::isNamed))
        .toList();
  }

  /// Returns the request with just these of the fields it was given.
  private static Asking asking(Visit visit, List<Line> fields) {
    RequestBytes request = visit.plan().request();
    for (Line line : given(visit)) request = request.without(line.name());
    for (Line line : fields) request = request.adding(line.name(), line.value());
    String label =
        fields.isEmpty()
            ? "without the fields it was given"
            : "%d of the fields it was given".formatted(fields.size());
    return visit.asking().request(label, request);
  }
}
