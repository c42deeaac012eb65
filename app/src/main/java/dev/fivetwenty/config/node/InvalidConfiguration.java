package dev.fivetwenty.config.node;

import java.util.List;
import java.util.stream.Collectors;

/// What the operator wrote cannot be carried out. The message lists all that is wrong.
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /// @param problems at least one
  public InvalidConfiguration(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /// Returns at least one, in the order in which they were met.
  public List<Problem> problems() {
    return problems;
  }
}
