package dev.fivetwenty.doctor;

/// How often something failed of how often it was tried, with the 95 % interval of Wilson's score.
///
/// Wilson's interval stays within 0 to 1 and is honest for few trials: 0 of 20 still
/// leaves room for one failure in six.
///
/// @param low  bound of the true rate, 0 to 1
/// @param high bound of the true rate, 0 to 1
public record Likelihood(int failed, int tried, double low, double high) {

  /// The standard normal quantile for 95 %, two-sided.
  private static final double Z = 1.959963984540054;

  public static Likelihood of(int failed, int tried) {
    if (failed < 0 || failed > tried) throw new IllegalArgumentException(failed + " of " + tried);
    if (tried == 0) return new Likelihood(0, 0, 0, 1);
    double p = (double) failed / tried;
    double z2 = Z * Z;
    double centre = (p + z2 / (2 * tried)) / (1 + z2 / tried);
    double half =
        Z * Math.sqrt(p * (1 - p) / tried + z2 / (4.0 * tried * tried)) / (1 + z2 / tried);
    double low = failed == 0 ? 0 : Math.max(0, centre - half);
    double high = failed == tried ? 1 : Math.min(1, centre + half);
    return new Likelihood(failed, tried, low, high);
  }

  /// Returns for example `3 of 20 (5 % to 36 %)`.
  @Override
  public String toString() {
    return "%d of %d (%.0f %% to %.0f %%)".formatted(failed, tried, 100 * low, 100 * high);
  }
}
