package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.sanitise.Covered.Span;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.RequestReader;
import dev.fivetwenty.wire.Violation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is stored says the same to the judge as what was sent, and nothing to a thief.
class CoveredTest {

  private static final Request HEAD = new Request("HEAD", false, "", List.of(), List.of());

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\\r\\nSet-Cookie: id=7\\r\\nServer: nginx\\r\\nContent-Length: 4\\r\\n\\r\\nbo\\r\\nexcess',"
        + " 'HTTP/1.1 200 OK\\r\\nSet-Cookie: ****\\r\\nServer: nginx\\r\\nContent-Length: 4\\r\\n\\r\\n****e*****'",
    "'HTTP/1.1 200 all of it\\r\\n\\r\\nsecret', 'HTTP/1.1 200 *** ** **\\r\\n\\r\\n******'",
    "'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5;k=v\\r\\nhello\\r\\n0\\r\\nX-Sum: abc\\r\\n\\r\\n',"
        + " 'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5;***\\r\\n*****\\r\\n0\\r\\nX-Sum: ***\\r\\n\\r\\n'",
    "'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabcd\\r\\n',"
        + " 'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\n***d**'",
    "'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n10 bytes\\r\\n',"
        + " 'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n10 b******'",
    "'HTTP/1.1 302 Found\\r\\nLocation: https://u:p@h/a?b=c&d\\r\\n\\r\\n',"
        + " 'HTTP/1.1 302 Found\\r\\nLocation: https://***@h/a?b=*&*\\r\\n\\r\\n'",
    "'HTTP/1.1 200 OK\\r\\nLink: </a?t=1&u=2>; rel=x\\r\\n\\r\\n',"
        + " 'HTTP/1.1 200 OK\\r\\nLink: </a?t=*&u=*>; rel=x\\r\\n\\r\\n'",
    "'SSH-2.0-OpenSSH_9.2\\r\\n', 'SSH-2**************\\r\\n'",
    "'220 mail.shop.example ESMTP\\r\\n', '220 mail************* *SMTP\\r\\n'",
    "'<p>SECRET: 1</p>\\r\\n', '<********* *****\\r\\n'",
    "'HTTP/1.1 2x0 password\\r\\nServer: a\\r\\n\\r\\n', 'HTTP/1.1 2x* ********\\r\\nServer: a\\r\\n\\r\\n'",
    "'HTTP/1.1 200 OK\\r\\nX-\\u00fc: s\\u00e9cret\\r\\n\\r\\n', 'HTTP/1.1 200 OK\\r\\nX-\\u00fc: ******\\r\\n\\r\\n'"
  })
  void staysReadable(String reply, String expected) {
    byte[] bytes = Corpus.unescaped(reply).getBytes(ISO_8859_1);
    assertThat(text(covered(bytes, Profile.CLASSIC))).isEqualTo(Corpus.unescaped(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "/reset/0123456789abcdef0123456789abcdef/now?a=b, /reset/********************************/now?a=*",
    "/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl, /t/*************************************************",
    "/k/Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg-_x1=, /k/***********************************",
    "https://a.test/u/Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg1x, https://a.test/u/********************************",
    // One digit less; a UUID; a title; a file; a name; a number.
    "/reset/0123456789abcdef0123456789abcde, /reset/0123456789abcdef0123456789abcde",
    "/orders/6f1c2b1e-90aa-4c43-9c44-0d6a3f5b7c11, /orders/6f1c2b1e-90aa-4c43-9c44-0d6a3f5b7c11",
    "/blog/How-To-Survive-520-Errors-In-The-Year-2026, /blog/How-To-Survive-520-Errors-In-The-Year-2026",
    "/static/0123456789abcdef0123456789abcdef.css, /static/0123456789abcdef0123456789abcdef.css",
    "/a/ThisIsAVeryLongNameOfSomethingWithoutAnyFigure, /a/ThisIsAVeryLongNameOfSomethingWithoutAnyFigure",
    "/n/%C3%A90123456789abcdef0123456789abcdef, /n/%C3%A90123456789abcdef0123456789abcdef"
  })
  void keysInPathsAreCoveredAndWaysStay(String target, String expected) {
    assertThat(Covered.urls(target)).isEqualTo(expected);
    String request = "GET %s HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(text(Covered.request(request.formatted(target).getBytes(ISO_8859_1), true)))
        .isEqualTo(request.formatted(expected));
    String reply = "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n";
    assertThat(text(covered(reply.formatted(target).getBytes(ISO_8859_1), Profile.CLASSIC)))
        .isEqualTo(reply.formatted(expected));
    isTheSameToEveryJudge(reply.formatted(target));
  }

  @Test
  void theJudgeSaysTheSameOfEveryReplyOfTheCorpus() throws Exception {
    List<String> all = Corpus.replies();
    assertThat(all).hasSizeGreaterThan(300);
    all.forEach(CoveredTest::isTheSameToEveryJudge);
  }

  @Test
  void theJudgeSaysTheSameOfAnythingThatIsAlmostAReply() {
    String[] pieces = {
      "HTTP/1.1 200 OK\r\n", "HTTP/1.1 103 Early\r\n", "\r\n", "\n", "\r", "\0", " ", ":", "=", "\t",
      "Server: a\r\n", "Set-Cookie: s=SECRET\r\n", "Content-Length: 3\r\n", "X", "Location: /a?SECRET\r\n",
      "no colon SECRET\r\n", " fold: SECRET\r\n", "HTTP/1.1 ", "\u0080", "Transfer-Encoding: chunked\r\n",
      "\r\n", "5\r\n", "0\r\n", "a;SECRET\r\n", "\r\nSECRET\r\n", "abc\r\n", "0x1\r\n", "Link: <?SECRET>\r\n",
      "220 ", "-ERR", "<", "{", "\u0016\u0003\u0001", "Status: 200\r\n", "HTTP/1.1 500 SECRET\r\n"
    };
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("rounds", 4000); i++) {
      var reply = new StringBuilder(random.nextInt(3) == 0 ? "" : pieces[0]);
      for (int n = random.nextInt(14); n > 0; n--) {
        reply.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        isTheSameToEveryJudge(reply.toString());
        assertThat(text(covered(reply.toString().getBytes(ISO_8859_1), Profile.CLASSIC)))
            .doesNotContain("SECRET");
      } catch (Error | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed + ": " + Shown.text(reply.toString()), e);
      }
    }
  }

  private static void isTheSameToEveryJudge(String reply) {
    byte[] bytes = reply.getBytes(ISO_8859_1);
    for (Profile profile : Profile.builtIn()) {
      for (Ending ending : List.of(Ending.FIN, Ending.SILENCE)) {
        for (Request request : List.of(Request.GET, HEAD)) isTheSame(bytes, ending, request, profile);
      }
    }
  }

  private static void isTheSame(byte[] bytes, Ending ending, Request request, Profile profile) {
    var before = Replay.of(bytes, ending, request, profile);
    byte[] covered = Covered.reply(bytes, before.report());
    var after = Replay.of(covered, ending, request, profile);
    String what = profile.name() + " " + ending + " " + Shown.text(text(bytes));
    assertThat(covered).as(what).hasSameSizeAs(bytes);
    assertThat(after.report().violations()).as(what).isEqualTo(before.report().violations());
    assertThat(said(after)).as(what).isEqualTo(said(before));
    assertThat(after.report().sectionBytes()).as(what).isEqualTo(before.report().sectionBytes());
  }

  private static Optional<String> said(Replay replay) {
    return replay.judgement().verdict().map(CoveredTest::said);
  }

  private static String said(Verdict verdict) {
    return verdict.cause() + " " + verdict.stage() + " " + verdict.offset();
  }

  @Test
  void aKeyAmongSubProtocolsIsCoveredAndTheirNamesStay() {
    String key = "base64url.bearer.authorization.k8s.io.c2VjcmV0";
    String request =
        "GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Protocol: %s, base64.binary.k8s.io\r\n\r\n";
    byte[] covered = Covered.request(request.formatted(key).getBytes(ISO_8859_1), true);
    assertThat(new String(covered, ISO_8859_1)).isEqualTo(request.formatted("*".repeat(key.length())));
  }

  @Test
  void theReaderOfRequestsSaysTheSameOfEveryRequestOfTheCorpus() throws Exception {
    for (String request : Corpus.requests()) {
      byte[] bytes = request.getBytes(ISO_8859_1);
      if (refused(bytes).isPresent()) continue;
      assertThat(refused(Covered.request(bytes, true))).as(Shown.text(request)).isEmpty();
    }
  }

  private static Optional<Violation> refused(byte[] bytes) {
    var reader = new RequestReader(new Limits(8192, 65536, 65536, 1000, 8, 8192, 8192, 65536));
    var input = ByteBuffer.wrap(bytes);
    while (input.hasRemaining()) {
      switch (reader.read(input)) {
        case COMPLETE -> reader.begin(reader.offset());
        case REJECTED -> {
          return reader.rejection();
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /a?b=c&d HTTP/1.1\\r\\nHost: h\\r\\nCookie: x=y\\r\\n\\r\\n', true,"
        + " 'GET /a?b=*&* HTTP/1.1\\r\\nHost: h\\r\\nCookie: ***\\r\\n\\r\\n'",
    "'\\r\\nGET http://u:p@h/?q HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n', true,"
        + " '\\r\\nGET http://***@h/?* HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n'",
    "'POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nab\\r\\n0\\r\\n\\r\\n', true,"
        + " 'POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\n**\\r\\n0\\r\\n\\r\\n'",
    "'POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nabc', false,"
        + " 'POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n***'",
    "'POST / HTTP/1.1\\r\\nContent-Length: 3\\r\\n\\r\\na\\r\\n', true,"
        + " 'POST / HTTP/1.1\\r\\nContent-Length: 3\\r\\n\\r\\n***'"
  })
  void requestsKeepTheirNamesAndTheirFraming(String request, boolean framed, String expected) {
    byte[] bytes = Corpus.unescaped(request).getBytes(ISO_8859_1);
    assertThat(text(Covered.request(bytes, framed))).isEqualTo(Corpus.unescaped(expected));
  }

  @Test
  void whatComesLaterKeepsOnlyKnownFraming() {
    String reply =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n6\r\nsecond\r\n5;e=x\r\nthird\r\nzz\r\n";
    byte[] bytes = reply.getBytes(ISO_8859_1);
    var report = Replay.of(bytes, Ending.OPEN, Request.GET, Profile.CLASSIC).report();
    int from = reply.indexOf("6\r\nsecond");
    byte[] later = reply.substring(from).getBytes(ISO_8859_1);
    int second = reply.indexOf("second");
    int third = reply.indexOf("third");

    assertThat(
            text(
                Covered.replyFrom(
                    from, later,
                    List.of(new Span(second, second + 6), new Span(third, third + 5)), report)))
        .isEqualTo("*********\r\n5;***\r\n*****\r\nz***");
    assertThat(text(Covered.replyFrom(from, later, List.of(), report)))
        .isEqualTo("*".repeat(reply.indexOf("zz") - from) + "z***");
  }

  private static byte[] covered(byte[] bytes, Profile profile) {
    return Covered.reply(bytes, Replay.of(bytes, Ending.FIN, Request.GET, profile).report());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
