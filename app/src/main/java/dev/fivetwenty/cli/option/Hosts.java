package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.config.text.Unfit;

/// Tells names and addresses from what is neither.
public final class Hosts {

  /// Returns the host, or says why it is none.
  public static String check(String host, String typed) {
    try {
      return HostPort.host(host, typed);
    } catch (Unfit unfit) {
      throw new UsageProblem(unfit.getMessage());
    }
  }

  private Hosts() {}
}
