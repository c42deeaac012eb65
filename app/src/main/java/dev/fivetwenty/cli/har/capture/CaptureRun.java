package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Outcome;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.browser.Visited;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.har.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was captured on one way: by attempts of our own, and by a browser where one was wanted.
///
/// @param own never empty; the first ones are the page and its redirects
record CaptureRun(List<Captured> own, Optional<Visited> browser) {

  CaptureFile file() {
    if (browser.isEmpty()) return new CaptureFile(own.stream().map(Captured::entry).toList());
    Visited visited = browser.get();
    // Where the browser asked nothing, what our own attempts found is still worth keeping.
    List<Json.Obj> entries =
        visited.size() == 0 ? own.stream().map(Captured::entry).toList() : visited.entries(own);
    return new CaptureFile(visited.browser(), visited.pages(), entries);
  }

  /// Returns what came of it in one line, with what was left out.
  String outcome() {
    var parts = new ArrayList<String>();
    browser.ifPresent(b -> parts.add("browser: " + b.outcome() + requests(b.size())));
    parts.add((browser.isPresent() ? "own attempt: " : "") + HarOutcomes.of(own));
    browser.map(Visited::elsewhere).filter(n -> n > 0)
        .ifPresent(n -> parts.add(n + " to other hosts not let through"));
    browser.map(Visited::beyond).filter(n -> n > 0).ifPresent(n -> parts.add(n + " beyond the limit not recorded"));
    return String.join("; ", parts);
  }

  private static String requests(int count) {
    return count < 2 ? "" : " (" + count + " requests)";
  }

  int exitCode(Console console) {
    int code = Exit.OK;
    for (Captured one : own) code = worse(code, Outcome.exitCode(one.attempt(), false, console));
    boolean puzzling = browser.filter(Visited::hasFailed).isPresent();
    return puzzling ? worse(code, Exit.COULD_NOT_TELL) : code;
  }

  static int worse(int one, int other) {
    List<Integer> order = List.of(Exit.OK, Exit.COULD_NOT_TELL, Exit.FAULT, Exit.DEFECT);
    return order.indexOf(one) > order.indexOf(other) ? one : other;
  }
}
