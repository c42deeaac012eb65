package dev.fivetwenty.origin;

/// Something the operator asked for that cannot be done: thrown before any attempt is made.
public final class ConfigurationProblem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String subject;

  /// @param subject what is wrong, for example `certificate file /etc/ca.pem`
  /// @param problem what is wrong with it, one clause
  public ConfigurationProblem(String subject, String problem, Throwable cause) {
    super(subject + ": " + problem, cause);
    this.subject = subject;
  }

  public String subject() {
    return subject;
  }
}
