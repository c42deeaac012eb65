package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Reading;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.rules.Lists;
import java.util.Optional;

/// Reads files that hold rules and nothing else: `lists`, `access` and `rules`, as in `edge.yaml`.
public final class RulesYaml {

  /// @throws dev.fivetwenty.config.node.InvalidConfiguration with all that is wrong
  public static Filters read(Source source, Surroundings surroundings) {
    var reading = new Reading(source, surroundings, Overrides.NONE);
    var filters =
        reading.root().as(
            Shapes.section(
                top -> {
                  Filters read = RulesReader.filters(top, RulesReader.of(top));
                  RulesReader.checkIds(top, read.rules().rules());
                  return read;
                }));
    reading.throwProblems();
    return filters.orElseThrow();
  }

  /// Returns the lists of such a file, as expressions look them up.
  ///
  /// @throws dev.fivetwenty.config.node.InvalidConfiguration with all that is wrong with them
  public static Lists lists(Source source, Surroundings surroundings) {
    var reading = new Reading(source, surroundings, Overrides.NONE);
    Optional<Lists> lists = reading.root().as(value -> RulesReader.of(value.section()).lists());
    reading.throwProblems();
    return lists.orElseThrow();
  }

  private RulesYaml() {}
}
