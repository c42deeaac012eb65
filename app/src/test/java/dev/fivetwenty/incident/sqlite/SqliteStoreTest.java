package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.IncidentStoreContract;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends IncidentStoreContract {

  @TempDir Path data;

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  @Override
  protected IncidentStore store(StoreOptions options) {
    return SqliteStore.open(data, options, time, notices::add);
  }

  @Override
  protected Incidents incidents() {
    return SqliteIncidents.open(data);
  }
}
