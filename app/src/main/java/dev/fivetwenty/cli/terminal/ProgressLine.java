package dev.fivetwenty.cli.terminal;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.ProbeResult;
import dev.fivetwenty.doctor.Progress;
import dev.fivetwenty.origin.Attempt;
import java.util.LinkedHashSet;
import java.util.Set;

/// One line on standard error that says how far an examination is; nothing where that is no
/// terminal.
public final class ProgressLine implements Progress {

  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final boolean shown;
  private final Set<String> running = new LinkedHashSet<>();
  private int sent;
  private int limit;

  public ProgressLine(Console console, boolean quiet) {
    this.console = console;
    this.shown = console.errIsTerminal() && !quiet && !console.environment().containsKey("CI");
  }

  @Override
  public synchronized void first(Attempt attempt) {
    if (!shown) return;
    String verdict =
        attempt.judgement().verdict()
            .map(v -> v.status(Presentation.EDGE_52X) + " " + v.cause().slug() + ": "
                + Summary.headline(v))
            .orElse("no fault in the request itself");
    console.err().print(ERASE + "first: " + verdict + "\n");
    draw();
  }

  @Override
  public synchronized void started(Probe probe) {
    running.add(probe.name());
    draw();
  }

  @Override
  public synchronized void ended(ProbeResult result) {
    running.remove(result.probe());
    draw();
  }

  @Override
  public synchronized void sent(int spent, int most) {
    sent = spent;
    limit = most;
    draw();
  }

  private void draw() {
    if (!shown) return;
    String names = String.join(", ", running);
    String text =
        "request " + sent + " of at most " + limit + (names.isEmpty() ? "" : ": " + names);
    console.err().print(ERASE + (text.length() > 78 ? text.substring(0, 75) + "..." : text));
  }

  public synchronized void clear() {
    if (shown) console.err().print(ERASE);
  }
}
