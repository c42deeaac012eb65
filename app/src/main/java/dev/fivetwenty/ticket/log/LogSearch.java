package dev.fivetwenty.ticket.log;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/// Looks in logs for what was written around certain times.
///
/// @param times  that are looked at
/// @param window on either side of each
/// @param zone   of times in a log that name none
/// @param cause  whose messages matter most
/// @param words  of which a line that has one matters most: Ray IDs
/// @param path   of the request; a line that has it matters more
public record LogSearch(
    List<Instant> times, Duration window, ZoneId zone, Optional<Cause> cause, List<String> words,
    String path, LogCleaner cleaner) {

  /// Lines shown of each log.
  public static final int MOST_LINES = 100;

  /// A path as short as this stands in every line.
  private static final int SHORTEST_PATH = 3;

  public LogSearch {
    if (times.isEmpty()) throw new IllegalArgumentException("no time to look at");
    times = List.copyOf(times);
    words = List.copyOf(words);
  }

  /// A line, and how much it matters.
  private record Candidate(
      long number, Instant at, String text, Optional<Signature> signature, int weight,
      Duration distance) {

    /// The least important first.
    private static final Comparator<Candidate> ORDER =
        Comparator.comparingInt(Candidate::weight)
            .thenComparing(Candidate::distance, Comparator.reverseOrder())
            .thenComparing(Candidate::number, Comparator.reverseOrder());
  }

  /// Reads a log once, from its beginning.
  ///
  /// @param name to show
  public LogFindings in(String name, InputStream log) throws IOException {
    var reading = new Reading();
    boolean whole;
    try (var lines = LogLines.open(log)) {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        reading.line(line.get());
      }
      whole = lines.isWhole();
    }
    return reading.findings(name, whole);
  }

  /// The state of one log.
  private final class Reading {

    private final LogTime clock = new LogTime(zone, times.getFirst());
    private final TreeSet<Instant> wanted = new TreeSet<>(times);
    private final PriorityQueue<Candidate> best = new PriorityQueue<>(Candidate.ORDER);
    private long lines;
    private long dated;
    private long near;
    private Instant first;
    private Instant last;
    private Instant current;

    void line(String raw) {
      lines++;
      Optional<JournalEntry> entry = JournalEntry.of(raw);
      String text = entry.map(JournalEntry::text).orElse(raw);
      Optional<Instant> written = entry.map(JournalEntry::at).or(() -> clock.of(raw));
      written.ifPresent(this::time);
      if (current == null || text.isBlank()) return;
      Duration distance = distance(current);
      if (distance.compareTo(window) > 0) return;
      near++;
      best.add(candidate(text, distance));
      if (best.size() > MOST_LINES) best.remove();
    }

    private void time(Instant at) {
      dated++;
      current = at;
      if (first == null || at.isBefore(first)) first = at;
      if (last == null || at.isAfter(last)) last = at;
    }

    private Duration distance(Instant at) {
      Instant before = wanted.floor(at);
      Instant after = wanted.ceiling(at);
      Duration back = before == null ? null : Duration.between(before, at);
      Duration ahead = after == null ? null : Duration.between(at, after);
      if (back == null) return ahead;
      return ahead == null || back.compareTo(ahead) < 0 ? back : ahead;
    }

    private Candidate candidate(String text, Duration distance) {
      Optional<Signature> signature = Signatures.in(text);
      int weight = signature.isPresent() ? 2 : 0;
      if (cause.isPresent() && signature.filter(s -> s.causes().contains(cause.get())).isPresent()) {
        weight += 2;
      }
      if (isNamed(text)) weight += 4;
      if (path.length() >= SHORTEST_PATH && text.contains(path)) weight++;
      return new Candidate(lines, current, text, signature, weight, distance);
    }

    LogFindings findings(String name, boolean whole) {
      var kept = new ArrayList<>(best);
      kept.sort(Comparator.comparing(Candidate::at).thenComparing(Candidate::number));
      List<LogLine> shown = kept.stream().map(this::shown).toList();
      return new LogFindings(
          name, lines, dated, Optional.ofNullable(first), Optional.ofNullable(last), shown,
          near - shown.size(), whole);
    }

    private LogLine shown(Candidate line) {
      return new LogLine(line.at(), cleaner.clean(line.text()), line.signature(), isNamed(line.text()));
    }
  }

  private boolean isNamed(String text) {
    return words.stream().anyMatch(text::contains);
  }
}
