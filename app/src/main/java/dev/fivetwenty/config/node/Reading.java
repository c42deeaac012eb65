package dev.fivetwenty.config.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// One reading of a configuration: where it comes from, and what has been found wrong in it.
public final class Reading {

  /// More are the consequence of the first ones, or of a file that is something else.
  private static final int MAX_LISTED = 25;

  /// So that the first lines of a file are among those that are listed, whatever is read first.
  private static final int MAX_FOUND = 1000;

  private final Source source;
  private final Surroundings surroundings;
  private final Overrides overrides;
  private final List<Found> found = new ArrayList<>();
  private final Map<String, Set<String>> keys = new TreeMap<>();
  private int unkept;

  private record Found(Problem problem, int line, int column) {}

  public Reading(Source source, Surroundings surroundings, Overrides overrides) {
    this.source = source;
    this.surroundings = surroundings;
    this.overrides = overrides;
  }

  /// Returns what is read first: all of the text, with no keys where there is none.
  ///
  /// @throws InvalidConfiguration if it is not YAML
  public Value root() {
    return Composed.of(source).map(node -> new Value(this, node, "", "")).orElseGet(() -> Section.nothing(this, ""));
  }

  public Source source() {
    return source;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  Overrides overrides() {
    return overrides;
  }

  /// Notes what is wrong with a node, or with an option where `option` is not empty.
  void report(Node node, String option, String text) {
    if (found.size() == MAX_FOUND) unkept++;
    else if (!option.isEmpty()) found.add(new Found(new Problem(option, text, ""), 0, 0));
    else if (node.getStartMark().isEmpty()) found.add(new Found(new Problem(source.name(), text, ""), 0, 0));
    else found.add(inFile(node, node.getStartMark().get(), text));
  }

  /// Notes what is wrong in a text that is a value of the file, at its own place where that text stands there as it
  /// is: on one line, or as lines below a `|`.
  ///
  /// @param line   of the text, from 0
  /// @param column from 0
  void reportWithin(Node node, String option, String within, int line, int column, int length, String text) {
    Optional<Mark> from = option.isEmpty() ? node.getStartMark() : Optional.empty();
    int last = node.getEndMark().map(Mark::getLine).orElse(0);
    String wanted = within.lines().skip(line).findFirst().orElse("");
    for (int at = from.map(Mark::getLine).orElse(last + 1); at <= last; at++) {
      String written = source.text().lines().skip(at).findFirst().orElse("");
      int found = written.indexOf(wanted, at == from.orElseThrow().getLine() ? from.get().getColumn() : 0);
      if (found < 0) continue;
      if (this.found.size() == MAX_FOUND) unkept++;
      else this.found.add(new Found(source.problem(at, found + column, length, text), at, found + column));
      return;
    }
    report(node, option, text + " (at " + (line + 1) + ":" + (column + 1) + " of it)");
  }

  /// Returns how many have been found wrong so far.
  int count() {
    return found.size() + unkept;
  }

  private Found inFile(Node node, Mark from, String text) {
    int length =
        node.getEndMark().filter(to -> to.getLine() == from.getLine()).map(to -> to.getColumn() - from.getColumn())
            .orElse(1);
    Problem problem = source.problem(from.getLine(), from.getColumn(), length, text);
    return new Found(problem, from.getLine(), from.getColumn());
  }

  /// @throws InvalidConfiguration if anything was reported: first what is wrong with the command line, then line by
  ///                              line
  public void throwProblems() {
    if (found.isEmpty()) return;
    var listed =
        new ArrayList<>(
            found.stream()
                .sorted(Comparator.comparingInt(Found::line).thenComparingInt(Found::column))
                .map(Found::problem)
                .limit(MAX_LISTED)
                .toList());
    int more = count() - listed.size();
    if (more == 1) listed.add(new Problem(source.name(), "one more problem is not listed", ""));
    if (more > 1) listed.add(new Problem(source.name(), more + " more problems are not listed", ""));
    throw new InvalidConfiguration(listed, count());
  }

  /// Notes that the mapping at a path may have a key.
  void note(String path, String key) {
    keys.computeIfAbsent(path, _ -> new TreeSet<>()).add(key);
  }

  /// Returns the keys that were asked for, by the path of their mapping: `routes[]`, `timeouts`, …
  public Map<String, Set<String>> keys() {
    return keys;
  }
}
