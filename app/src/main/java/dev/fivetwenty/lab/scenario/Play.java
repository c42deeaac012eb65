package dev.fivetwenty.lab.scenario;

import dev.fivetwenty.lab.dns.DnsAnswer;
import dev.fivetwenty.lab.socket.Acceptor;
import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Door;
import dev.fivetwenty.lab.tls.Certificates;
import java.util.function.BiFunction;

/// Where a scenario is met and what happens there.
public sealed interface Play {

  /// Under a path of the lab's main port.
  ///
  /// @param host to ask it as; empty for the port's own address
  record OnPath(Behaviour behaviour, String host) implements Play {
    OnPath(Behaviour behaviour) {
      this(behaviour, "");
    }
  }

  /// On a port of its own.
  ///
  /// @param scheme of the URL to ask it with
  /// @param host   to ask it as
  /// @param door   made from the lab's certificates and from what serves ordinary requests
  record OnPort(String scheme, String host, BiFunction<Certificates, Acceptor, Door> door)
      implements Play {}

  /// In the lab's name server, under a name of the zone `lab.test`.
  record OnName(String name, DnsAnswer answer) implements Play {}

  /// Not by a server: a command that shows it, or why only a test can.
  record ByHand(String how) implements Play {}
}
