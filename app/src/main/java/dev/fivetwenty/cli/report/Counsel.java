package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.remedy.Remedy;
import java.util.List;

/// What to do about causes, for the server software that the replies name.
///
/// @param software as it calls itself or as people call it; empty when unknown
public record Counsel(List<String> software) {

  public static final Counsel FOR_ANYONE = new Counsel(List.of());

  public Counsel {
    software = List.copyOf(software);
  }

  /// Returns all there is to do, one step per line.
  List<String> steps(Cause cause) {
    return Remedy.of(cause, software).lines();
  }

  /// Returns the first thing to do.
  List<String> brief(Cause cause) {
    return Remedy.of(cause, software).brief();
  }

  /// Returns the command that prints the page of a cause.
  static String page(Cause cause) {
    return "fivetwenty causes " + cause.slug();
  }
}
