package dev.fivetwenty.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.Reply;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real edge that asks failing origins whether they are back.
class RecoveriesTest {

  private static final String HOST = "shop.test";
  private static final List<String> PAGES = List.of("/a", "/b", "/c");
  private static final long PATIENCE_NANOS = 90_000_000_000L;

  @TempDir Path folder;

  private final TestOrigin one = new TestOrigin();
  private final TestOrigin two = new TestOrigin();
  private Archive archive;
  private TestEdge edge;

  private enum State {
    LIVE, CLOSING, SILENT
  }

  private static final class TestOrigin {

    private volatile State state = State.LIVE;
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final RawOrigin origin = RawOrigin.doing(this::serve);

    private void serve(RawOrigin.Peer peer) throws IOException, InterruptedException {
      while (true) {
        heads.add(peer.readHead());
        if (state == State.CLOSING) return;
        if (state == State.SILENT) peer.hold();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlive");
      }
    }

    List<String> probes() {
      return heads.stream().filter(head -> head.contains("\r\nUser-Agent: fivetwenty-probe/")).toList();
    }

    /// Returns how many requests were not the edge's own.
    int visits() {
      return heads.size() - probes().size();
    }
  }

  @BeforeEach
  void start() throws Exception {
    archive = FileArchive.open(folder, 64 << 20, 4 << 20, System.err::println);
    edge = TestEdge.keeping(Profile.CLASSIC, () -> archive, List.of(route("true", one)));
    for (String page : PAGES) assertThat(get(page)).isEqualTo("live");
    archive.settle();
  }

  @AfterEach
  void close() {
    edge.close();
    archive.close();
    one.origin.close();
    two.origin.close();
  }

  private static Route route(String terms, TestOrigin... origins) {
    var servers = Stream.of(origins).map(each -> TestEdge.server(each.origin.port()));
    return TestEdge.keeping("*", terms, servers.toArray(OriginServer[]::new));
  }

  /// Returns the content, behind `asked` or `spared` where it is a copy's.
  private String get(String path) throws IOException {
    try (var caller = new Caller(edge.address())) {
      Reply reply = caller.get(HOST, path);
      assertThat(reply.status()).isEqualTo(200);
      String how = reply.field("Cache-Status").orElse("");
      return (how.contains("; fwd=stale;") ? "asked " : how.contains("; hit;") ? "spared " : "") + reply.text();
    }
  }

  /// Has the route be out, because so many of its pages fail.
  private void fail(TestOrigin... origins) throws IOException {
    for (TestOrigin origin : origins) origin.state = State.CLOSING;
    for (String page : PAGES) assertThat(get(page)).isEqualTo("asked live");
  }

  private void returns() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!get("/a").equals("live")) assertThat(System.nanoTime()).isLessThan(deadline);
  }

  private void untilProbes(TestOrigin origin, int count) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (origin.probes().size() < count) {
      assertThat(get("/a")).isEqualTo("spared live");
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void theEdgeAsksInPlaceOfVisitorsOnceAStep() throws Exception {
    long began = System.nanoTime();
    fail(one);
    int visits = one.visits();
    untilProbes(one, 4);
    long halfSeconds = (System.nanoTime() - began) / 500_000_000;
    assertThat(one.visits()).isEqualTo(visits);
    assertThat(one.probes().size()).isLessThanOrEqualTo((int) (4 + halfSeconds));
    assertThat(one.probes()).allSatisfy(
        head ->
            assertThat(head)
                .startsWith("GET /a HTTP/1.1\r\n")
                .contains("\r\nHost: shop.test\r\n", "\r\nVia: 1.1 fivetwenty\r\n")
                .containsPattern("\r\nRay-Id: [0-9a-f]{16}-TST\r\n")
                .containsPattern("\r\nCDN-Loop: fivetwenty-[0-9a-f]{16}\r\n"));
    one.state = State.LIVE;
    returns();
  }

  @Test
  void aProbeThatIsNotAnsweredDoesNotHoldUpTheNext() throws Exception {
    fail(one);
    one.state = State.SILENT;
    untilProbes(one, 6);
    one.state = State.LIVE;
    returns();
  }

  @Test
  void allOriginsAreAskedAndOneIsEnough() throws Exception {
    edge.reload(List.of(route("true", one, two)));
    fail(one, two);
    untilProbes(one, 2);
    untilProbes(two, 2);
    two.state = State.LIVE;
    returns();
  }

  @Test
  void aReloadForgetsAnOutageOnlyWithTheOriginThatHasIt() throws Exception {
    fail(one);
    untilProbes(one, 1);
    int visits = one.visits();
    edge.reload(List.of(route("{banner: false}", one)));
    untilProbes(one, one.probes().size() + 2);
    assertThat(one.visits()).isEqualTo(visits);
    edge.reload(List.of(route("true", two)));
    assertThat(get("/a")).isEqualTo("live");
    assertThat(two.probes()).isEmpty();
  }

  @Test
  void whereTheOwnerWantsNoProbesVisitorsFindOut() throws Exception {
    edge.reload(List.of(route("{probe: false}", one)));
    fail(one);
    one.state = State.LIVE;
    returns();
    assertThat(one.probes()).isEmpty();
  }
}
