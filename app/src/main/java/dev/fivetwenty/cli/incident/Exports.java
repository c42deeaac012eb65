package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.incident.codec.IncidentLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Incidents as files that can be handed on: see [IncidentLines].
public final class Exports {

  private static final String STANDARD = "-";

  private static final int PAGE = 500;

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int TRIES = 500;

  private final UnaryOperator<Incident> shown;
  private final Console console;

  /// @param shown makes of an incident what may be handed on
  Exports(UnaryOperator<Incident> shown, Console console) {
    this.shown = shown;
    this.console = console;
  }

  /// Writes the incidents of a query, newest first.
  int write(Incidents incidents, Query query, String file) {
    try {
      long count =
          file.equals(STANDARD)
              ? toOutput(incidents, query) : toFile(incidents, query, file);
      console.out().flush();
      console.err().println("fivetwenty: wrote " + incidents(count));
      return Exit.OK;
    } catch (IOException problem) {
      throw new UsageProblem("cannot write " + file + ": " + Problems.text(problem));
    }
  }

  private long toOutput(Incidents incidents, Query query) throws IOException {
    // Not closed: it is the program's.
    var out = new IncidentLines.Sink(console.out(), false);
    long count = write(incidents, query, out);
    out.flush();
    return count;
  }

  private long toFile(Incidents incidents, Query query, String file) throws IOException {
    boolean compressed = IncidentLines.isCompressed(file);
    try (var out = new IncidentLines.Sink(Files.newOutputStream(Path.of(file)), compressed)) {
      return write(incidents, query, out);
    }
  }

  private long write(Incidents incidents, Query query, IncidentLines.Sink out)
      throws IOException {
    long count = 0;
    Query page = query.atMost(Math.min(PAGE, query.limit()));
    while (count < query.limit()) {
      List<IncidentRow> rows = incidents.list(page);
      for (IncidentRow row : rows) {
        Optional<Stored> stored = incidents.byId(row.id());
        if (stored.isEmpty()) continue; // Removed meanwhile.
        out.write(shown.apply(stored.get().incident()));
        count++;
      }
      if (rows.isEmpty()) return count;
      long left = query.limit() - count;
      page = page.before(rows.getLast().id()).atMost(Math.clamp(left, 1, PAGE));
    }
    return count;
  }

  /// Stores the incidents of a file.
  static int read(Path folder, String file, StoreAccess store, Console console) {
    long count = 0;
    IncidentStore into;
    try (IncidentLines.Source in = open(file, console);
        IncidentStore opened = store.writer().apply(folder)) {
      into = opened;
      for (var next = next(in, file); next.isPresent(); next = next(in, file)) {
        offer(next.get(), opened);
        count++;
      }
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
    long stored = into.figures().stored();
    if (stored < count) {
      throw new StoreProblem(
          "of " + incidents(count) + " in " + file + " only " + stored + " could be stored in "
              + folder + "; is the disk full, or the folder read-only?");
    }
    console.err().println("fivetwenty: stored " + incidents(count) + " in " + folder);
    return Exit.OK;
  }

  /// Waits for room where the store has taken as many as it can hold for its writer.
  private static void offer(Incident incident, IncidentStore into) {
    int most = TRIES;
    while (!into.offer(incident)) {
      if (most-- == 0) throw new StoreProblem("the store takes no more: it cannot be written to");
      into.pulse();
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new StoreProblem("interrupted; a part of the file is stored");
      }
    }
    into.pulse();
  }

  /// Returns the only incident of a file, or its first one.
  public static Incident first(String file, Console console) {
    try (IncidentLines.Source in = open(file, console)) {
      return next(in, file)
          .orElseThrow(() -> new UsageProblem("there is no incident in " + file));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
  }

  private static IncidentLines.Source open(String file, Console console) throws IOException {
    if (file.equals(STANDARD)) return new IncidentLines.Source(console.in());
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) throw new UsageProblem("there is no file " + file);
    return new IncidentLines.Source(Files.newInputStream(path));
  }

  private static Optional<Incident> next(IncidentLines.Source in, String file) throws IOException {
    try {
      return in.next();
    } catch (StoreProblem problem) {
      throw new UsageProblem(file + ", " + problem.getMessage());
    }
  }

  private static String incidents(long count) {
    return count == 1 ? "1 incident" : count + " incidents";
  }
}
