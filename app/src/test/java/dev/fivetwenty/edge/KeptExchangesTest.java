package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Replay;
import dev.fivetwenty.edge.TestEdge.Seen;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.origin.tape.Tapes;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Kept.Why;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.KeptBytes.Piece;
import dev.fivetwenty.recorder.Watch;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the recorder is handed of exchanges through a real edge, octet for octet.
class KeptExchangesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int PIECES = 500;

  private record Played(String name, byte[] bytes, String ending) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofEveryBrokenReplyItsBytesAreKept(boolean inPieces) throws Exception {
    List<Played> all = corpus();
    try (RawOrigin origin = RawOrigin.doing(peer -> play(peer, all, inPieces));
        TestEdge edge = TestEdge.with(hasty(), origin.port())) {
      int failed = 0;
      for (int i = 0; i < all.size(); i++) {
        String target = "/" + i;
        try (var caller = new Caller(edge.address())) {
          caller.get("shop.example", target);
        }
        Seen seen = edge.seen(s -> s.target().equals(target));
        if (seen.cause().isEmpty()) continue;
        failed++;
        isAsItWasSent(all.get(i), seen);
      }
      assertThat(failed).isGreaterThan(60);
    }
  }

  private static void play(RawOrigin.Peer peer, List<Played> all, boolean inPieces)
      throws IOException {
    String head = peer.readHead();
    Played played = all.get(Integer.parseInt(head.substring(5, head.indexOf(' ', 5))));
    int size = inPieces ? Math.max(1, played.bytes.length / PIECES) : Integer.MAX_VALUE;
    for (int at = 0; at < played.bytes.length; at += size) {
      int to = Math.min(at + size, played.bytes.length);
      peer.write(Arrays.copyOfRange(played.bytes, at, to));
      if (!inPieces) break;
    }
    switch (played.ending) {
      case "rst" -> peer.reset();
      default -> {
        peer.fin();
        peer.awaitClose();
      }
    }
  }

  private static void isAsItWasSent(Played played, Seen seen) {
    Kept kept = seen.kept().orElseThrow(() -> new AssertionError(played.name));
    assertThat(kept.why()).isEqualTo(Why.FAILED);
    assertThat(kept.attempts()).as(played.name).isNotEmpty();
    KeptAttempt last = kept.attempts().getLast();
    KeptBytes received = last.received();
    isPartOf(played.bytes, received, played.name);
    if (seen.offset() >= 0 && seen.offset() < received.total()) {
      assertThat(received.pieces()).as(played.name + " at " + seen.offset())
          .anyMatch(p -> p.offset() <= seen.offset() && seen.offset() < p.end());
    }
    if (received.isWhole() && received.total() == played.bytes.length) {
      byte[] whole = received.total() == 0 ? new byte[0] : received.pieces().getFirst().bytes();
      Ending ending = last.observation().ending();
      assertThat(
              Replay.of(whole, ending, Request.GET, hasty()).judgement().verdict()
                  .map(v -> v.cause().slug()))
          .as(played.name).isEqualTo(seen.cause());
    }
    assertThat(new String(last.sent().pieces().getFirst().bytes(), ISO_8859_1))
        .startsWith("GET " + seen.target() + " HTTP/1.1\r\nHost: shop.example\r\n")
        .contains("\r\nRay-Id: ").endsWith("\r\n\r\n");
    assertThat(new String(kept.request().pieces().getFirst().bytes(), ISO_8859_1))
        .isEqualTo("GET " + seen.target() + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  }

  private static void isPartOf(byte[] sent, KeptBytes kept, String name) {
    for (Piece piece : kept.pieces()) {
      int from = (int) piece.offset();
      assertThat(piece.bytes()).as(name + " from " + from)
          .isEqualTo(Arrays.copyOfRange(sent, from, from + piece.bytes().length));
    }
  }

  /// Waits are short: silence is an ending like others here.
  private static Profile hasty() {
    Duration wait = Duration.ofSeconds(1);
    return Profile.CLASSIC.withTimeouts(
        new Timeouts(wait, wait, wait, wait, wait, wait, wait, Duration.ofSeconds(90)));
  }

  private static List<Played> corpus() throws IOException {
    var all = new ArrayList<Played>();
    for (String line : Files.readAllLines(Path.of("../corpus/wire/responses.jsonl"))) {
      JsonNode one = JsonMapper.shared().readTree(line);
      byte[] bytes = Base64.getDecoder().decode(one.get("bytes_base64").asString());
      if (one.get("ending").asString().equals("open")) continue;
      all.add(new Played(one.get("case").asString(), bytes, one.get("ending").asString()));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"GET, 2", "POST, 1"})
  void bothAttemptsOfARetryAreKept(String method, int attempts) throws Exception {
    var connections = new AtomicInteger();
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  if (connections.incrementAndGet() == 1) peer.write(OK);
                  if (connections.get() == 1) peer.readHead();
                  // The kept connection ends without a byte, and the next one, too.
                  peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.get("shop.example", "/first");
      caller.ask(method, "shop.example", "/second", "Content-Length: 0");
      Kept kept = edge.seen(s -> s.target().equals("/second")).kept().orElseThrow();

      assertThat(kept.attempts()).hasSize(attempts);
      assertThat(kept.attempts().getFirst().exchange()).isEqualTo(2);
      assertThat(kept.attempts().getFirst().observation().use().isReused()).isTrue();
      assertThat(kept.verdict().orElseThrow().cause())
          .isEqualTo(kept.attempts().getLast().judgement().verdict().orElseThrow().cause());
    }
  }

  @Test
  void aFailureThatAnotherAttemptMadeGoodIsKeptToo() throws Exception {
    var connections = new AtomicInteger();
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  boolean first = connections.incrementAndGet() == 1;
                  peer.write(OK);
                  if (!first) peer.awaitClose();
                  peer.readHead();
                  peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.get("shop.example", "/first");
      assertThat(caller.get("shop.example", "/second").status()).isEqualTo(200);
      Kept kept = edge.seen(s -> s.target().equals("/second")).kept().orElseThrow();

      assertThat(kept.why()).isEqualTo(Why.RETRIED);
      assertThat(kept.verdict()).isEmpty();
      assertThat(kept.attempts()).hasSize(2);
      assertThat(kept.attempts().getLast().received().total()).isEqualTo(OK.length());
    }
  }

  @Test
  void ofLargeContentsOnlyTheEdgesAreKept() throws Exception {
    int size = 64 << 20;
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < block.length; i++) block[i] = (byte) (i * 31 >> 3);
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.readBytes(size);
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + (size + 1) + "\r\n\r\n");
                  for (int i = 0; i < size >> 20; i++) peer.write(block);
                  peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.send(Caller.head("POST", "shop.example", "/up", "Content-Length: " + size));
      caller.sendContent(size);
      caller.read("POST");
      Seen seen = edge.seen(s -> s.target().equals("/up"));
      Kept kept = seen.kept().orElseThrow();
      KeptBytes received = kept.attempts().getFirst().received();

      assertThat(seen.cause()).hasValue(Cause.BODY_SHORT_FIN.slug());
      isOfEdges(kept.request(), size);
      isOfEdges(kept.attempts().getFirst().sent(), size);
      isOfEdges(received, size);
      assertThat(received.pieces().getLast().end()).isEqualTo(received.total());
      assertThat(received.pieces().getLast().bytes())
          .isEqualTo(Arrays.copyOfRange(block, block.length - Tapes.EDGE, block.length));
    }
  }

  private static void isOfEdges(KeptBytes kept, int content) {
    assertThat(kept.total()).isGreaterThan(content);
    assertThat(kept.pieces()).hasSize(2);
    int head = (int) (kept.total() - content);
    assertThat(kept.pieces().getFirst().bytes()).hasSize(head + Tapes.EDGE);
    assertThat(kept.pieces().getLast().bytes()).hasSize(Tapes.EDGE);
    assertThat(kept.pieces().getLast().end()).isEqualTo(kept.total());
  }

  @Test
  void chunkedContentIsToldFromItsFraming() throws Exception {
    String reply =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + ("1000\r\n" + "x".repeat(0x1000) + "\r\n").repeat(20) + "zz\r\nrest";
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write(reply);
                  peer.hold();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.get("shop.example", "/chunks");
      KeptBytes received =
          edge.seen(s -> s.target().equals("/chunks")).kept().orElseThrow()
              .attempts().getFirst().received();

      isPartOf(reply.getBytes(ISO_8859_1), received, reply);
      assertThat(received.contents()).isNotEmpty();
      for (var span : received.contents()) {
        assertThat(reply.substring((int) span.from(), (int) span.to())).matches("x+");
      }
      assertThat(reply.substring((int) received.contents().getLast().to())).startsWith("\r\nzz");
    }
  }

  @Test
  void soundExchangesAreKeptOnlyForAReason() throws Exception {
    String large = "X-Large: " + "x".repeat(7000) + "\r\n";
    Map<String, String> replies =
        Map.of(
            "/sound", OK,
            "/glitch", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
            "/near", "HTTP/1.1 200 OK\r\n" + large + "Content-Length: 2\r\n\r\nok",
            "/watched/a", OK);
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  while (true) peer.write(replies.get(peer.readHead().split(" ")[1]));
                });
        TestEdge edge = TestEdge.to(origin.port())) {
      edge.watches().add(new Watch(0, "/watched/", "", "", 1, Instant.EPOCH), Duration.ofHours(1));

      assertThat(reason(edge, "/sound")).isEmpty();
      assertThat(reason(edge, "/glitch")).hasValue(Why.GLITCHES);
      assertThat(reason(edge, "/near")).hasValue(Why.NEAR_LIMIT);
      assertThat(reason(edge, "/watched/a")).hasValue(Why.WATCHED);
    }
  }

  private static Optional<Why> reason(TestEdge edge, String target) throws Exception {
    try (var caller = new Caller(edge.address())) {
      assertThat(caller.get("shop.example", target).status()).isEqualTo(200);
    }
    return edge.seen(s -> s.target().equals(target)).kept().map(Kept::why);
  }

  @Test
  void aDefectOfOursIsKeptWithTheBytesSoFar() throws Exception {
    String begun = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write(begun);
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      edge.watches().add(new Watch(0, "/other", "", "", 1, Instant.EPOCH), Duration.ofHours(1));
      caller.send(
          Caller.head("POST", "shop.example", "/defect", "Transfer-Encoding: chunked"));
      // Of what has come here, the edge has seen the beginning.
      caller.take("HTTP/1.1 200 OK\r\n".length());
      edge.failOnce();
      caller.send("no chunk\r\n");

      Seen seen = edge.seen(s -> s.target().equals("/defect"));
      assertThat(seen.cause()).contains(Cause.EDGE_DEFECT.slug());
      Kept kept = seen.kept().orElseThrow();
      assertThat(kept.why()).isEqualTo(Why.FAILED);
      assertThat(kept.attempts()).hasSize(1);
      KeptBytes received = kept.attempts().getFirst().received();
      isPartOf(begun.getBytes(ISO_8859_1), received, "defect");
      assertThat(received.total()).isPositive();
    }
  }

  @Test
  void aRefusedRequestIsNoIncident() throws Exception {
    try (TestEdge edge = TestEdge.to(9);
        var caller = new Caller(edge.address())) {
      caller.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").read("GET");

      Seen seen = edge.seen(s -> s.status() == 400);
      assertThat(seen.kept()).isEmpty();
      assertThat(seen.surplus()).isFalse();
    }
  }
}
