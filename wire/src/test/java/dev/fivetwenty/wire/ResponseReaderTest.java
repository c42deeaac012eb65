package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fivetwenty.wire.ResponseReader.Event;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseReaderTest {

  private static final String HEAD =
      """
      HTTP/1.1 200 Fine\r
      Server: x\r
      Set-Cookie: a=b\r
       ; path=/\r
      Content-Length: 5\r
      \r
      """;

  private final ResponseReader reader = new ResponseReader(Profile.CLASSIC);

  @Test
  void eventsFollowTheMessage() {
    ByteBuffer input = bytes("HTTP/1.1 100 Continue\r\n\r\n" + HEAD + "helloEXTRA");

    assertThat(reader.read(input)).isEqualTo(Event.INTERIM_HEAD);
    assertThat(reader.head().status()).isEqualTo(100);
    assertThat(reader.read(input)).isEqualTo(Event.FINAL_HEAD);
    assertThat(reader.head().status()).isEqualTo(200);
    assertThat(reader.read(input)).isEqualTo(Event.CONTENT);
    assertThat(text(input, reader.contentStart(), reader.contentEnd())).isEqualTo("hello");
    assertThat(reader.read(input)).isEqualTo(Event.COMPLETE);
    assertThat(input.remaining()).isEqualTo(5);
    assertThat(reader.read(input)).isEqualTo(Event.COMPLETE);
    assertThat(input.remaining()).isZero();

    WireReport report = reader.end(Ending.OPEN);
    assertThat(report.excessBytes()).isEqualTo(5);
    assertThat(report.interimCount()).isOne();
    assertThat(report.interimBytes()).isEqualTo(25);
    assertThat(report.lastInterim()).isEqualTo(100);
  }

  @Test
  void contentIsNotConsumedWithTheHead() {
    ByteBuffer input = bytes(HEAD + "hello");
    reader.read(input);
    assertThat(input.position()).isEqualTo(HEAD.length());
  }

  @Test
  void theIndexShowsWhereFieldsStand() {
    reader.read(bytes(HEAD));
    ResponseIndex head = reader.head();

    assertThat(head.fieldCount()).isEqualTo(3);
    assertThat(head.name(1)).isEqualTo("Set-Cookie");
    assertThat(head.value(1)).isEqualTo("a=b ; path=/");
    assertThat(slice(head, head.valueStart(1), head.valueEnd(1))).isEqualTo("a=b   ; path=/");
    assertThat(slice(head, head.lineEnd(0), head.nameEnd(1))).isEqualTo("Set-Cookie");
    assertThat(slice(head, head.reasonStart(), head.reasonEnd())).isEqualTo("Fine");
    assertThat(head.find("SERVER", 0)).isZero();
    assertThat(head.find("server", 1)).isEqualTo(-1);
    assertThat(head.framing()).isEqualTo(Framing.LENGTH);
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(head.keepAlive()).isTrue();
    assertThat(head.end()).isEqualTo(HEAD.length());
  }

  @Test
  void theReportCopiesTheHead() {
    reader.begin(Request.GET, 1000);
    Reading.feed(reader, bytes(HEAD + "hello"));
    WireReport report = reader.end(Ending.OPEN);

    ResponseHead head = report.head().orElseThrow();
    assertThat(head.version()).isEqualTo("HTTP/1.1");
    assertThat(head.reason()).isEqualTo("Fine");
    assertThat(head.offset()).isEqualTo(1000);
    assertThat(head.statusLineBytes()).isEqualTo(17);
    assertThat(head.fields())
        .containsExactly(
            new Field("Server", "x", 1019, 11),
            new Field("Set-Cookie", "a=b ; path=/", 1030, 28),
            new Field("Content-Length", "5", 1058, 19));
    assertThat(report.sectionBytes()).isEqualTo(58).isEqualTo(head.sectionBytes());
    assertThat(report.largestFields())
        .extracting(Field::name)
        .containsExactly("Set-Cookie", "Content-Length", "Server");
    assertThat(report.glitches()).extracting(Violation::offset).containsExactly(1047L);
  }

  @Test
  void aHeadThatBrokeOffShowsItsCompleteFields() {
    Reading.feed(reader, bytes("HTTP/1.1 200 OK\r\nServer: x\r\nX-A: b\r\n c"));
    WireReport report = reader.end(Ending.RST);

    assertThat(report.head()).isEmpty();
    assertThat(report.partialHead()).extracting(Field::name).containsExactly("Server");
    assertThat(report.reached()).isEqualTo(Reached.HEADERS);
  }

  @Test
  void theFieldThatReachesOverTheLimitIsNamedWithItsSizeAndWhatWasReadOfIt() {
    Reading.feed(reader, bytes("HTTP/1.1 200 OK\r\nServer: x\r\nX-Big: " + "a".repeat(9000)));
    WireReport report = reader.end(Ending.OPEN);

    Field cut = report.partialHead().getLast();
    assertThat(cut.cut()).isTrue();
    assertThat(cut.value()).hasSize(8192 - 11 - 7);
    assertThat(cut.lineBytes()).isEqualTo(9007);
    assertThat(report.sectionWhole()).isFalse();

    assertThat(report.rejection().orElseThrow().offset()).isEqualTo(17 + 8192);
    assertThat(report.largestFields())
        .extracting(Field::name, Field::lineBytes)
        .containsExactly(tuple("X-Big", 9007), tuple("Server", 11));
  }

  @Test
  void aRefusalIsToldAtOnceAndMeasuredOn() {
    String head = "HTTP/1.1 200 OK\r\nX-Big: " + "a".repeat(9000);
    assertThat(reader.read(bytes(head))).isEqualTo(ResponseReader.Event.REFUSED);
    assertThat(reader.read(bytes("\r\nY: b\r\n"))).isEqualTo(ResponseReader.Event.NEED_MORE);
    assertThat(reader.read(bytes("\r\nhello"))).isEqualTo(ResponseReader.Event.REJECTED);
    WireReport report = reader.end(Ending.OPEN);

    assertThat(report.sectionBytes()).isEqualTo(9009 + 6);
    assertThat(report.sectionWhole()).isTrue();
    assertThat(report.bytes()).isEqualTo(head.length() + 8 + 7);
  }

  @Test
  void trailersThatAreBrokenOffAreNone() {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    Reading.feed(reader, bytes(head + "5\r\nhello\r\n0\r\nX-A: 1\r\nX-B: "));
    WireReport report = reader.end(Ending.RST);

    assertThat(report.reached()).isEqualTo(Reached.COMPLETE);
    assertThat(report.glitches()).extracting(Violation::rule).containsExactly(Rule.TRAILER_CUT);
    assertThat(reader.trailers().fieldCount()).isZero();
  }

  @Test
  void aRefusalWithNothingLeftToMeasureIsARejection() {
    String head = "HTTP/1.1 200 OK\r\nX-Big: " + "a".repeat(9000) + "\r\n\r\n";
    assertThat(reader.read(bytes(head))).isEqualTo(ResponseReader.Event.REJECTED);
    reader.begin(Request.GET, 0);
    assertThat(reader.read(bytes("HTTP/1.1 200 OK\r\nbogus\r\n")))
        .isEqualTo(ResponseReader.Event.REJECTED);
  }

  @Test
  void nextExchangeStartsClean() {
    Reading.feed(reader, bytes("HTTP/1.1 200 OK\r\nX-A : b\r\nConnection: close\r\n\r\n"));
    assertThat(reader.end(Ending.FIN).keepAlive()).isFalse();
    reader.begin(Request.GET, 50);
    Reading.feed(reader, bytes(HEAD.replace("\r\n ;", ";") + "hello"));
    WireReport report = reader.end(Ending.OPEN);

    assertThat(report.violations()).isEmpty();
    assertThat(report.keepAlive()).isTrue();
    assertThat(report.fieldCount()).isEqualTo(3);
  }

  @Test
  void manyViolationsAreCountedAndTheFirstOnesKept() {
    Reading.feed(reader, bytes("HTTP/1.1 200 OK\r\nX: " + "\1".repeat(100) + "\0"));
    WireReport report = reader.end(Ending.OPEN);

    assertThat(report.violationCount()).isEqualTo(101);
    assertThat(report.violations()).hasSize(ResponseReader.MAX_VIOLATIONS);
    assertThat(report.rejection()).map(Violation::rule).contains(Rule.HDR_NUL_VALUE);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void noProfileCanTolerateALostBoundary(Rule rule) {
    Profile lenient =
        Profile.CLASSIC.derive(
            "lenient", Profile.CLASSIC.limits(), Profile.CLASSIC.timeouts(),
            new EnumMap<>(Map.of(rule, Decision.ACCEPT)));
    var violations = new Violations(lenient);
    boolean lost = rule.boundary() == Boundary.LOST;

    assertThat(violations.allows(rule, 3, 'x')).isEqualTo(!lost);
    assertThat(violations.kept()).hasSize(lost ? 1 : 0);
  }

  @Test
  void aValidHeadAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer input = bytes(HEAD.replace("\r\n ;", ";") + "hello");
    long id = Thread.currentThread().threadId();
    int readings = 10_000;
    long before = 0;
    for (int i = 0; i < 2 * readings; i++) {
      if (i == readings) before = threads.getThreadAllocatedBytes(id);
      reader.begin(Request.GET, 0);
      Reading.feed(reader, input.rewind());
    }
    long perReading = (threads.getThreadAllocatedBytes(id) - before) / readings;
    assertThat(perReading).isZero();
  }

  @Test
  void directBuffersAreReadLikeArrays() {
    ByteBuffer direct = ByteBuffer.allocateDirect(200).put(bytes(HEAD + "hello")).flip();
    Reading.feed(reader, direct);
    assertThat(Reading.says(reader.end(Ending.OPEN)))
        .containsExactly(
            "hdr-obs-fold at byte 47 (RFC 9112 §5.2): 0x20",
            "kept in complete, length framing, 5 bytes of content");
  }

  @Test
  void webSocketOffersMayBePicked() {
    var request =
        new Request(
            "GET",
            true,
            "dGhlIHNhbXBsZSBub25jZQ==",
            List.of("chat"),
            List.of("permessage-deflate"));
    reader.begin(request, 0);
    Reading.feed(
        reader,
        bytes(
            """
            HTTP/1.1 101 Switching Protocols\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Sec-WebSocket-Protocol: chat\r
            Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=15\r
            \r
            """));
    assertThat(reader.end(Ending.OPEN).violations()).isEmpty();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private static String text(ByteBuffer input, int from, int to) {
    return new String(input.array(), from, to - from, ISO_8859_1);
  }

  private static String slice(HeadIndex head, int from, int to) {
    return new String(head.bytes(), from, to - from, ISO_8859_1);
  }
}
