package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Scenario.onPort;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Connection;
import dev.fivetwenty.lab.socket.Door;
import java.io.IOException;
import java.util.List;

/// What goes wrong below HTTP, each on a port of its own.
final class TcpPorts {

  /// More than two hosts' socket buffers hold, so that a client is still writing.
  private static final int LARGE = 32 << 20;

  /// Fills at once. A smaller one would be too small for loopback's large segments, which would be
  /// dropped and never acknowledged.
  private static final int SMALL_BUFFER = 256 << 10;

  /// Enough of a request to be certain that it had begun.
  private static final int BEGUN = 64 << 10;

  private TcpPorts() {}

  static List<Scenario> all() {
    return List.of(
        onPort(Cause.TCP_REFUSED, "refuses the connection", new Door.Refused())
            .seen("the server is not running, listens on another port, or a firewall rejects"),
        onPort(Cause.TCP_CONNECT_TIMEOUT, "drops every SYN, as its backlog is full",
                new Door.Full())
            .hints("--connect-timeout 3")
            .seen("hung servers whose backlog ran full; firewalls that drop"),
        onPort(Cause.CONN_RST_BEFORE_REQUEST, "resets as soon as the connection is up",
                new Door.Serving(Connection::rst, true, 0))
            .seen("connection limits per address; load balancers without a live server"),
        onPort(Cause.CONN_FIN_BEFORE_REQUEST, "closes as soon as the connection is up",
                new Door.Serving(c -> c.socket().close(), true, 0))
            .seen("servers at their connection limit; access lists on the TCP level"),
        onPort(Cause.CONN_RST_DURING_REQUEST, "resets after 64 KiB of the request",
                TcpPorts::resetWithinRequest)
            .asking(Ask.posting(LARGE))
            .seen("body limits of application firewalls; gunicorn workers that time out"),
        onPort(Cause.RESP_EMPTY_RST, "closes with the request unread, which resets",
                TcpPorts::closeUnread)
            .variant("unread")
            .seen("processes that exit between accept and read"),
        onPort(Cause.TIME_FIRST_BYTE, "accepts and never says anything", Connection::hold)
            .variant("accepted")
            .hints("--timeout 3"),
        onPort(Cause.WRITE_TIMEOUT_ACKED, "takes the first bytes of a request and no more",
                new Door.Serving(TcpPorts::neverRead, false, SMALL_BUFFER))
            .asking(Ask.posting(LARGE))
            .hints("--timeout 5")
            .seen("applications that wait for a database with the upload unread"));
  }

  private static void resetWithinRequest(Connection c) throws IOException {
    c.in().readNBytes(BEGUN);
    c.rst();
  }

  /// Waits for the first byte; what follows it stays unread.
  private static void closeUnread(Connection c) throws IOException {
    c.socket().getInputStream().read();
    c.rst();
  }

  private static void neverRead(Connection c) throws IOException {
    c.sleep();
  }
}
