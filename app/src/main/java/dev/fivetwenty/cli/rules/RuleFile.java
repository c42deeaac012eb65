package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.RulesYaml;
import dev.fivetwenty.rules.Lists;
import java.nio.file.Path;

/// A file of rules that a command line names.
record RuleFile(Filters filters, Lists lists) {

  /// @throws dev.fivetwenty.config.node.InvalidConfiguration with all that is wrong
  static RuleFile of(String file, Console console) {
    var surroundings = Surroundings.ofProcess(console.environment()).lookingAtFiles();
    Source source = Source.of(Path.of(file));
    return new RuleFile(RulesYaml.read(source, surroundings), RulesYaml.lists(source, surroundings));
  }
}
