package dev.fivetwenty.edge.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.policy.alwaysonline.CopyPolicy;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attempts, through a real edge, to have a copy that one client causes reach another URL or another user: the
/// origin answers the attacker whatever is wished, and is gone when the victim comes.
class PoisoningTest {

  private static final String GOOD = "good";
  private static final String EVIL = "evil";

  private static final Pattern REQUEST = Pattern.compile("(content )?(\\S+) http://([^/]*)(/.*)");

  /// What only bytes can say.
  private static final List<String> BYTES =
      List.of(
          "GET http://evil.test/ HTTP/1.1~Host: shop.test~~",
          "GET http://shop.test/ HTTP/1.1~Host: evil.test~~",
          "GET / HTTP/1.1~Host: evil.test~Host: shop.test~~",
          "GET / HTTP/1.1~Host: shop.test~Host: evil.test~~",
          "GET / HTTP/1.1~Host: shop.test, evil.test~~",
          "GET / HTTP/1.1~Host : evil.test~Host: shop.test~~",
          "GET / HTTP/1.1~ Host: evil.test~Host: shop.test~~",
          "GET / HTTP/1.1~Host: shop.test~X-Forwarded-Host : evil.test~~",
          "GET / HTTP/1.1~Host: shop.test~X-Forwarded-Host:~ evil.test~~",
          "GET / HTTP/1.1~Host: shop.test~X-A: b~ X-Forwarded-Host: evil.test~~",
          "GET / HTTP/1.1~Host: shop.test~X-Original-URL\t: /account~~",
          "GET / HTTP/1.1~Host: shop.test~Connection: x-evil~X-Evil: 1~~",
          "GET / HTTP/1.1~Host: shop.test~Connection: host~~",
          "get / HTTP/1.1~Host: shop.test~~",
          "GET  / HTTP/1.1~Host: shop.test~~",
          "GET /\t HTTP/1.1~Host: shop.test~~",
          "GET / HTTP/1.0~~",
          "GET / HTTP/1.1~Host: shop.test~Transfer-Encoding: chunked~~5~a=bad~0~~",
          "GET / HTTP/1.1~Host: shop.test~Content-Length: 5~Transfer-Encoding: chunked~~0~~",
          "GET / HTTP/1.1~Host: shop.test~Content-Length: 50~~GET /account HTTP/1.1~Host: shop.test~X-A: b~~",
          "GET / HTTP/1.1~Host: shop.test~Expect: 100-continue~Content-Length: 1~~x");

  @TempDir Path folder;

  private final RawOrigin origin = RawOrigin.doing(this::serve);
  /// What follows the version, by the head of the request; null for an origin that is gone.
  private volatile UnaryOperator<String> answer;
  private Archive archive;
  private TestEdge edge;

  @BeforeEach
  void start() {
    archive = FileArchive.open(folder, 64 << 20, 4 << 20, System.err::println);
    edge =
        TestEdge.keeping(
            Profile.CLASSIC, () -> archive,
            List.of(TestEdge.keeping("*", "{refresh_after: 0s, probe: false}", TestEdge.server(origin.port()))));
  }

  @AfterEach
  void close() {
    edge.close();
    archive.close();
    origin.close();
  }

  private void serve(RawOrigin.Peer peer) throws IOException {
    while (true) {
      String head = peer.readHead();
      UnaryOperator<String> now = answer;
      if (now == null) return;
      String reply = now.apply(head);
      boolean bodyless = head.startsWith("HEAD ");
      peer.write("HTTP/1.1 " + (bodyless ? reply.substring(0, reply.length() - EVIL.length()) : reply));
    }
  }

  private static String answer(String status, List<String> fields, String content) {
    var head = new StringBuilder(status + " Said\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    return head + "Content-Length: 4\r\n\r\n" + content;
  }

  private static String bytes(String request) {
    String[] parts = request.split(" ; ");
    Matcher line = REQUEST.matcher(parts[0]);
    assertThat(line.matches()).as(request).isTrue();
    boolean hasContent = line.group(1) != null || line.group(2).equals("POST");
    var head = new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(line.group(2), line.group(4), line.group(3)));
    for (int i = 1; i < parts.length; i++) head.append(parts[i].replace("{9000}", "a".repeat(9000))).append("\r\n");
    return head + (hasContent ? "Content-Length: 5\r\n\r\nq=bad" : "\r\n");
  }

  private String ask(String bytes) throws IOException {
    try (var caller = new Caller(edge.address())) {
      return caller.send(bytes).read(bytes.substring(0, bytes.indexOf(' '))).text();
    }
  }

  /// Returns what the victim gets, of whose page there was a good copy.
  private String after(String attack, UnaryOperator<String> said, String victim) throws Exception {
    archive.remove(copy -> true);
    answer = head -> answer("200", List.of(), GOOD);
    assertThat(ask(victim)).isEqualTo(GOOD);
    archive.settle();
    answer = said;
    ask(attack);
    archive.settle();
    answer = null;
    return ask(victim);
  }

  private static List<String[]> table() throws IOException {
    try (InputStream in = CopyPolicy.class.getResourceAsStream("poisoning.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines()
          .filter(line -> line.contains("|") && !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
          .filter(row -> row[3].startsWith("GET http://"))
          .toList();
    }
  }

  @Test
  void noCopyReachesAnotherUrlOrUser() throws Exception {
    List<String[]> rows = table();
    assertThat(rows).hasSizeGreaterThan(55);
    for (String[] row : rows) {
      List<String> said = Arrays.asList(row[2].split(" ; "));
      String reply = answer(said.getFirst(), said.subList(1, said.size()), EVIL);
      assertThat(after(bytes(row[1]), head -> reply, bytes(row[3]))).as(row[0]).isEqualTo(GOOD);
    }
  }

  @Test
  void norByWhatOnlyBytesCanSay() throws Exception {
    for (String each : BYTES) {
      String attack = each.replace("~", "\r\n");
      assertThat(after(attack, PoisoningTest::carelessly, bytes("GET http://shop.test/"))).as(each).isEqualTo(GOOD);
    }
  }

  /// As an origin that falls for everything that it is shown.
  private static String carelessly(String head) {
    boolean plain =
        head.startsWith("GET / HTTP/1.1\r\n") && head.contains("\r\nHost: shop.test\r\n")
            && Stream.of("evil", "account", "\r\nContent-Length", "\r\nTransfer-Encoding").noneMatch(head::contains);
    return answer("200", List.of(), plain ? GOOD : EVIL);
  }

  @Test
  void whoAsksTheSameGetsTheCopy() throws Exception {
    String same = bytes("GET http://shop.test/ ; X-Evil: 1");
    assertThat(after(same, head -> answer("200", List.of("Vary: X-Evil"), EVIL), same)).isEqualTo(EVIL);
  }
}
