package dev.fivetwenty.edge.random;

import dev.fivetwenty.edge.random.Message.Framing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;

/// A client's connection: sends the requests of a dialogue, and compares replies with what is
/// planned.
final class PlannedClient {

  private static final int PATIENCE_MILLIS = 45_000;

  private final Plans.Dialogue dialogue;
  private final Socket socket;
  private final MessageReader in;
  private final MessageWriter out;

  private PlannedClient(Plans.Dialogue dialogue, Socket socket, SplittableRandom draws)
      throws IOException {
    this.dialogue = dialogue;
    this.socket = socket;
    in = new MessageReader(socket.getInputStream());
    out = new MessageWriter(socket.getOutputStream(), draws);
  }

  /// Returns when the last reply has come and was right.
  static void talk(Plans.Dialogue dialogue, InetSocketAddress edge, SplittableRandom draws)
      throws IOException {
    try (var socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(edge);
      new PlannedClient(dialogue, socket, draws).talk();
    }
  }

  private void talk() throws IOException {
    if (dialogue.pipelined()) Thread.ofVirtual().start(this::sendAll);
    for (Planned planned : dialogue.exchanges()) {
      try {
        if (!dialogue.pipelined()) send(planned);
        receive(planned);
      } catch (IOException | Difference e) {
        throw new Difference("at the client, exchange " + planned, e);
      }
    }
  }

  private void sendAll() {
    try {
      for (Planned planned : dialogue.exchanges()) {
        out.head(planned.request());
        out.content(planned.request());
      }
      out.flush();
      if (dialogue.halfCloses()) socket.shutdownOutput();
    } catch (IOException _) {
      // Whoever reads the replies finds out, too.
    }
  }

  private void send(Planned planned) throws IOException {
    out.head(planned.request());
    if (planned.waits()) {
      out.flush();
      interim(planned.interims().getFirst());
    }
    out.content(planned.request());
    out.flush();
    boolean isLast = planned == dialogue.exchanges().getLast();
    if (isLast && dialogue.halfCloses()) socket.shutdownOutput();
  }

  private void interim(Message interim) throws IOException {
    Difference.demandSame("interim", in.line(), interim.startLine());
    Difference.demandSame("fields of the interim", in.section(), interim.passed());
  }

  private void receive(Planned planned) throws IOException {
    List<Message> interims = planned.minor() == 0 ? List.of() : planned.interims();
    int first = planned.waits() ? 1 : 0;
    for (Message interim : interims.subList(first, interims.size())) interim(interim);
    Difference.demandSame("status line", in.line(), planned.lineAtClient());
    boolean closes = head(in.section(), planned);
    List<String> trailers = in.content(planned.framingAtClient(), planned.reply().content());
    boolean hasTrailers = planned.framingAtClient() == Framing.CHUNKED;
    Difference.demandSame(
        "trailers of the reply", trailers, hasTrailers ? planned.reply().trailers() : List.of());
    if (closes && !in.isAtEnd()) throw new Difference("more came behind the last reply");
  }

  /// Returns whether this is said to be the last reply.
  private boolean head(List<String> came, Planned planned) {
    List<String> passed = planned.reply().passed();
    int count = Math.min(passed.size(), came.size());
    Difference.demandSame("reply fields", came.subList(0, count), passed);
    String added = String.join("\n", came.subList(count, came.size()));
    String expected =
        framing(planned) + connection(planned) + date(passed) + "Ray-Id: [0-9a-f]{16}-TST";
    if (!added.matches(expected)) {
      throw new Difference("fields of the edge: %s, expected %s".formatted(added, expected));
    }
    return added.contains("Connection: close");
  }

  private static String framing(Planned planned) {
    List<String> sent = planned.reply().fields();
    return switch (planned.framingAtClient()) {
      case CHUNKED -> "Transfer-Encoding: chunked\n";
      case CLOSE -> "";
      case LENGTH, NONE ->
          sent.stream()
              .filter(l -> l.startsWith("Content-Length"))
              .map(l -> l + "\n")
              .findFirst()
              .orElse("");
    };
  }

  private String connection(Planned planned) {
    boolean isKept = planned.isKept() && planned.framingAtClient() != Framing.CLOSE;
    String kept = planned.minor() == 0 ? "Connection: keep-alive\n" : "";
    String said = isKept ? kept : "Connection: close\n";
    // A FIN that the edge has seen by then has the same effect as a wish.
    boolean isLast = planned == dialogue.exchanges().getLast();
    return isLast && dialogue.halfCloses() ? "(" + said + "|Connection: close\n)" : said;
  }

  private static String date(List<String> passed) {
    return passed.stream().anyMatch(l -> l.startsWith("Date:")) ? "" : "Date: [A-Z][^\n]* GMT\n";
  }
}
