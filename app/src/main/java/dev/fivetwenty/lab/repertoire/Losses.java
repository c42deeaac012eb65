package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.fields;
import static dev.fivetwenty.lab.scenario.Replies.ok;
import static dev.fivetwenty.lab.scenario.Replies.sound;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Replies that stop: before their first byte, within the head, within the content, or by taking
/// too long.
final class Losses {

  private static final String TEN = ok() + "Content-Type: text/plain\r\nContent-Length: 10\r\n\r\n";
  private static final String CHUNKS = ok() + Framing.CHUNKED + "\r\n";

  private Losses() {}

  static List<Scenario> all() {
    return Stream.of(nothing(), heads(), contents(), connections()).flatMap(List::stream).toList();
  }

  private static List<Scenario> nothing() {
    return List.of(
        bytes(Cause.RESP_EMPTY_FIN, "takes the request and closes without a word", "")
            .seen("nginx `return 444`; application servers that close instead of sending a 500"),
        bytes(Cause.RESP_EMPTY_RST, "takes the request and resets the connection", "", Ending.RST)
            .seen("crashed workers; intrusion prevention between edge and origin"),
        onPath(Cause.RESP_EMPTY_RST, "takes the request, sends FIN and then RST",
                x -> x.connection().finThenRst())
            .variant("after-fin")
            .seen("servers that close with request bytes still on their way"),
        bytes(Cause.RESP_ONLY_CRLF, "sends two empty lines and closes", "\r\n\r\n"),
        bytes(Cause.TIME_FIRST_BYTE, "takes the request and says nothing", "", Ending.SILENCE)
            .hints("--timeout 3")
            .seen("slow jobs; a deadlocked application behind a live server"));
  }

  private static List<Scenario> heads() {
    return List.of(
        bytes(Cause.RESP_PARTIAL_STATUS_LINE_FIN, "closes within the status line", "HTTP/1."),
        bytes(Cause.RESP_PARTIAL_STATUS_LINE_RST, "resets within the status line", "HTTP/1.",
            Ending.RST),
        bytes(Cause.RESP_PARTIAL_STATUS_LINE_TIMEOUT, "stops within the status line", "HTTP/1.",
                Ending.SILENCE)
            .hints("--timeout 3"),
        bytes(Cause.HEAD_TRUNCATED_FIN, "closes within the header section", ok() + "Content-Le")
            .seen("processes killed while they answer"),
        bytes(Cause.HEAD_TRUNCATED_FIN, "closes after the last field, before the empty line",
                ok() + fields())
            .variant("no-empty-line"),
        bytes(Cause.HEAD_TRUNCATED_RST, "resets within the header section", ok() + "Content-Le",
            Ending.RST),
        bytes(Cause.HEAD_TRUNCATED_TIMEOUT, "stops within the header section", ok() + "Content-Le",
                Ending.SILENCE)
            .hints("--timeout 3"),
        onPath(Cause.TIME_HEADER_DRIP, "sends one header byte each 500 ms, or ?every=",
                Losses::headerDrip)
            .hints("--timeout 3"));
  }

  private static List<Scenario> contents() {
    return List.of(
        bytes(Cause.BODY_SHORT_FIN, "closes after 6 of 10 bytes", TEN + "hello\n")
            .seen("lengths taken before the content was changed; killed processes"),
        bytes(Cause.BODY_SHORT_RST, "resets after 6 of 10 bytes", TEN + "hello\n", Ending.RST),
        bytes(Cause.BODY_ZERO_OF_N, "announces 10 bytes and sends none", TEN)
            .seen("the length of HEAD's answer sent to GET"),
        bytes(Cause.BODY_CHUNK_EOF, "closes within a chunk", CHUNKS + "6\r\nhel")
            .seen("processes killed while they answer"),
        bytes(Cause.BODY_CHUNK_EOF, "closes after a chunk, without the last one",
                CHUNKS + "6\r\nhello\n\r\n")
            .variant("no-last-chunk")
            .seen("scripts that ran into their time limit while streaming"),
        bytes(Cause.BODY_CHUNK_EOF, "resets within a chunk", CHUNKS + "6\r\nhel", Ending.RST)
            .variant("rst"),
        bytes(Cause.BODY_CLOSE_DELIMITED_RST, "sends content without length and resets",
            ok() + "Content-Type: text/plain\r\n\r\nhello\n", Ending.RST),
        bytes(Cause.BODY_TIMEOUT, "stops after 6 of 10 bytes", TEN + "hello\n", Ending.SILENCE)
            .hints("--timeout 3"));
  }

  private static List<Scenario> connections() {
    return List.of(
        onPath(Cause.CONN_STALE_REUSE, "answers once, then sends FIN on the second request",
                x -> second(x, Ending.FIN))
            .seen("Node's keep-alive of 5 s behind an edge that keeps connections for longer"),
        onPath(Cause.CONN_STALE_REUSE, "answers once, then sends RST on the second request",
                x -> second(x, Ending.RST))
            .variant("rst")
            .seen("firewalls that forget idle connections"),
        onPath(Cause.CONN_EARLY_RESPONSE, "answers 413 before it took the content, and closes",
                Behaviour.withoutContent(Losses::tooLarge))
            .asking(Ask.posting(32 << 20))
            .seen("nginx with client_max_body_size"));
  }

  private static void headerDrip(Exchange x) throws IOException {
    var every = Duration.ofMillis(x.request().number("every", 500, 1, 60_000));
    String head = ok() + Limits.section(4000) + fields();
    for (char c : head.toCharArray()) {
      x.send(String.valueOf(c));
      x.pause(every);
    }
    x.send("\r\nhello\n");
  }

  private static void second(Exchange x, Ending ending) throws IOException {
    if (x.number() == 1) x.send(Replies.to(x.request(), sound()));
    else x.end(ending);
  }

  private static void tooLarge(Exchange x) throws IOException {
    x.send(
        "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 10\r\n\r\n"
            + "too large\n");
    x.rst();
  }
}
