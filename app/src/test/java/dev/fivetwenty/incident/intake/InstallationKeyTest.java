package dev.fivetwenty.incident.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.sanitise.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {

  @TempDir Path folder;

  private final List<String> notices = new ArrayList<>();

  @Test
  void isMadeOnceAndForItsOwnerOnly() throws Exception {
    Path data = folder.resolve("new/data");
    byte[] key = InstallationKey.of(data, notices::add);

    assertThat(key).hasSize(Tokens.KEY_OCTETS).isNotEqualTo(new byte[Tokens.KEY_OCTETS]);
    assertThat(InstallationKey.of(data, notices::add)).isEqualTo(key);
    assertThat(Files.readAllBytes(data.resolve("key"))).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("key"))))
        .isEqualTo("rw-------");
    assertThat(notices).isEmpty();
  }

  @Test
  void oneOfAnotherLengthIsNotUsedAndNotReplaced() throws Exception {
    Files.write(folder.resolve("key"), new byte[7]);

    assertThat(InstallationKey.of(folder, notices::add)).hasSize(Tokens.KEY_OCTETS);
    assertThat(folder.resolve("key")).hasSize(7);
    assertThat(notices).singleElement().asString().contains("7 bytes instead of 32");
  }

  @Test
  void whereNoneCanBeMadeTheOperatorIsTold() throws Exception {
    Path noFolder = Files.createFile(folder.resolve("file"));

    assertThat(InstallationKey.of(noFolder, notices::add)).hasSize(Tokens.KEY_OCTETS);
    assertThat(notices).singleElement().asString().contains("tokens differ after a restart");
  }
}
