package dev.fivetwenty.doctor.software;

import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The content of a reply, transfer coding removed, as far as its bytes were recorded.
///
/// @param whole nothing is missing
public record Content(byte[] bytes, boolean whole) {

  /// Reads at most `limit` bytes of content out of the bytes an attempt recorded.
  public static Content of(Attempt attempt, int limit) {
    var reader =
        new ResponseReader(attempt.order().profile()).begin(attempt.order().expected(), 0);
    byte[] recorded = attempt.received();
    var input = ByteBuffer.wrap(recorded);
    var content = new ByteArrayOutputStream();
    while (content.size() < limit) {
      switch (reader.read(input)) {
        case CONTENT -> {
          int length = reader.contentEnd() - reader.contentStart();
          int wanted = Math.min(length, limit - content.size());
          content.write(recorded, reader.contentStart(), wanted);
        }
        case INTERIM_HEAD, FINAL_HEAD -> { }
        case NEED_MORE, COMPLETE, REFUSED, REJECTED -> {
          return of(attempt, content.toByteArray());
        }
      }
    }
    return of(attempt, content.toByteArray());
  }

  private static Content of(Attempt attempt, byte[] bytes) {
    long all = attempt.observation().reply().map(WireReport::contentBytes).orElse(-1L);
    boolean ended = attempt.judgement().verdict().isEmpty();
    return new Content(bytes, ended && all == bytes.length);
  }

  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String asText() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
