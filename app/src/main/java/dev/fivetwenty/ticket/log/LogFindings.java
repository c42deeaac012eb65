package dev.fivetwenty.ticket.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a log says of a time.
///
/// @param file  its name without folders
/// @param lines that were read
/// @param dated of them, those with a time
/// @param first time in it; empty where no line has one
/// @param near  the lines that matter most, in order
/// @param more  other lines of that time
/// @param whole it was read to its end
public record LogFindings(
    String file, long lines, long dated, Optional<Instant> first, Optional<Instant> last,
    List<LogLine> near, long more, boolean whole) {

  public LogFindings {
    near = List.copyOf(near);
  }

  /// Returns whether the log was being written at that time, as far as its own times tell.
  public boolean covers(Instant time) {
    return first.filter(t -> !t.isAfter(time)).isPresent()
        && last.filter(t -> !t.isBefore(time)).isPresent();
  }
}
