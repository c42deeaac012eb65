package dev.fivetwenty.edge;

import dev.fivetwenty.config.ErrorPages;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.config.node.Problem;
import dev.fivetwenty.policy.errorpage.OwnTemplates;
import dev.fivetwenty.policy.errorpage.TemplateProblem;
import java.io.IOException;
import java.util.List;

/// Reads the error pages that a configuration names.
final class OwnPages {

  /// @throws InvalidConfiguration with all that is wrong with them
  static OwnTemplates read(ErrorPages wanted) {
    try {
      OwnTemplates own = OwnTemplates.read(wanted.directory(), wanted.files());
      if (own.problems().isEmpty()) return own;
      throw new InvalidConfiguration(own.problems().stream().map(OwnPages::problem).toList());
    } catch (IOException e) {
      throw new InvalidConfiguration(List.of(new Problem("error_pages", "cannot be read: " + e.getMessage(), "")));
    }
  }

  private static Problem problem(TemplateProblem found) {
    String place = found.line() == 0 ? "" : ":" + found.line() + ":" + found.column();
    return new Problem(found.file() + place, found.message(), "");
  }

  private OwnPages() {}
}
