package dev.fivetwenty.cli;

import dev.fivetwenty.wire.Profile;
import java.util.stream.Collectors;

/// Finds the profile a command line names.
final class Profiles {

  static Profile named(String name) {
    return Profile.named(name).orElseThrow(() -> new UsageProblem(
        "there is no profile " + name + "; profiles are "
            + Profile.builtIn().stream().map(Profile::name).collect(Collectors.joining(", "))));
  }

  private Profiles() {}
}
