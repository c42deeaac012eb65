package dev.fivetwenty.config.node;

import java.util.List;
import java.util.stream.Collectors;

/// What the operator wrote cannot be carried out. The message lists all that is wrong.
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  private final int count;

  /// @param problems at least one
  public InvalidConfiguration(List<Problem> problems) {
    this(problems, problems.size());
  }

  /// @param count of all problems, of which more may have been found than are listed
  InvalidConfiguration(List<Problem> problems, int count) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
    this.problems = List.copyOf(problems);
    this.count = count;
  }

  /// Returns how many there are, which may be more than are listed.
  public int count() {
    return count;
  }

  /// Returns at least one, in the order in which they were met.
  public List<Problem> problems() {
    return problems;
  }
}
