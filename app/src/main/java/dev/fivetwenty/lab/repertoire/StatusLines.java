package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.fields;
import static dev.fivetwenty.lab.scenario.Replies.hello;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;
import static dev.fivetwenty.lab.scenario.Scenario.onPath;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/// Status lines that are not as RFC 9112 §4 has them.
final class StatusLines {

  private StatusLines() {}

  static List<Scenario> all() {
    return Stream.of(lines(), versions(), codes()).flatMap(List::stream).toList();
  }

  private static List<Scenario> lines() {
    return List.of(
        bytes(Cause.SL_BARE_LF, "ends the status line with LF alone",
                "HTTP/1.1 200 OK\n" + fields() + hello())
            .seen("CGI programs that print a newline instead of CR LF"),
        bytes(Cause.SL_BARE_CR, "puts a CR into the status line",
            "HTTP/1.1 200 O\rK\r\n" + fields() + hello()),
        bytes(Cause.SL_REASON_CTL, "puts a control character into the reason phrase",
            "HTTP/1.1 200 O\u0001K\r\n" + fields() + hello()),
        bytes(Cause.SL_REASON_NUL, "puts a NUL into the reason phrase",
                "HTTP/1.1 200 O\0K\r\n" + fields() + hello())
            .seen("C programs that send a buffer's length instead of its text's"),
        bytes(Cause.SL_EXTRA_SP, "puts two spaces before the status code",
            "HTTP/1.1  200 OK\r\n" + fields() + hello()),
        bytes(Cause.SL_TAB, "separates the status code with a tab",
            "HTTP/1.1\t200 OK\r\n" + fields() + hello()),
        bytes(Cause.SL_LEADING_CRLF, "sends an empty line before the status line",
                "\r\nHTTP/1.1 200 OK\r\n" + fields() + hello())
            .seen("servers that end the content of the previous reply with one line end too many"),
        bytes(Cause.SL_LEADING_JUNK, "sends stray bytes before the status line",
                "junkHTTP/1.1 200 OK\r\n" + fields() + hello())
            .seen("a debug print before the reply; a body that was longer than announced"),
        bytes(Cause.SL_LEADING_JUNK, "sends two NULs before the status line",
                "\0\0HTTP/1.1 200 OK\r\n" + fields() + hello())
            .variant("nul"));
  }

  private static List<Scenario> versions() {
    return List.of(
        bytes(Cause.SL_VERSION_1X, "says HTTP/1.2",
            "HTTP/1.2 200 OK\r\n" + fields() + hello()),
        bytes(Cause.SL_VERSION_2_TEXT, "says HTTP/2.0 in an HTTP/1 status line",
                "HTTP/2.0 200 OK\r\n" + fields() + hello())
            .seen("scripts that print the server's protocol variable as their status line"),
        bytes(Cause.SL_VERSION_2, "says HTTP/2 in an HTTP/1 status line",
                "HTTP/2 200 OK\r\n" + fields() + hello())
            .seen("scripts that pass on the status line which curl showed them"),
        bytes(Cause.SL_VERSION_CASE, "writes the protocol name in lower case",
            "http/1.1 200 OK\r\n" + fields() + hello()),
        bytes(Cause.SL_VERSION_BAD, "says HTTP/1 without a minor version",
            "HTTP/1 200 OK\r\n" + fields() + hello()));
  }

  private static List<Scenario> codes() {
    return List.of(
        bytes(Cause.SL_STATUS_MISSING, "sends no status code",
            "HTTP/1.1\r\n" + fields() + hello()),
        bytes(Cause.SL_STATUS_DIGITS, "sends a status code of two digits",
            "HTTP/1.1 20 OK\r\n" + fields() + hello()),
        bytes(Cause.SL_STATUS_ALPHA, "sends letters for a status code",
                "HTTP/1.1 OK\r\n" + fields() + hello())
            .seen("devices that print the reason phrase alone"),
        bytes(Cause.SL_STATUS_NEGATIVE, "sends a negative status code",
                "HTTP/1.1 -1 Error\r\n" + fields() + hello())
            .seen("programs that put an internal error number where the status belongs"),
        bytes(Cause.SL_STATUS_DECIMAL, "sends the sub-status 403.1",
                "HTTP/1.1 403.1 Forbidden\r\n" + fields() + hello())
            .seen("applications that copy the sub-status codes of IIS"),
        bytes(Cause.SL_STATUS_LOW, "sends the status code 099",
            "HTTP/1.1 099 OK\r\n" + fields() + hello()),
        bytes(Cause.SL_STATUS_LOW, "sends the status code 000",
                "HTTP/1.1 000\r\n" + fields() + hello())
            .seen("programs that send a status that was never set")
            .variant("zero"),
        bytes(Cause.SL_STATUS_HIGH, "sends the status code 999",
                "HTTP/1.1 999 Request denied\r\n" + fields() + hello())
            .seen("sites that turn robots away with 999"),
        onPath(Cause.LIMIT_STATUS_LINE, "sends a status line of 8193 bytes, or ?size=",
            x -> {
              int size = x.request().number("size", 8193, 15, 1 << 20);
              x.send("HTTP/1.1 200 " + "O".repeat(size - 13) + "\r\n" + fields() + hello());
              x.fin();
            }));
  }
}
