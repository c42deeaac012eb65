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
import dev.fivetwenty.incident.StoreFigures;
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

  /// Stores the incidents of a file; of one that breaks off or is damaged, those before that place.
  static int read(Path folder, String file, StoreAccess store, Console console) {
    Read read;
    IncidentStore into;
    try (IncidentLines.Source in = open(file, console);
        IncidentStore opened = store.writer().apply(folder)) {
      into = opened;
      read = read(folder, file, in, opened);
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
    return stored(read, into.figures(), console);
  }

  private static Read read(
      Path folder, String file, IncidentLines.Source in, IncidentStore into) {
    for (long count = 0; ; count++) {
      Optional<Incident> next;
      try {
        next = in.next();
      } catch (IOException | StoreProblem problem) {
        return new Read(folder, file, count, Problems.text(problem));
      }
      if (next.isEmpty()) return new Read(folder, file, count, "");
      offer(next.get(), into);
    }
  }

  /// @param broken why there may be more in the file; empty where there is not
  private record Read(Path folder, String file, long count, String broken) {}

  private static int stored(Read read, StoreFigures figures, Console console) {
    if (read.count == 0 && !read.broken.isEmpty()) throw new UsageProblem(read.file + ", " + read.broken);
    if (figures.stored() < read.count) {
      throw new StoreProblem(
          "of " + incidents(read.count) + " in " + read.file + " only " + figures.stored()
              + " could be stored in " + read.folder + "; is the disk full, or the folder read-only?");
    }
    long known = figures.known();
    String already = known == 0 ? "" : "; " + known + (known == 1 ? " was" : " were") + " there already";
    String done = "stored " + incidents(read.count - known) + " in " + read.folder + already;
    if (!read.broken.isEmpty()) {
      throw new StoreProblem(
          read.file + " could not be read to its end, behind " + incidents(read.count) + ": " + read.broken
              + "; " + done);
    }
    console.err().println("fivetwenty: " + done);
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
