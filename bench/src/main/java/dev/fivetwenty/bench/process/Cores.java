package dev.fivetwenty.bench.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Who may run on which core: the measured program alone on the first, everything else of ours on the second.
///
/// With one core nothing is bound.
public final class Cores {

  private static final int ALL = Runtime.getRuntime().availableProcessors();
  private static final String MEASURED = "0";
  private static final String OTHERS = "1";

  private final String taskset;

  public Cores() throws MissingProgram {
    taskset = ALL < 2 ? null : Programs.find("taskset", "util-linux").toString();
  }

  /// Returns how many the machine has, or had for us before [#bindThisJvm].
  public static int count() {
    return ALL;
  }

  /// Binds every thread of this JVM, and so what it starts from now on, to the core of the others.
  public void bindThisJvm() throws IOException, InterruptedException {
    if (taskset == null) return;
    String pid = Long.toString(ProcessHandle.current().pid());
    Process bind =
        new ProcessBuilder(taskset, "-a", "-c", "-p", OTHERS, pid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (bind.waitFor() != 0) throw new IOException("taskset could not bind this process");
  }

  /// Returns a command that runs the given one on the measured core.
  public List<String> measured(List<String> command) {
    return on(MEASURED, command);
  }

  /// Returns a command that runs the given one on the core of the others.
  public List<String> others(List<String> command) {
    return on(OTHERS, command);
  }

  private List<String> on(String core, List<String> command) {
    if (taskset == null) return command;
    List<String> bound = new ArrayList<>(List.of(taskset, "-c", core));
    bound.addAll(command);
    return bound;
  }

  @Override
  public String toString() {
    return taskset == null
        ? "one core for everything, so that each disturbs the other"
        : "the measured program alone on core %s, origin and load generator together on core %s of %d"
            .formatted(MEASURED, OTHERS, ALL);
  }
}
