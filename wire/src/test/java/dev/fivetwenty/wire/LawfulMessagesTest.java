package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Random replies that keep every rule are read without a word under every profile.
class LawfulMessagesTest {

  private static final int MESSAGES = 3000;

  @Test
  void aLawfulReplyBreaksNoRule() {
    long seed = Reading.seed();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] content = new byte[random.nextInt(300)];
      random.nextBytes(content);
      byte[] message = message(random, content);
      for (Profile profile : Profile.builtIn()) {
        WireReport report =
            Reading.response(
                profile, Request.GET, 0, Reading.randomly(message, random), Ending.FIN);
        assertThat(report.violations()).as("rerun with -Dseed=%d", seed).isEmpty();
        assertThat(report.reached()).isEqualTo(Reached.COMPLETE);
        assertThat(report.contentBytes()).isEqualTo(content.length);
        assertThat(report.bytes()).isEqualTo(message.length);
      }
    }
  }

  private static byte[] message(SplittableRandom random, byte[] content) {
    var message = new ByteArrayOutputStream();
    for (int i = random.nextInt(3); i > 0; i--) {
      write(message, "HTTP/1.1 103 Early Hints\r\n");
      message.writeBytes(FieldsInFrontTest.fields(random));
      write(message, "\r\n");
    }
    write(message, "HTTP/1." + random.nextInt(2) + " 200 " + "OK".repeat(random.nextInt(3)));
    write(message, "\r\n");
    message.writeBytes(FieldsInFrontTest.fields(random));
    boolean chunked = message.toString(ISO_8859_1).contains("HTTP/1.1 200") && random.nextBoolean();
    if (chunked) {
      write(message, "Transfer-Encoding: Chunked\r\n\r\n");
      writeChunks(message, random, content);
    } else {
      if (random.nextBoolean()) write(message, "content-length: " + content.length + "\r\n");
      write(message, "\r\n");
      message.writeBytes(content);
    }
    return message.toByteArray();
  }

  private static void writeChunks(
      ByteArrayOutputStream message, SplittableRandom random, byte[] content) {
    for (int at = 0; at < content.length; ) {
      int length = Math.min(content.length - at, 1 + random.nextInt(100));
      String extension = random.nextBoolean() ? ";a=\"b c\"" : "";
      write(message, "0".repeat(random.nextInt(3)) + Integer.toHexString(length) + extension);
      write(message, "\r\n");
      message.write(content, at, length);
      write(message, "\r\n");
      at += length;
    }
    write(message, "0\r\n");
    if (random.nextBoolean()) message.writeBytes(FieldsInFrontTest.fields(random));
    write(message, "\r\n");
  }

  private static void write(ByteArrayOutputStream message, String text) {
    message.writeBytes(text.getBytes(ISO_8859_1));
  }
}
