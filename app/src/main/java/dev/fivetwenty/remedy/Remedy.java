package dev.fivetwenty.remedy;

import dev.fivetwenty.cause.Cause;
import java.util.List;
import java.util.stream.Stream;

/// What to do about a cause, for the server software that is known or for anyone.
///
/// @param steps the advice for everyone, then that for the software, if there is any
public record Remedy(List<Advice> steps) {
  public Remedy {
    steps = List.copyOf(steps);
  }

  /// Returns the remedy for a server.
  ///
  /// @param software as it calls itself or as people call it; empty when unknown
  public static Remedy of(Cause cause, String software) {
    return of(CausePage.of(cause), List.of(software));
  }

  /// Returns the remedy where several programs are at work, for example nginx and PHP-FPM.
  public static Remedy of(Cause cause, List<String> software) {
    return of(CausePage.of(cause), software);
  }

  static Remedy of(CausePage page, List<String> software) {
    Stream<Advice> own =
        page.advice().stream().filter(a -> software.stream().anyMatch(a::isFor));
    return new Remedy(Stream.concat(Stream.of(page.advice().getFirst()), own).toList());
  }

  /// Returns one line per step; those for a certain software begin with its name.
  public List<String> lines() {
    return steps.stream().map(step -> named(step, step.text())).toList();
  }

  /// Returns the first sentence of what is most to the point: the advice for the software, one line
  /// for each, else that for everyone.
  public List<String> brief() {
    return steps.stream()
        .skip(steps.size() > 1 ? 1 : 0)
        .map(step -> named(step, step.firstSentence()))
        .toList();
  }

  private static String named(Advice step, String text) {
    return step.isForEveryone() ? text : step.stack() + ": " + text;
  }
}
