package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarReader;
import dev.fivetwenty.har.HarWriter;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.Pair;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.json.JsonWriter;
import dev.fivetwenty.ticket.TicketFile;
import dev.fivetwenty.ticket.TicketFolder.Filler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Of a HAR that no support would take, the entries that differ or fail.
final class HarExcerpt {

  private final DiffReport report;
  private final long most;

  HarExcerpt(DiffReport report) {
    this(report, TicketFile.MAX_ATTACHED);
  }

  /// @param most bytes that a file may have
  HarExcerpt(DiffReport report, long most) {
    this.report = report;
    this.most = most;
  }

  boolean isNeeded(Path har) {
    try {
      return Files.size(har) > most;
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + har + ": " + Problems.text(problem));
    }
  }

  Filler direct(Path har) {
    return of(har, Pair::direct);
  }

  Filler proxied(Path har) {
    return of(har, Pair::proxied);
  }

  private Filler of(Path har, Function<Pair, Optional<Side>> side) {
    if (!isNeeded(har)) return out -> Files.copy(har, out);
    Set<Integer> wanted =
        report.pairs().stream().filter(p -> p.differs() || p.any().isFailure())
            .flatMap(p -> side.apply(p).stream()).map(Side::index).collect(Collectors.toSet());
    return out -> copy(har, wanted, out);
  }

  /// A tenth is left for what surrounds the entries.
  private void copy(Path har, Set<Integer> wanted, OutputStream out) throws IOException {
    long bytes = most / 10;
    try (InputStream in = Files.newInputStream(har);
        HarReader reader = HarReader.open(in);
        var writer = new HarWriter(out)) {
      for (var part = reader.next(); part.isPresent(); part = reader.next()) {
        if (part.get() instanceof HarPart.Entry(var entry)) {
          if (!wanted.contains(entry.index())) continue;
          int size = JsonWriter.bytes(entry.json()).length;
          if (bytes + size > most) continue;
          bytes += size;
        }
        writer.write(part.get());
      }
    } catch (BrokenHar defect) {
      throw new IllegalStateException("a HAR of our own cannot be read", defect);
    }
  }
}
