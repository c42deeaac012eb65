package dev.fivetwenty.incident.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.IncidentStoreContract;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
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

  @Test
  void aFolderThatIsMadeIsForItsOwnerAndGroupOnly() throws IOException {
    Path made = data.resolve("new/data");
    SqliteStore.open(made, new StoreOptions(Duration.ofDays(1), 10, 1 << 20, 1 << 16), time, notices::add)
        .close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isIn("rwxr-x---", "rwx------");
  }
}
