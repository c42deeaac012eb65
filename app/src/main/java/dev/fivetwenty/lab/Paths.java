package dev.fivetwenty.lab;

import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.repertoire.Sound;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Play;
import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Acceptor;
import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Connection;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import dev.fivetwenty.lab.socket.Memory;
import dev.fivetwenty.lab.tls.Certificates;
import dev.fivetwenty.lab.tls.Hello;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Serves the main port: reads a request, lets the scenario of its path answer, and again.
final class Paths implements Acceptor {

  /// How long a kept connection waits for its next request unless a scenario says otherwise.
  static final Duration IDLE = Duration.ofMinutes(5);

  private final LabOptions options;
  private final Certificates certificates;
  private final Memory memory;
  private final CompletableFuture<LabAddresses> addresses;

  Paths(
      LabOptions options, Certificates certificates, Memory memory,
      CompletableFuture<LabAddresses> addresses) {
    this.options = options;
    this.certificates = certificates;
    this.memory = memory;
    this.addresses = addresses;
  }

  @Override
  public void accept(Connection connection) throws IOException {
    connection.socket().setSoTimeout((int) IDLE.toMillis());
    if (Hello.isNext(connection)) {
      String reply = Replies.status(400, "Bad Request", "TLS came to a plain port\n");
      connection.send(Exchange.latin1(reply));
      connection.fin();
      return;
    }
    for (int number = 1; connection.ended() == Ending.KEEP; number++) {
      Optional<LabRequest> request;
      try {
        request = LabRequest.read(connection.in());
      } catch (SocketTimeoutException _) {
        connection.fin(); // Idle for as long as a kept connection may be.
        return;
      }
      if (request.isEmpty()) return;
      serve(new Exchange(request.get(), connection, number, memory));
    }
  }

  private void serve(Exchange exchange) throws IOException {
    LabRequest request = exchange.request();
    Connection connection = exchange.connection();
    long before = connection.sent();
    try {
      Behaviour behaviour = behaviour(request);
      if (behaviour.wantsContent()) exchange.readContent();
      behaviour.play(exchange);
      if (connection.ended() == Ending.KEEP && !request.isRepeatable()) connection.fin();
    } finally {
      options.log().accept(
          "%s %s from %s: %d bytes, then %s".formatted(
              request.method(), request.target(), connection.socket().getRemoteSocketAddress(),
              connection.sent() - before, connection.ended()));
    }
  }

  private Behaviour behaviour(LabRequest request) {
    if (options.recorded().isPresent()) return options.recorded().get();
    if (options.only().isPresent() && options.only().get().play() instanceof Play.OnPath on) {
      return on.behaviour();
    }
    String path = request.path();
    if (path.equals("/ca.pem")) return x -> text(x, certificates.authorityPem());
    if (path.startsWith("/raw/")) return raw(path.substring("/raw/".length()));
    Behaviour sound = Sound.PATHS.get(path);
    if (sound != null) return sound;
    return Scenarios.named(path.substring(1))
        .filter(s -> s.kind() == Scenario.Kind.PATH)
        .map(s -> ((Play.OnPath) s.play()).behaviour())
        .orElse(x -> index(x, path));
  }

  private static Behaviour raw(String name) {
    return RawCases.named(name)
        .<Behaviour>map(RawCases.Case::reply)
        .orElse(x -> missing(x, "no such case; see / for all\n"));
  }

  private void index(Exchange x, String path) throws IOException {
    if (path.equals("/")) text(x, Index.of(addresses.join()));
    else missing(x, "no such scenario; see / for all\n");
  }

  private static void missing(Exchange x, String text) throws IOException {
    x.send(Replies.to(x.request(), Replies.status(404, "Not Found", text)));
  }

  private static void text(Exchange x, String text) throws IOException {
    x.send(Replies.to(x.request(), Replies.status(200, "OK", text)));
  }
}
