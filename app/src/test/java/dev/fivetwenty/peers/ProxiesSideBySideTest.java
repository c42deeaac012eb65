package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.Reply;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Every malformed reply of the corpus through real nginx, real HAProxy and the edge, side by side.
///
/// What both real ones serve is served by the edge, too; a reply that broke off looks broken off;
/// and whatever an origin sent, the next request gets its own answer.
@ExtendWith(NoLeaks.class)
class ProxiesSideBySideTest {

  /// What `classic` is about: both real proxies take these, and the documented 520 does not. Some
  /// are over the limits of `current`, too.
  private static final Set<String> LIMITS =
      Set.of("limit-header-section", "limit-header-field", "limit-header-count", "hdr-none");

  /// Cases that both real proxies serve and that are still refused, with the reason.
  private static final Map<String, String> REFUSED =
      Map.of(
          "sl_reason_nul", "four of ten consumers refuse a NUL, newer HAProxy among them",
          "x_103_x2000",
          "64 KiB of interim replies are a flood; nginx takes the first for the final one");

  /// Replies that broke off, told by hand: no judge is asked.
  private static final Set<String> BROKEN_OFF =
      Set.of(
          "em_fin", "em_rst", "em_crlf_only", "tr_sl_fin", "tr_sl_rst", "tr_after_sl_fin",
          "tr_hdr_fin", "tr_hdr_rst", "tr_hdr_complete_noblank", "cl_trunc_fin", "cl_trunc_rst",
          "cl_zero_recv", "eof_rst", "ck_trunc_mid", "ck_trunc_mid_rst", "ck_no_last",
          "x_100_only");

  private static final Duration LONG = Duration.ofSeconds(20);

  /// For replies that wait for more bytes than come.
  private static final Duration BRIEF = Duration.ofSeconds(4);

  private static final int THREADS = 64;

  /// A proxy under test.
  private record Proxy(String name, InetSocketAddress at, Optional<TestEdge> edge) {}

  /// @param reply  the reply to the case
  /// @param cause  what the edge says of it; empty for real proxies
  private record Cell(ProxiedReply reply, Optional<String> cause) {}

  private List<MeasuredReply> cases;

  @Test
  void whatProxiesMakeOfBrokenReplies(@TempDir Path folder) throws Exception {
    cases = MeasuredReply.all();
    int nginxPort = Peer.freePort();
    int haproxyPort = Peer.freePort();
    try (var origin = RawOrigin.doing(this::serve);
        var nginx = WitnessesTest.nginx(folder, nginxPort, origin.port(), LONG);
        var haproxy = WitnessesTest.haproxy(folder, haproxyPort, origin.port(), LONG);
        var classic = edge(Profile.CLASSIC, LONG, origin.port());
        var current = edge(Profile.CURRENT, LONG, origin.port());
        var strict = edge(Profile.STRICT, LONG, origin.port())) {
      assertThat(nginx.pid()).isNotEqualTo(haproxy.pid());
      List<Proxy> proxies =
          List.of(
              real(Programs.version("nginx", "-v"), nginxPort),
              real(Programs.version("haproxy", "-v"), haproxyPort),
              ours("classic", classic), ours("current", current), ours("strict", strict));
      List<List<Cell>> table = asked(proxies, "/case/");
      judge(table);
      compare(proxies, table);
    }
  }

  /// The same replies from an origin that keeps every connection open and answers what comes next
  /// on it: nothing of one reply may become part of another's.
  @Test
  void noRequestGetsBytesOfTheReplyBefore() throws Exception {
    cases = MeasuredReply.all();
    try (var origin = RawOrigin.doing(this::serve);
        var classic = edge(Profile.CLASSIC, BRIEF, origin.port());
        var current = edge(Profile.CURRENT, BRIEF, origin.port());
        var strict = edge(Profile.STRICT, BRIEF, origin.port())) {
      List<Proxy> edges =
          List.of(ours("classic", classic), ours("current", current), ours("strict", strict));
      var served = new ArrayList<String>();
      for (List<Cell> row : asked(edges, "/open/")) {
        for (Cell cell : row) {
          if (cell.reply().isServed()) served.add(cell.reply().toString());
          if (cell.cause().isPresent()) assertThat(cell.reply().isServed()).isFalse();
        }
      }
      assertThat(served).hasSizeGreaterThan(150);
    }
  }

  // The origin.

