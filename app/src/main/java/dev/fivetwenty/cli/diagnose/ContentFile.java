package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.ResponseReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Writes the content of a reply to the file of `-o`, transfer coding removed.
///
/// @param file     `-` for standard output
/// @param withHead also what came before the content
record ContentFile(String file, boolean withHead) {

  /// True when it goes where the report goes.
  boolean isStandardOutput() {
    return file.equals("-");
  }

  /// True of what many a documented curl line asks for; nothing has to be kept for it.
  boolean isNowhere() {
    return file.equals("/dev/null");
  }

  /// Checks that it can be written, before anything is sent for it.
  void demand() {
    if (!isStandardOutput()) Written.demand(Path.of(file));
  }

  void write(Attempt attempt, Console console) {
    if (isNowhere()) return;
    byte[] content = content(attempt);
    if (isStandardOutput()) {
      console.out().writeBytes(content);
      return;
    }
    Written.write(Path.of(file), content);
  }

  private byte[] content(Attempt attempt) {
    byte[] received = attempt.received();
    var content = new ByteArrayOutputStream(received.length);
    var reader = new ResponseReader(attempt.order().profile()).begin(attempt.order().expected(), 0);
    var input = ByteBuffer.wrap(received);
    int headEnd = 0;
    while (input.hasRemaining()) {
      switch (reader.read(input)) {
        case CONTENT -> {
          int length = reader.contentEnd() - reader.contentStart();
          content.write(received, reader.contentStart(), length);
        }
        case FINAL_HEAD -> {
          headEnd = input.position();
          if (withHead) content.write(received, 0, headEnd);
        }
        case INTERIM_HEAD -> {}
        case NEED_MORE, COMPLETE, REJECTED -> {
          return content.toByteArray();
        }
      }
    }
    return content.toByteArray();
  }
}
