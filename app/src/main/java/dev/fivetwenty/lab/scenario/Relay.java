package dev.fivetwenty.lab.scenario;

import dev.fivetwenty.lab.socket.Acceptor;
import dev.fivetwenty.lab.socket.Connection;
import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;

/// A small reverse proxy before the main port, for names that lead to one: it adds `Via` and says
/// 502 where no reply comes. One request per connection, without content.
public record Relay(InetSocketAddress origin) implements Acceptor {

  /// On Linux all of 127.0.0.0/8 is this machine; elsewhere this address may have to be added.
  public static final String ADDRESS = "127.0.0.3";

  private static final int CONNECT_MILLIS = 2000;
  private static final int READ_MILLIS = 30_000;

  @Override
  public void accept(Connection connection) throws IOException {
    Optional<LabRequest> request = LabRequest.read(connection.in());
    if (request.isEmpty()) return;
    boolean answered;
    try (var socket = new Socket()) {
      socket.setSoTimeout(READ_MILLIS);
      socket.connect(origin, CONNECT_MILLIS);
      socket.getOutputStream().write(forwarded(request.get()));
      answered = copy(socket.getInputStream(), connection);
    } catch (IOException _) {
      answered = connection.sent() > 0; // The origin reset, or took too long.
    }
    if (!answered) {
      String reply = Replies.status(502, "Bad Gateway", "no reply came from the origin\n");
      connection.send(Exchange.latin1(Replies.to(request.get(), reply)));
    }
    connection.fin();
  }

  private static byte[] forwarded(LabRequest request) {
    var head = new StringBuilder(request.method()).append(' ').append(request.target());
    head.append(" HTTP/1.1\r\n");
    for (String field : request.fields()) head.append(field).append("\r\n");
    return Exchange.latin1(head + "Via: 1.1 lab\r\nConnection: close\r\n\r\n");
  }

  private static boolean copy(InputStream from, Connection to) throws IOException {
    byte[] buffer = new byte[8192];
    boolean any = false;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.send(Arrays.copyOf(buffer, n));
      any = true;
    }
    return any;
  }
}
