package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.edge.TestEdge.Seen;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The heads that clients are sent, against `heads.txt`: clean to the letter, whatever the origin
/// sent, and the same however it was split.
@ExtendWith(NoLeaks.class)
class RewrittenHeadsTest {

  private record Case(String name, String method, byte[] sent, List<String> expected) {}

  @Test
  void headsAreCleanWhateverTheOriginSent() throws Exception {
    check(false);
  }

  @Test
  void headsAreTheSameWhenTheyComeByteByByte() throws Exception {
    check(true);
  }

  private static void check(boolean byteByByte) throws Exception {
    List<Case> cases = cases();
    var next = new AtomicReference<Case>();
    try (var origin = RawOrigin.doing(peer -> answer(peer, next, byteByByte));
        TestEdge edge = TestEdge.to(origin.port())) {
      for (Case one : cases) {
        next.set(one);
        check(one, edge);
      }
    }
    assertThat(cases).hasSizeGreaterThan(30);
  }

  private static void answer(
      RawOrigin.Peer peer, AtomicReference<Case> next, boolean byteByByte) throws IOException {
    while (true) {
      peer.readHead();
      byte[] sent = next.get().sent();
      if (!byteByByte) peer.write(sent);
      else for (byte octet : sent) peer.write(new byte[] {octet});
    }
  }

  private static void check(Case one, TestEdge edge) throws Exception {
    String target = "/" + one.name().replace(' ', '-');
    try (var caller = new Caller(edge.address())) {
      Reply reply = caller.ask(one.method(), "shop.example", target);
      Seen seen = edge.seen(s -> s.target().equals(target));

      assertThat(seen.cause()).describedAs(one.name()).isEmpty();
      assertThat(reply.faults()).describedAs(one.name()).isEmpty();
      assertThat(reply.isWhole()).describedAs(one.name()).isTrue();
      assertThat(reply.all("Ray-Id")).describedAs(one.name()).hasSize(1);
      assertThat(reply.all("Date")).describedAs(one.name()).hasSize(1);
      assertThat(lines(reply, one.expected())).describedAs(one.name()).isEqualTo(one.expected());
      assertThat(caller.get("shop.example", "/.edge/trace").status())
          .describedAs("after " + one.name()).isEqualTo(200);
    }
  }

  private static List<String> lines(Reply reply, List<String> expected) {
    var lines = new ArrayList<String>();
    lines.add("HTTP/1.1 " + reply.status() + " " + reply.reason());
    boolean dated = expected.stream().anyMatch(line -> line.startsWith("Date:"));
    for (String[] field : reply.fields()) {
      boolean ours = field[0].equals("Ray-Id") || field[0].equals("Date") && !dated;
      if (!ours) lines.add(field[0] + ": " + field[1]);
    }
    return lines;
  }

  private static List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    try (var in = RewrittenHeadsTest.class.getResourceAsStream("heads.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String block : text.split("\n\n")) {
        if (!block.startsWith("#")) cases.add(parsed(block));
      }
    }
    return cases;
  }

  private static Case parsed(String block) {
    List<String> lines = block.lines().toList();
    String[] title = lines.getFirst().split(": ");
    byte[] sent =
        String.join("", marked(lines, "> ").toList()).getBytes(StandardCharsets.ISO_8859_1);
    return new Case(title[0], title[1], sent, marked(lines, "< ").toList());
  }

  private static Stream<String> marked(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> unescaped(line.substring(mark.length())));
  }

  private static String unescaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'r' -> out.append('\r');
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'x' -> {
          out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException(text);
      }
    }
    return out.toString();
  }
}
