package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.ResponseReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes the heads of a reply, interim ones included, to the file of `-D`, as they came.
///
/// @param file `-` for standard output
record HeadFile(String file) {

  /// True when it goes where the report goes.
  boolean isStandardOutput() {
    return file.equals("-");
  }

  /// Checks that it can be written, before anything is sent for it.
  void demand() {
    if (!isStandardOutput()) Written.demand(Path.of(file));
  }

  void write(Attempt attempt, Console console) {
    if (file.equals("/dev/null")) return;
    if (isStandardOutput()) console.out().writeBytes(head(attempt));
    else Written.write(Path.of(file), head(attempt));
  }

  /// Returns the bytes up to the end of the last head that is whole.
  static byte[] head(Attempt attempt) {
    byte[] received = attempt.received();
    var reader = new ResponseReader(attempt.order().profile()).begin(attempt.order().expected(), 0);
    var input = ByteBuffer.wrap(received);
    int end = 0;
    while (input.hasRemaining()) {
      switch (reader.read(input)) {
        case INTERIM_HEAD -> end = input.position();
        case FINAL_HEAD -> {
          return Arrays.copyOf(received, input.position());
        }
        case CONTENT, NEED_MORE, COMPLETE, REFUSED, REJECTED -> {
          return Arrays.copyOf(received, end);
        }
      }
    }
    return Arrays.copyOf(received, end);
  }
}
