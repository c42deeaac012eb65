package dev.fivetwenty.config.node;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// The nodes of one text, or what is not YAML in it.
final class Composed {

  /// The deepest value of a configuration lies seven deep.
  private static final int MAX_DEPTH = 32;

  /// Lists and mappings that stand in more than one place.
  private static final int MAX_ALIASES = 50;

  /// Returns the root, empty for a text without any value.
  ///
  /// @throws InvalidConfiguration if it is not one document of YAML, or too deep
  static Optional<Node> of(Source source) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setCodePointLimit(Integer.MAX_VALUE)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
    try {
      checkDepth(source, settings);
      return new Compose(settings).composeString(source.text());
    } catch (MarkedYamlEngineException e) {
      throw invalid(syntax(source, e));
    } catch (ReaderException e) {
      throw invalid(forbidden(source, e));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The latter for a tag that begins or ends with an encoded blank.
      throw invalid(new Problem(source.name(), "not YAML: " + oneLine(e.getMessage()), ""));
    }
  }

  /// Composing calls itself for each level, so the depth is known before.
  private static void checkDepth(Source source, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(source.text())) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        default -> { }
      }
      if (depth > MAX_DEPTH) {
        Mark at = event.getStartMark().orElseThrow();
        throw invalid(source.problem(at.getLine(), at.getColumn(), 1, "nested deeper than " + MAX_DEPTH + " levels"));
      }
    }
  }

  private static Problem syntax(Source source, MarkedYamlEngineException problem) {
    Optional<Mark> mark = problem.getProblemMark().or(problem::getContextMark);
    if (mark.isEmpty()) return new Problem(source.name(), "not YAML: " + oneLine(problem.getMessage()), "");
    int line = mark.get().getLine();
    int tab = tabInIndentation(source, line);
    if (tab >= 0) return source.problem(line, tab, 1, "a tab cannot indent; use spaces");
    String context = problem.getContext() == null ? "" : oneLine(problem.getContext());
    String hint = source.text().lines().skip(line).findFirst().orElse("").contains("${")
        ? "; a ${…} between brackets needs quotes" : "";
    return source.problem(
        line, mark.get().getColumn(), 1,
        "not YAML: " + (context.isEmpty() ? "" : context + ": ") + oneLine(problem.getProblem()) + hint);
  }

  private static int tabInIndentation(Source source, int line) {
    String text = source.text().lines().skip(line).findFirst().orElse("");
    int tab = text.indexOf('\t');
    return tab >= 0 && text.substring(0, tab).isBlank() ? tab : -1;
  }

  private static Problem forbidden(Source source, ReaderException problem) {
    String before = source.text().substring(0, source.text().offsetByCodePoints(0, problem.getPosition()));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - 1 - before.lastIndexOf('\n');
    return source.problem(
        line, column, 1, String.format("the character U+%04X cannot stand in YAML", problem.getCodePoint()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static InvalidConfiguration invalid(Problem problem) {
    return new InvalidConfiguration(List.of(problem));
  }

  private Composed() {}
}
