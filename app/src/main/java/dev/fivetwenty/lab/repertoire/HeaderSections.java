package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.fields;
import static dev.fivetwenty.lab.scenario.Replies.hello;
import static dev.fivetwenty.lab.scenario.Replies.ok;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/// Header sections that are not as RFC 9112 §5 has them.
final class HeaderSections {

  private HeaderSections() {}

  static List<Scenario> all() {
    return Stream.of(lines(), names(), values()).flatMap(List::stream).toList();
  }

  private static List<Scenario> lines() {
    return List.of(
        bytes(Cause.HDR_NONE, "sends a status line and no header field at all", ok() + hello())
            .seen("small scripts on a bare socket; device firmware"),
        bytes(Cause.HDR_BARE_LF, "ends a field line with LF alone",
                ok() + "X-Powered-By: script\n" + fields() + hello())
            .seen("CGI programs that print a newline instead of CR LF"),
        bytes(Cause.HDR_OBS_FOLD, "folds a field value over two lines",
                ok() + "Content-Security-Policy: default-src 'self';\r\n img-src *\r\n" + fields()
                    + hello())
            .seen("policies written over several lines of a configuration file"),
        bytes(Cause.HDR_OBS_FOLD_FRAMING, "folds Content-Length",
            ok() + "Content-Length:\r\n 6\r\n" + hello()),
        bytes(Cause.HDR_FOLD_FIRST_LINE, "begins the first field line with a space",
            ok() + " X-Powered-By: script\r\n" + fields() + hello()),
        bytes(Cause.HDR_SPACE_BEFORE_COLON, "puts a space before a colon",
            ok() + "X-Powered-By : script\r\n" + fields() + hello()),
        bytes(Cause.HDR_SPACE_BEFORE_COLON_FRAMING,
            "puts a space before the colon of Content-Length",
            ok() + "Content-Length : 6\r\n" + hello()),
        bytes(Cause.HDR_NO_COLON, "sends a line without a colon among the fields",
                ok() + "deprecated\r\n" + fields() + hello())
            .seen("debug output printed before the program's own headers"),
        bytes(Cause.HDR_DUP_STATUS_LINE, "sends the status line twice",
                ok() + ok() + fields() + hello())
            .seen("gateways in front of a program that prints a status line of its own"));
  }

  private static List<Scenario> names() {
    return List.of(
        bytes(Cause.HDR_EMPTY_NAME, "sends a field without a name",
                ok() + ": value\r\n" + fields() + hello())
            .seen("configuration templates whose variable was empty"),
        bytes(Cause.HDR_NONTOKEN_NAME, "puts a space into a field name",
            ok() + "X Powered By: script\r\n" + fields() + hello()),
        bytes(Cause.HDR_NONTOKEN_NAME, "puts a slash into a field name",
                ok() + "cache/control: none\r\n" + fields() + hello())
            .variant("slash"),
        bytes(Cause.HDR_NONTOKEN_NAME, "prints a sentence among the fields",
                ok() + "PHP Warning:  something is deprecated\r\n" + fields() + hello())
            .variant("warning")
            .seen("an interpreter's warning printed before the program's own headers"),
        bytes(Cause.HDR_NUL_NAME, "puts a NUL into a field name",
            ok() + "X-A\0B: one\r\n" + fields() + hello()));
  }

  private static List<Scenario> values() {
    return List.of(
        bytes(Cause.HDR_NUL_VALUE, "puts a NUL into a field value",
                ok() + "X-Token: abc\0\r\n" + fields() + hello())
            .seen("C programs that send a buffer's length instead of its text's"),
        bytes(Cause.HDR_BARE_CR, "puts a CR into a field value",
                ok() + "X-Comment: one\rtwo\r\n" + fields() + hello())
            .seen("field values taken from a form's text area"),
        bytes(Cause.HDR_CR_CR_LF, "ends a field line with CR CR LF",
                ok() + "X-Powered-By: script\r\r\n" + fields() + hello())
            .seen("programs that print CR LF to a stream in text mode, which adds a CR"),
        bytes(Cause.HDR_CTL_VALUE, "puts a control character into a field value",
            ok() + "X-Comment: one\u0001two\r\n" + fields() + hello()),
        bytes(Cause.HDR_DUP_LOCATION, "redirects to two places",
                "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n" + fields() + hello())
            .seen("an application and the proxy before it that both redirect"),
        bytes(Cause.HDR_DUP_DISPOSITION, "gives the content two file names",
            ok() + "Content-Disposition: attachment; filename=a.txt\r\n"
                + "Content-Disposition: attachment; filename=b.txt\r\n" + fields() + hello()));
  }
}
