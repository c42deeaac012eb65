package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The sizes and the content of a reply, read from its recorded bytes.
///
/// @param headBytes of the final head from its version to its empty line, -1 where it is not whole
/// @param bodyBytes on the wire behind it, transfer coding included, -1 likewise
/// @param content   transfer coding removed, as far as it was recorded
/// @param contentBytes all of it
record Reply(long headBytes, long bodyBytes, byte[] content, long contentBytes) {

  /// Content kept in an entry.
  static final int MAX_CONTENT = 1 << 20;

  static Reply of(Attempt attempt) {
    var reader =
        new ResponseReader(attempt.order().profile()).begin(attempt.order().expected(), 0);
    byte[] recorded = attempt.received();
    var input = ByteBuffer.wrap(recorded);
    var content = new ByteArrayOutputStream();
    long headEnd = -1;
    boolean more = true;
    while (more) {
      switch (reader.read(input)) {
        case CONTENT -> {
          int length = reader.contentEnd() - reader.contentStart();
          int wanted = Math.min(length, MAX_CONTENT - content.size());
          content.write(recorded, reader.contentStart(), wanted);
        }
        case FINAL_HEAD -> headEnd = input.position();
        case INTERIM_HEAD -> { }
        case NEED_MORE, COMPLETE, REFUSED, REJECTED -> more = false;
      }
    }
    Optional<WireReport> report = attempt.observation().reply();
    var head = report.flatMap(WireReport::head);
    if (head.isEmpty() || headEnd < 0) return new Reply(-1, -1, content.toByteArray(), 0);
    long body = report.get().bytes() - headEnd - report.get().excessBytes();
    return new Reply(
        headEnd - (head.get().offset() - report.get().start()), Math.max(0, body), content.toByteArray(),
        report.get().contentBytes());
  }

  boolean isWhole() {
    return content.length == contentBytes;
  }

  /// Returns the content with gzip removed; of other codings, or where that fails, nothing.
  Optional<byte[]> decoded(String coding) {
    String name = coding.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("identity")) return Optional.of(content);
    if (!name.equals("gzip") && !name.equals("x-gzip")) return Optional.empty();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] plain = in.readNBytes(MAX_CONTENT + 1);
      return plain.length > MAX_CONTENT ? Optional.empty() : Optional.of(plain);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Returns bytes as text where they are UTF-8 without control characters.
  static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean control = text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n');
      return control ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
