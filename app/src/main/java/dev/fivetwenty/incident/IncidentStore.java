package dev.fivetwenty.incident;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.wire.Field;
import java.util.List;

/// Takes what is to be kept. One thread calls it, the recorder's; nothing here waits, and nothing
/// throws because of a disk.
///
/// What cannot be kept is counted by reason. What [StoreFigures#stored] has counted is on disk: it
/// survives the end of the process, however that comes.
public interface IncidentStore extends AutoCloseable {

  /// Takes an incident, sanitised, to store it soon.
  ///
  /// @return false when it was dropped, and counted
  boolean offer(Incident incident);

  /// Takes note of an exchange, kept or not: its small row, and the counts per minute. For an
  /// incident, called after [#offer]; a failure that was not offered is counted in its group.
  void passed(ExchangeRecord record, Fate fate);

  /// Takes note of the size of a response header section, of every response or of a sample.
  ///
  /// @param bytes   of the section, as the judge counts it
  /// @param largest up to three, biggest first; only their names and sizes are kept
  void sectionSize(String route, int bytes, List<Field> largest);

  /// Counts what was lost before it came here.
  void lost(LossReason reason, long incidents);

  /// Hands on what was gathered; to be called several times a second.
  void pulse();

  /// What the store counts, from any thread.
  StoreFigures figures();

  /// Stores what was taken, for a few seconds at most, and ends.
  @Override
  void close();
}
