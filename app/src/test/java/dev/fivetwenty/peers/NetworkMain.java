package dev.fivetwenty.peers;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.peers.Asking.Question;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Meets, inside a network namespace of its own, what a packet filter and a missing route do to a
/// request. Prints a line per case: its name and the cause that was found.
///
/// Argument: the path of `iptables`.
final class NetworkMain {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /// The timers of `classic`, a hundred times faster.
  private static final Profile PROFILE =
      Profile.CLASSIC.withTimeouts(
          new Timeouts(
              SECOND, SECOND, SECOND, SECOND, SECOND, SECOND.plusMillis(200), SECOND, SECOND));

  private final String iptables;
  private final Asking asking;
  private final int port;

  private NetworkMain(String iptables, Asking asking, int port) {
    this.iptables = iptables;
    this.asking = asking;
    this.port = port;
  }

  public static void main(String... arguments) throws Exception {
    try (var silent = RawOrigin.start(NetworkMain::staySilent);
        var asking = new Asking()) {
      var main = new NetworkMain(arguments[0], asking, silent.port());
      main.say("silence");
      main.filtered("request-dropped", "--tcp-flags", "PSH", "PSH", "-j", "DROP");
      main.filtered("reset-by-filter", "-j", "REJECT", "--reject-with", "tcp-reset");
      main.filtered("unreachable-by-filter", "-j", "REJECT", "--reject-with", "icmp-host-unreachable");
      main.filtered("syn-dropped", "--syn", "-j", "DROP");
      main.say("no-route", "192.0.2.1");
    }
  }

  private static void staySilent(String requestLine, Socket client) throws IOException {
    InputStream in = client.getInputStream();
    while (in.read() >= 0) continue;
  }

  private void filtered(String name, String... rule) throws Exception {
    rule("-A", rule);
    try {
      say(name);
    } finally {
      rule("-D", rule);
    }
  }

  private void rule(String what, String... rule) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(List.of(iptables, what, "INPUT", "-p", "tcp", "--dport", "" + port));
    command.addAll(List.of(rule));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) throw new IllegalStateException(command + " ended with " + exit);
  }

  private void say(String name) {
    say(name, "127.0.0.1");
  }

  private void say(String name, String host) {
    var question = Question.get("http://" + host + ":" + port + "/").profile(PROFILE);
    var attempt = asking.ask(question);
    String cause =
        attempt.judgement().verdict().map(Verdict::cause).map(c -> c.slug()).orElse("none");
    System.out.println(name + " " + cause);
    System.err.println(name + ": " + Asking.describe(attempt));
  }
}
