package dev.fivetwenty.cli.incident;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.StoreFigures;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.wire.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A store of a test that only remembers.
final class MemoryStore implements IncidentStore {

  final List<Incident> taken = new ArrayList<>();

  @Override
  public boolean offer(Incident incident) {
    return taken.add(incident);
  }

  @Override
  public void passed(ExchangeRecord record, Fate fate) {}

  @Override
  public void sectionSize(String route, int bytes, List<Field> largest) {}

  @Override
  public void lost(LossReason reason, long incidents) {}

  @Override
  public void pulse() {}

  @Override
  public StoreFigures figures() {
    return new StoreFigures(taken.size(), 0, Map.of(), 0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
