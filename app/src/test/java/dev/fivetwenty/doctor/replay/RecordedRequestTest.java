package dev.fivetwenty.doctor.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.KeptBytes.Piece;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedRequestTest {

  private static final String HOST = "Host: shop.example\r\n";

  @Test
  void sendsWhatWasNotCoveredAsItWas() {
    String head =
        "GET /cart?page=2 HTTP/1.1\r\n" + HOST + "Accept: */*\r\nAccept: text/html\r\n\r\n";
    RecordedRequest recorded = of(head);
    assertThat(text(recorded)).isEqualTo(head);
    assertThat(recorded.leftOut()).isEmpty();
    assertThat(recorded.isSafe()).isTrue();
  }

  @Test
  void leavesOutWhatWasCoveredAndNamesIt() {
    RecordedRequest recorded =
        of("GET /cart?token=*****&page=2&a=* HTTP/1.1\r\n" + HOST + "Cookie: ******\r\n\r\n");
    assertThat(text(recorded)).isEqualTo("GET /cart?page=2 HTTP/1.1\r\n" + HOST + "\r\n");
    assertThat(recorded.leftOut()).asString()
        .isEqualTo("[?token (5 bytes), ?a (1 byte), Cookie (6 bytes)]");
  }

  @Test
  void aPartOfAPathThatWasCoveredHasToBeSupplied() {
    RecordedRequest recorded = of("GET /reset/" + "*".repeat(40) + "/now HTTP/1.1\r\n" + HOST + "\r\n");
    assertThat(recorded.lacksPath()).isTrue();
    assertThat(recorded.leftOut()).asString().isEqualTo("[part of the path (40 bytes)]");
    assertThat(recorded.supplied(recorded.request().target("/reset/abc/now")).lacksPath()).isFalse();
    assertThat(of("GET /a*b/***** HTTP/1.1\r\n" + HOST + "\r\n").lacksPath()).isFalse();
  }

  @Test
  void sendsNoAsterisksOfContent() {
    RecordedRequest recorded =
        of("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\nContent-Type: text/plain\r\n\r\n****");
    assertThat(text(recorded))
        .isEqualTo("POST / HTTP/1.1\r\n" + HOST
            + "Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n");
    assertThat(recorded.leftOut()).containsExactly(new LeftOut(LeftOut.Part.CONTENT, "", 4));
    assertThat(recorded.isSafe()).isFalse();
  }

  @Test
  void sendsContentThatWasKept() {
    RecordedRequest recorded =
        of("PUT / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    assertThat(text(recorded))
        .isEqualTo("PUT / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc");
    assertThat(recorded.leftOut()).isEmpty();
  }

  @Test
  void takesContentOfWhichAPartIsMissingForLost() {
    byte[] head =
        ascii("PUT / HTTP/1.1\r\n" + HOST + "Content-Length: 100\r\n\r\nbegin");
    var kept =
        new KeptBytes(
            head.length + 95, List.of(new Piece(0, head), new Piece(head.length + 92, ascii("end"))));
    RecordedRequest recorded = RecordedRequest.of(kept).orElseThrow();
    assertThat(recorded.leftOut()).containsExactly(new LeftOut(LeftOut.Part.CONTENT, "", 100));
  }

  @Test
  void whatIsSuppliedIsNoLongerLeftOut() {
    RecordedRequest recorded =
        of("GET /?id=**&id2=** HTTP/1.1\r\n" + HOST + "Cookie: ******\r\nX-Key: **\r\n\r\n");
    RecordedRequest supplied =
        recorded.supplied(recorded.request().with("cookie", "a=1").target("/?id=7"));
    assertThat(supplied.leftOut()).asString().isEqualTo("[?id2 (2 bytes), X-Key (2 bytes)]");
  }

  @Test
  void isNoneWithoutAWholeHead() {
    assertThat(RecordedRequest.of(KeptBytes.NONE)).isEmpty();
    assertThat(RecordedRequest.of(KeptBytes.whole(ascii("GET / HTTP/1.1\r\nHost:")))).isEmpty();
    assertThat(RecordedRequest.of(new KeptBytes(9, List.of(new Piece(5, ascii("tail")))))).isEmpty();
  }

  private static RecordedRequest of(String text) {
    return RecordedRequest.of(KeptBytes.whole(ascii(text))).orElseThrow();
  }

  private static String text(RecordedRequest recorded) {
    return new String(recorded.request().toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
