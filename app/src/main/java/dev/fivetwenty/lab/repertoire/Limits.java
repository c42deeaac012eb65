package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.fields;
import static dev.fivetwenty.lab.scenario.Replies.hello;
import static dev.fivetwenty.lab.scenario.Replies.ok;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Exchange;
import java.io.IOException;
import java.util.List;

/// Header sections that are too large, or grow until they are.
final class Limits {

  private static final int MOST = 64 << 20;
  private static final long ENDLESS = 16L << 30;

  private Limits() {}

  static List<Scenario> all() {
    return List.of(
        onPath(Cause.LIMIT_HEADER_SECTION, "sends a header section of 8193 bytes, or ?size=",
                x -> sectionOf(x, x.request().number("size", 8193, 64, MOST)))
            .seen("one Set-Cookie per upload; large Link and Content-Security-Policy fields"),
        onPath(Cause.LIMIT_HEADER_SECTION,
                "sends a cookie for each request, ?step= bytes larger each time",
                Limits::growing)
            .variant("growing")
            .seen("applications that keep a session's state in cookies"),
        onPath(Cause.LIMIT_HEADER_SECTION, "gives back the request's Cookie, doubled",
                Limits::echo)
            .variant("echo")
            .asking(Ask.with("Cookie: basket=" + "x".repeat(4100)))
            .seen("applications that renew every cookie they get"),
        onPath(Cause.LIMIT_HEADER_SECTION, "sends 16 GiB of header fields", Limits::endless)
            .variant("endless"),
        onPath(Cause.LIMIT_HEADER_FIELD, "sends one field line of 65537 bytes, or ?size=",
                x -> {
                  int size = x.request().number("size", 65_537, 16, MOST);
                  x.send(ok() + section(size) + fields() + hello());
                  x.fin();
                })
            .hints("--profile current")
            .seen("content security policies of 340 KB"),
        onPath(Cause.LIMIT_HEADER_COUNT, "sends 1001 header fields, or ?count=",
            x -> {
              int count = x.request().number("count", 1001, 1, 1 << 20);
              x.send(ok() + "Content-Length: 6\r\n" + "A:\r\n".repeat(count - 1) + hello());
              x.fin();
            }),
        onPath(Cause.HEADERS_NEAR_LIMIT, "sends a header section of 7000 bytes, or ?size=",
            x -> x.send(withSection(x, x.request().number("size", 7000, 64, MOST)))));
  }

  /// Returns field lines that are `size` bytes together with their line ends, in one line.
  static String section(int size) {
    String start = "X-Filler: ";
    return start + "a".repeat(size - start.length() - 2) + "\r\n";
  }

  private static void sectionOf(Exchange x, int size) throws IOException {
    x.send(withSection(x, size));
    x.fin();
  }

  private static String withSection(Exchange x, int size) {
    return Replies.to(x.request(), ok() + fields() + section(size - fields().length()) + hello());
  }

  private static void growing(Exchange x) throws IOException {
    int step = x.request().number("step", 1000, 1, MOST);
    long size = step * x.memory().count("growing/" + x.request().target());
    if (size > MOST) size = MOST;
    x.send(ok() + fields() + "Set-Cookie: upload=" + "a".repeat((int) size) + "\r\n" + hello());
    x.fin();
  }

  private static void echo(Exchange x) throws IOException {
    String cookie = x.request().field("cookie").orElse("");
    x.send(
        ok() + fields() + "Set-Cookie: " + cookie + "\r\nSet-Cookie: again-" + cookie + "\r\n"
            + hello());
    x.fin();
  }

  private static void endless(Exchange x) throws IOException {
    x.send(ok());
    byte[] fields = Exchange.latin1(section(64).repeat(1024));
    for (long sent = 0; sent < ENDLESS; sent += fields.length) x.send(fields);
    x.fin();
  }
}
