package dev.fivetwenty.incident.intake;

import dev.fivetwenty.sanitise.Tokens;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;

/// The key of all tokens of a store: 32 random octets in a file that only its owner may read.
///
/// Made when it is first needed. Who has it and the store can try values against tokens, so it is not
/// for export; without it, tokens that are stored later cannot be compared with those before.
public final class InstallationKey {

  static final String FILE = "key";

  /// Returns the key in a data directory. Where it can neither be read nor made, one that is forgotten
  /// with the process, and the operator is told.
  public static byte[] of(Path data, Consumer<String> notices) {
    Path file = data.resolve(FILE);
    try {
      Files.createDirectories(data);
      byte[] key = readOrMake(file);
      if (key.length == Tokens.KEY_OCTETS) return key;
      notices.accept(
          "recorder: %s has %d bytes instead of %d: remove it to have a new one made"
              .formatted(file, key.length, Tokens.KEY_OCTETS));
    } catch (IOException e) {
      notices.accept(
          "recorder: cannot read or make %s (%s): tokens differ after a restart"
              .formatted(file, e.getMessage()));
    }
    return Tokens.newKey();
  }

  private static byte[] readOrMake(Path file) throws IOException {
    if (Files.exists(file)) return Files.readAllBytes(file);
    byte[] key = Tokens.newKey();
    FileAttribute<?> ownersOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, ownersOnly)) {
      Channels.newOutputStream(channel).write(key);
      return key;
    } catch (FileAlreadyExistsException madeJustNow) {
      return Files.readAllBytes(file);
    }
  }

  private InstallationKey() {}
}