  private void serve(RawOrigin.Peer peer) throws IOException {
    while (true) {
      String[] target = peer.readHead().split(" ")[1].split("/");
      if (target[1].equals("own")) {
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + target[2].length() + "\r\n\r\n" + target[2]);
        continue;
      }
      MeasuredReply one = cases.get(Integer.parseInt(target[2]));
      peer.write(one.reply());
      if (target[1].equals("open")) continue;
      switch (one.ending()) {
        case "rst" -> peer.reset();
        case "fin" -> peer.fin();
        default -> {
          // Stays open.
        }
      }
      peer.awaitClose();
      return;
    }
  }

  // The proxies.

  private static TestEdge edge(Profile profile, Duration limit, int origin) {
    var timeouts =
        new Timeouts(LONG, LONG, LONG, LONG, limit, limit, limit, Duration.ofSeconds(90));
    return TestEdge.with(profile.withTimeouts(timeouts), origin);
  }

  private static Proxy ours(String name, TestEdge edge) {
    return new Proxy("edge, " + name, edge.address(), Optional.of(edge));
  }

  private static Proxy real(String name, int port) {
    return new Proxy(
        name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty());
  }

  // The clients.

  /// Returns a row for each case, with a cell for each proxy.
  private List<List<Cell>> asked(List<Proxy> proxies, String folder) throws Exception {
    var table = new ArrayList<List<Cell>>();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var calls = new ArrayList<Callable<Cell>>();
      for (int i = 0; i < cases.size(); i++) {
        int index = i;
        for (Proxy proxy : proxies) calls.add(() -> asked(proxy, index, folder));
      }
      List<Future<Cell>> answers = threads.invokeAll(calls);
      for (int i = 0; i < answers.size(); i += proxies.size()) {
        var row = new ArrayList<Cell>();
        for (int j = 0; j < proxies.size(); j++) row.add(answers.get(i + j).get());
        table.add(row);
      }
    }
    return table;
  }

  private Cell asked(Proxy proxy, int index, String folder) throws Exception {
    MeasuredReply one = cases.get(index);
    String target = folder + index;
    String what = proxy.name() + ", " + one.name();
    Reply reply;
    try (var caller = new Caller(proxy.at())) {
      if (proxy.edge().isEmpty()) {
        reply = caller.ask(one.method(), "shop.example", target, "Connection: close");
        return new Cell(ProxiedReply.of(reply), Optional.empty());
      }
      reply = caller.ask(one.method(), "shop.example", target);
      boolean kept = reply.isWhole() && !reply.closes();
      if (kept) own(caller, "after-" + index, what);
    }
    try (var other = new Caller(proxy.at())) {
      own(other, "beside-" + index, what);
    }
    assertThat(reply.faults()).describedAs(what).isEmpty();
    TestEdge edge = proxy.edge().get();
    return new Cell(
        ProxiedReply.of(reply), edge.seen(s -> s.target().equals(target)).cause());
  }

  /// The next request, on the same connection or on another, gets the answer that is its own.
  private static void own(Caller caller, String token, String what) throws IOException {
    Reply reply = caller.get("shop.example", "/own/" + token);
    String got = reply.status() == 200 ? reply.text() : "status " + reply.status();
    assertThat(got).describedAs(what).isEqualTo(token);
  }

  // What must be true.

  private void judge(List<List<Cell>> table) {
    var refused = new TreeMap<String, String>();
    int servedByBoth = 0;
    for (int i = 0; i < cases.size(); i++) {
      String name = cases.get(i).name();
      List<Cell> row = table.get(i);
      ProxiedReply nginx = row.get(0).reply();
      ProxiedReply haproxy = row.get(1).reply();
      boolean alike =
          nginx.isServed() && haproxy.isServed() && nginx.status() == haproxy.status()
              && nginx.content().equals(haproxy.content());
      if (alike) servedByBoth++;
      for (Cell cell : row.subList(2, row.size())) visiblyBroken(name, cell);
      for (Cell cell : row.subList(2, 4)) {
        if (alike && !cell.cause().map(LIMITS::contains).orElse(false)) same(name, nginx, cell, refused);
      }
    }
    assertThat(servedByBoth).isGreaterThan(50);
    assertThat(refused.keySet()).describedAs(refused.toString()).isEqualTo(REFUSED.keySet());
  }

  private static void same(
      String name, ProxiedReply nginx, Cell cell, Map<String, String> refused) {
    if (cell.cause().isPresent()) {
      refused.put(name, cell.cause().get());
    } else {
      assertThat(cell.reply().status()).describedAs(name).isEqualTo(nginx.status());
      assertThat(cell.reply().content()).describedAs(name).isEqualTo(nginx.content());
    }
  }

  private static void visiblyBroken(String name, Cell cell) {
    boolean broken = BROKEN_OFF.contains(name) || cell.cause().isPresent();
    if (broken) assertThat(cell.reply().isServed()).describedAs(name).isFalse();
    else assertThat(cell.reply().isServed()).describedAs(name).isTrue();
  }

  private void compare(List<Proxy> proxies, List<List<Cell>> table) throws IOException {
    var checked = new ProxyTable(proxies.stream().map(Proxy::name).toList());
    for (int i = 0; i < cases.size(); i++) {
      boolean resets = cases.get(i).ending().equals("rst");
      var cells = new ArrayList<String>();
      for (int j = 0; j < proxies.size(); j++) {
        boolean chance = resets && proxies.get(j).edge().isEmpty();
        cells.add(chance ? "-" : table.get(i).get(j).reply().toString());
      }
      checked.row(cases.get(i).name(), cells);
    }
    checked.check();
  }
}
