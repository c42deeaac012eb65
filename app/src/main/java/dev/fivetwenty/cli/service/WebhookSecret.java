package dev.fivetwenty.cli.service;

import dev.fivetwenty.origin.ConfigurationProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What an edge and the receiver of its webhook share, as a file has it.
public final class WebhookSecret {

  /// Fewer octets are guessed too soon.
  private static final int LEAST_BYTES = 16;

  private static final int MOST_BYTES = 4096;

  /// Returns the file's octets without a line end behind them.
  ///
  /// @throws ConfigurationProblem when it cannot be read, or is not what it should be
  public static byte[] of(Path file) {
    byte[] read = read(file);
    int length = read.length;
    if (length > MOST_BYTES) throw unfit(file, "more than 4,096 bytes; is it another file?", null);
    if (length > 0 && read[length - 1] == '\n') length--;
    if (length > 0 && read[length - 1] == '\r') length--;
    if (length < LEAST_BYTES) {
      throw unfit(file, length + " bytes are too few; at least 16, for example of openssl rand -hex 32", null);
    }
    return Arrays.copyOf(read, length);
  }

  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException problem) {
      throw unfit(file, "cannot be read", problem);
    }
  }

  private static ConfigurationProblem unfit(Path file, String problem, IOException cause) {
    return new ConfigurationProblem("secret of the webhook, " + file, problem, cause);
  }

  private WebhookSecret() {}
}
