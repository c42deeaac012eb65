package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.hello;
import static dev.fivetwenty.lab.scenario.Replies.ok;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/// Content-Length and Transfer-Encoding that leave it open where the message ends, RFC 9112 §6.
final class Framing {

  static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  static final String CHUNKED_HELLO = "\r\n6\r\nhello\n\r\n0\r\n\r\n";

  private Framing() {}

  static List<Scenario> all() {
    return Stream.of(lengths(), codings()).flatMap(List::stream).toList();
  }

  private static List<Scenario> lengths() {
    return List.of(
        bytes(Cause.CL_DUP_EQUAL, "sends Content-Length twice, with the same value",
                ok() + "Content-Length: 6\r\nContent-Length: 6\r\n" + hello())
            .seen("an application and its server that both add it"),
        bytes(Cause.CL_LIST_EQUAL, "sends Content-Length as the list 6, 6",
                ok() + "Content-Length: 6, 6\r\n" + hello())
            .seen("proxies that join two equal fields into one"),
        bytes(Cause.CL_DUP_DIFFER, "sends Content-Length twice, with different values",
                ok() + "Content-Length: 6\r\nContent-Length: 4\r\n" + hello())
            .seen("content changed by a filter that adds its own length"),
        bytes(Cause.CL_LIST_DIFFER, "sends Content-Length as the list 6, 4",
            ok() + "Content-Length: 6, 4\r\n" + hello()),
        bytes(Cause.CL_NEGATIVE, "sends Content-Length: -1",
                ok() + "Content-Length: -1\r\n" + hello())
            .seen("programs whose length is unknown and stored as -1"),
        bytes(Cause.CL_PLUS, "sends Content-Length: +6", ok() + "Content-Length: +6\r\n" + hello()),
        bytes(Cause.CL_ALPHA, "sends Content-Length: 6 bytes",
            ok() + "Content-Length: 6 bytes\r\n" + hello()),
        bytes(Cause.CL_HEX, "sends Content-Length: 0x6",
            ok() + "Content-Length: 0x6\r\n" + hello()),
        bytes(Cause.CL_EMPTY, "sends Content-Length without a value",
            ok() + "Content-Length:\r\n" + hello()),
        bytes(Cause.CL_OVERFLOW, "sends a Content-Length of 23 digits",
            ok() + "Content-Length: 99999999999999999999999\r\n" + hello()),
        bytes(Cause.CL_TE, "sends both Content-Length and Transfer-Encoding",
                ok() + "Content-Length: 6\r\n" + CHUNKED + CHUNKED_HELLO)
            .seen("applications that set a length which their server then sends in chunks"));
  }

  private static List<Scenario> codings() {
    return List.of(
        bytes(Cause.TE_HTTP10, "sends chunks in an HTTP/1.0 reply",
            "HTTP/1.0 200 OK\r\n" + CHUNKED + CHUNKED_HELLO),
        bytes(Cause.TE_UNKNOWN, "uses a transfer coding nobody knows",
            ok() + "Transfer-Encoding: rot13, chunked\r\n" + CHUNKED_HELLO),
        bytes(Cause.TE_CHUNKED_NOT_LAST, "names chunked before another transfer coding",
            ok() + "Transfer-Encoding: chunked, gzip\r\n" + CHUNKED_HELLO),
        bytes(Cause.TE_XCHUNKED, "names the transfer coding xchunked",
            ok() + "Transfer-Encoding: xchunked\r\n" + CHUNKED_HELLO),
        bytes(Cause.TE_IDENTITY, "names the transfer coding identity",
                ok() + "Transfer-Encoding: identity\r\n" + hello())
            .seen("servers written to RFC 2616, which still had it"),
        bytes(Cause.TE_CHUNKED_TWICE, "sends Transfer-Encoding: chunked twice",
                ok() + CHUNKED + CHUNKED + CHUNKED_HELLO)
            .seen("applications that pass on the fields of a reply they fetched themselves"),
        bytes(Cause.TE_CHUNKED_LIST_TWICE, "sends Transfer-Encoding: chunked, chunked",
            ok() + "Transfer-Encoding: chunked, chunked\r\n" + CHUNKED_HELLO),
        bytes(Cause.TE_EMPTY, "sends Transfer-Encoding without a value",
            ok() + "Transfer-Encoding:\r\n" + hello()));
  }
}
