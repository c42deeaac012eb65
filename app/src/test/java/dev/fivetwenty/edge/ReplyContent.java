package dev.fivetwenty.edge;

import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.wire.ResponseReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// The content of a reply that the doctor recorded, with its framing removed.
///
/// @param raw the reply as it was sent
record ReplyContent(AttemptOrder order, byte[] raw) {

  byte[] bytes() {
    var content = new ByteArrayOutputStream();
    var reader = new ResponseReader(order.profile()).begin(order.expected(), 0);
    ByteBuffer input = ByteBuffer.wrap(raw);
    while (true) {
      switch (reader.read(input)) {
        case CONTENT ->
            content.write(raw, reader.contentStart(), reader.contentEnd() - reader.contentStart());
        case NEED_MORE, COMPLETE, REJECTED -> {
          return content.toByteArray();
        }
        case INTERIM_HEAD, FINAL_HEAD -> {
          // The content comes behind it.
        }
      }
    }
  }
}
