package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every file of `corpus/request` through a real edge: an origin that takes nothing ambiguous must get
/// exactly the requests that the file says there are, and the client exactly their answers.
@Execution(ExecutionMode.SAME_THREAD)
class SmugglingTest {

  private static final Path CORPUS = Path.of("..", "corpus", "request");
  private static final Pattern ACCEPTED =
      Pattern.compile("(\\S+) (\\S+): (\\w+) framing, (\\d+) bytes of content, (kept|ended)");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  /// Who speaks TLS to a port that does not gets no answer, since it could not read one.
  private static final int TLS_HANDSHAKE = 22;

  private static StrictOrigin origin;
  private static TestEdge edge;

  /// One file.
  private record Shape(
      String name, byte[] bytes, List<String> says, List<String> removed, List<String> kept) {}

  @BeforeAll
  static void open() throws Exception {
    origin = new StrictOrigin();
    edge = TestEdge.to(origin.port());
  }

  @AfterAll
  static void close() throws Exception {
    edge.close();
    origin.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingAmbiguousReachesTheOrigin() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      List<Path> shapes = files.filter(f -> f.toString().endsWith(".case")).sorted().toList();
      assertThat(shapes).hasSizeGreaterThan(180);
      return shapes.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(read(file))));
    }
  }

  private static void check(Shape shape) throws Exception {
    origin.received().clear();
    edge.records().clear();
    origin.complaints().clear();
    List<Integer> statuses = statuses(send(shape.bytes()));
    assertThat(origin.complaints()).isEmpty();
    var wanted = new ArrayList<String>();
    var expected = new ArrayList<Integer>();
    for (String said : shape.says()) {
      Matcher accepted = ACCEPTED.matcher(said);
      boolean tunnel = said.startsWith("CONNECT ");
      if (accepted.matches() && !tunnel) {
        wanted.add(accepted.group(1) + " " + accepted.group(4));
        expected.add(200);
        // The connection ends with it, so nobody reads what follows.
        if (accepted.group(5).equals("ended")) break;
      } else if (tunnel) {
        expected.add(405);
      } else if (said.startsWith("answer ") && shape.bytes()[0] != TLS_HANDSHAKE) {
        expected.add(Integer.parseInt(said.substring("answer ".length())));
      }
    }
    assertThat(origin.received())
        .extracting(r -> r.line().substring(0, r.line().indexOf(' ')) + " " + r.content().length)
        .isEqualTo(wanted);
    assertThat(statuses).as("%s", edge.records()).isEqualTo(expected);
    for (StrictOrigin.Received request : origin.received()) {
      for (String name : shape.removed()) assertThat(request.values(name)).as(name).isEmpty();
      for (String name : shape.kept()) assertThat(request.values(name)).as(name).isNotEmpty();
    }
  }

  private static List<Integer> statuses(String reply) {
    var statuses = new ArrayList<Integer>();
    Matcher matcher = STATUS.matcher(reply);
    while (matcher.find()) {
      int status = Integer.parseInt(matcher.group(1));
      if (status >= 200) statuses.add(status);
    }
    return statuses;
  }

  /// Sends all of it, says that no more comes, and returns everything that is answered.
  private static String send(byte[] bytes) throws IOException {
    var reply = new ByteArrayOutputStream();
    try (var socket = new Socket(edge.address().getAddress(), edge.port())) {
      socket.setSoTimeout(10_000);
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(reply);
      } catch (SocketException e) {
        // Closed before everything was sent: what was answered counts.
      }
    }
    return reply.toString(ISO_8859_1);
  }

  private static Shape read(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var says = new ArrayList<String>();
    var removed = new ArrayList<String>();
    var kept = new ArrayList<String>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      if (line.startsWith("= ")) {
        says.add(line.substring(2));
      } else if (line.startsWith(">*")) {
        int space = line.indexOf(' ');
        int times = Integer.parseInt(line.substring(2, space));
        for (int i = 0; i < times; i++) bytes.writeBytes(unescaped(line.substring(space + 1)));
      } else if (line.startsWith("> ")) {
        bytes.writeBytes(unescaped(line.substring(2)));
      } else if (line.startsWith("edge removes: ")) {
        removed.addAll(List.of(line.substring("edge removes: ".length()).split(", ")));
      } else if (line.startsWith("edge keeps: ")) {
        kept.addAll(List.of(line.substring("edge keeps: ".length()).split(", ")));
      }
    }
    return new Shape(file.getFileName().toString(), bytes.toByteArray(), says, removed, kept);
  }

  private static byte[] unescaped(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.writeBytes(String.valueOf(c).getBytes(ISO_8859_1));
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case '0' -> bytes.write(0);
        case '\\' -> bytes.write('\\');
        default -> {
          bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
          i += 2;
        }
      }
    }
    return bytes.toByteArray();
  }
}
