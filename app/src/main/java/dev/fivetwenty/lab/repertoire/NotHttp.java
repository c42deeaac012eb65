package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.fields;
import static dev.fivetwenty.lab.scenario.Replies.hello;
import static dev.fivetwenty.lab.scenario.Scenario.bytes;
import static dev.fivetwenty.lab.scenario.Scenario.onPort;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Exchange;
import java.util.List;

/// Replies of services that do not speak HTTP/1.
final class NotHttp {

  private NotHttp() {}

  static List<Scenario> all() {
    return List.of(
        bytes(Cause.NONHTTP_TLS, "answers a plain request with a TLS alert",
                "\u0015\u0003\u0001\0\u0002\u0002\u0046")
            .seen("TLS servers that were sent plain HTTP"),
        bytes(Cause.NONHTTP_H2, "answers with an HTTP/2 SETTINGS frame",
                "\0\0\u0006\u0004\0\0\0\0\0\0\u0003\0\0\0\u0064")
            .seen("gRPC servers asked with HTTP/1.1"),
        bytes(Cause.NONHTTP_BANNER, "answers as an SSH server", "SSH-2.0-OpenSSH_9.2p1\r\n"),
        bytes(Cause.NONHTTP_BANNER, "answers as a mail server",
                "220 mail.lab.test ESMTP\r\n500 5.5.1 command unrecognized\r\n")
            .variant("smtp"),
        bytes(Cause.NONHTTP_BANNER, "answers as an FTP server",
                "220 lab.test FTP server ready\r\n500 'GET': command not understood\r\n")
            .variant("ftp"),
        bytes(Cause.NONHTTP_BANNER, "answers as Redis", "-ERR unknown command 'GET'\r\n")
            .variant("redis"),
        bytes(Cause.NONHTTP_BANNER, "answers as MySQL",
                "\u004a\0\0\0\n8.0.36\0\u0008\0\0\0abcdefgh\0\u00ff\u00f7\u0008\u0002\0"
                    + "\u00ff\u0081\u0015" + "\0".repeat(10)
                    + "abcdefghijkl\0mysql_native_password\0")
            .variant("mysql"),
        onPort(Cause.NONHTTP_BANNER, "greets as an SSH server before it is asked anything",
                c -> {
                  c.send(Exchange.latin1("SSH-2.0-OpenSSH_9.2p1\r\n"));
                  c.hold();
                })
            .variant("greeting")
            .seen("a forwarded port that leads to the wrong machine"),
        bytes(Cause.NONHTTP_HTTP09, "sends a page without a status line",
                "<html><body>hello</body></html>\n")
            .seen("CGI programs that print content before headers"),
        bytes(Cause.NONHTTP_HTTP09, "sends JSON without a status line", "{\"ok\":true}\n")
            .variant("json"),
        bytes(Cause.NONHTTP_ICY, "answers ICY 200 OK", "ICY 200 OK\r\n" + fields() + hello())
            .seen("SHOUTcast servers"),
        bytes(Cause.NONHTTP_BINARY, "sends bytes of no known protocol",
            "\u0001\u0002\u0003\u0004\u0080\u0090\u00a0\u00b0\u00c0\u00d0\u00e0\u00f0"
                + "\0\0\0\u0007"));
  }
}
