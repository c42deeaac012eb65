package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
    "\\x15\\x03\\x01\\x00\\x02\\x02\\x28 | TLS record alert (21), version 3.1, 2 bytes: fatal alert 40 (handshake_failure)",
    "\\x15\\x03\\x03\\x00\\x02\\x01\\x00more | TLS record alert (21), version 3.3, 2 bytes: warning alert 0 (close_notify)",
    "\\x15\\x03\\x03\\x00\\x02\\x02\\xC7 | TLS record alert (21), version 3.3, 2 bytes: fatal alert 199 (alert_199)",
    "\\x15\\x03\\x03\\x00\\x1a{x*26} | TLS record alert (21), version 3.3, 26 bytes",
    "\\x15\\x03\\x01 | TLS record alert (21), version 3.1",
    "\\x15\\x03\\x01\\x00\\x02\\x02 | TLS record alert (21), version 3.1, 2 bytes",
    "\\x16\\x03\\x03\\x00\\x7a\\x02 | TLS record handshake (22), version 3.3, 122 bytes",
    "\\x00\\x00\\x00\\x04\\x00\\x00\\x00\\x00\\x00 | HTTP/2 frame SETTINGS (4), 0 bytes, flags 0x00, stream 0",
    "\\x00\\x00\\x0c\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\x00\\x00\\x00\\x64\\x00\\x07\\xff\\xff\\xff\\xff | HTTP/2 frame SETTINGS (4), 12 bytes, flags 0x00, stream 0: MAX_CONCURRENT_STREAMS=100, setting_7=4294967295",
    "\\x00\\x00\\x00\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x0b\\x07\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x05\\x00\\x00\\x00\\x01bad | HTTP/2 frame SETTINGS (4), 0 bytes, flags 0x00, stream 0; HTTP/2 frame GOAWAY (7), 11 bytes, flags 0x00, stream 0: PROTOCOL_ERROR, last stream 5, bad",
    "\\x00\\x00\\x00\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x04\\x08\\x00\\x00\\x00\\x00\\x00\\x00 | HTTP/2 frame SETTINGS (4), 0 bytes, flags 0x00, stream 0; HTTP/2 frame WINDOW_UPDATE (8), 4 bytes, flags 0x00, stream 0",
    "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n | the preface of a client",
    "SSH-2.0-OpenSSH_9.2p1\\r\\nmore | greeting \"SSH-2.0-OpenSSH_9.2p1\"",
    "220 a\\tb ESMTP\\n | greeting \"220 a\\x09b ESMTP\"",
    "\\x0b\\x00\\x00\\x00\\x0a8.0.36\\x00ab | greeting \"\\x0b\\x00\\x00\\x00\\x0a8.0.36\\x00ab\"",
    "{\\x00*80} | 64 bytes, entropy 0.0 of at most 6.0 bits a byte, first 00000000000000000000000000000000",
    "\\x01\\x02 | 2 bytes, entropy 1.0 of at most 1.0 bits a byte, first 0102",
  })
  void saysWhatTheFirstBytesAre(String reply, String expected) {
    var evidence = (Evidence.Bytes) verdict(reply.strip()).evidence();
    assertThat(ForeignWording.of(evidence.foreign().orElseThrow())).isEqualTo(expected.strip());
  }

  @Test
  void textOfNoServiceIsNotDecoded() {
    var evidence = (Evidence.Bytes) verdict("<html>").evidence();
    assertThat(evidence.foreign()).isEmpty();
  }

  private static Verdict verdict(String reply) {
    return Replay.of(Corpus.bytes(reply), Ending.FIN, Request.GET, Profile.CLASSIC)
        .judgement().verdict().orElseThrow();
  }
}
