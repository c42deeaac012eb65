package dev.fivetwenty.lab.scenario;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/// Where a running lab can be met.
///
/// @param http      the main port
/// @param httpsPort the same under sound TLS
/// @param dns       the name server, UDP
/// @param ports     by slug, the scenarios that have a port of their own
/// @param authority the PEM file of the lab's certificate authority, as a path or a name to give it
public record LabAddresses(
    InetSocketAddress http,
    int httpsPort,
    InetSocketAddress dns,
    Map<String, Integer> ports,
    String authority) {

  public LabAddresses {
    ports = Map.copyOf(ports);
  }

  /// Returns the URL of the index.
  public URI index() {
    return URI.create("http://" + authorityOf(http) + "/");
  }

  /// Returns the URL of the index under sound TLS.
  public URI secureIndex() {
    return URI.create("https://" + authorityOf(new InetSocketAddress(http.getAddress(), httpsPort))
        + "/");
  }

  /// Returns the URL that shows a scenario; one that is shown by hand has none of its own and
  /// gets the documentation address 192.0.2.1.
  public URI urlOf(Scenario scenario) {
    return URI.create(
        switch (scenario.play()) {
          case Play.OnPath on -> "http://" + authorityOf(on.host()) + "/" + scenario.slug();
          case Play.OnPort on -> on.scheme() + "://" + on.host() + ":" + portOf(scenario) + "/";
          case Play.OnName on -> "http://" + on.name() + ":" + http.getPort() + "/ok";
          case Play.ByHand _ -> "http://192.0.2.1/";
        });
  }

  /// Returns the port to connect to for a scenario, as text.
  String portOf(Scenario scenario) {
    return String.valueOf(ports.getOrDefault(scenario.slug(), http.getPort()));
  }

  private String authorityOf(String host) {
    return host.isEmpty() ? authorityOf(http) : host + ":" + http.getPort();
  }

  private static String authorityOf(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
