package dev.fivetwenty.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void leavesPrintableAsciiAlone() {
    assertThat(Shown.text("HTTP/1.1 200 OK ~")).isEqualTo("HTTP/1.1 200 OK ~");
  }

  @Test
  void spellsOutWhatATerminalWouldObeyOrHide() {
    assertThat(Shown.text("a\u001b[2Jb\r\n\t\u0000\u007f\u009b\\")).isEqualTo("a\\x1b[2Jb\\r\\n\\t\\x00\\x7f\\x9b\\\\");
    assertThat(Shown.text("x\u202ey\ud83d\ude00")).isEqualTo("x\\u202ey\\ud83d\\ude00");
  }

  @Test
  void showsEveryOctetInPrintableAscii() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) all[i] = (byte) i;
    assertThat(Shown.octets(all, 0, all.length).chars()).allMatch(c -> c >= 0x20 && c < 0x7F);
  }

  @Test
  void cutsLongText() {
    assertThat(Shown.text("abcdef", 3)).isEqualTo("abc...");
    assertThat(Shown.text("abc", 3)).isEqualTo("abc");
  }

  @Test
  void octetsAreNotDecoded() {
    byte[] utf8 = "é".getBytes(StandardCharsets.UTF_8);
    assertThat(Shown.octets(utf8, 0, utf8.length)).isEqualTo("\\xc3\\xa9");
  }
}
