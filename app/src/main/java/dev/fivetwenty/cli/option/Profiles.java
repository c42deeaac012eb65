package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.wire.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the profiles that a command line names.
public final class Profiles {

  public static Profile named(String name) {
    return Profile.named(name).orElseThrow(() -> new UsageProblem(
        "there is no profile " + name + "; profiles are "
            + Profile.builtIn().stream().map(Profile::name).collect(Collectors.joining(", "))));
  }

  /// Returns the built-in ones, and those that a configuration defines.
  ///
  /// @param file `-` is standard input, null is none
  public static List<Profile> all(String file, Console console) {
    var all = new ArrayList<>(Profile.builtIn());
    if (file != null) ConfigOptions.of(file, console).profiles().forEach(own -> all.add(own.profile()));
    return all;
  }

  private Profiles() {}
}
