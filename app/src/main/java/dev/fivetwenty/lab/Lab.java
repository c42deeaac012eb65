package dev.fivetwenty.lab;

import dev.fivetwenty.lab.dns.DnsAnswer;
import dev.fivetwenty.lab.dns.NameServer;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.repertoire.TlsPorts;
import dev.fivetwenty.lab.scenario.DnsNames;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Play;
import dev.fivetwenty.lab.scenario.Relay;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Door;
import dev.fivetwenty.lab.socket.Memory;
import dev.fivetwenty.lab.socket.Ports;
import dev.fivetwenty.lab.tls.Certificates;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A running lab: an origin that misbehaves on purpose.
///
/// Owns its ports and threads until [#close]. Any thread may call.
public final class Lab implements AutoCloseable {

  private final LabOptions options;
  private final Ports ports;
  private final Certificates certificates;
  private final Map<String, Integer> own = new LinkedHashMap<>();
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private final CompletableFuture<LabAddresses> ready = new CompletableFuture<>();

  private Lab(LabOptions options) {
    this.options = options;
    this.ports = new Ports(e -> options.log().accept("lost: " + e));
    this.certificates = new Certificates(options.clock());
  }

  /// Opens every port, or none: if one cannot be had, what was opened is closed again.
  public static Lab open(LabOptions options) throws IOException {
    var lab = new Lab(options);
    try {
      lab.start();
      return lab;
    } catch (IOException e) {
      lab.close();
      throw e;
    }
  }

  private void start() throws IOException {
    var paths = new Paths(options, certificates, new Memory(options.clock()), ready);
    Door front = front(paths);
    int main = ports.open(options.listen(), front);
    var listen = new InetSocketAddress(options.listen().getAddress(), main);
    openRelay(listen);
    int next = options.listen().getPort() == 0 ? 0 : main + 1;
    var dns = startDns(next);
    if (options.only().isEmpty() && options.recorded().isEmpty()) {
      for (Scenario scenario : Scenarios.all()) {
        if (!(scenario.play() instanceof Play.OnPort on)) continue;
        if (next != 0) next++;
        own.put(scenario.slug(), openNear(next, on.door().apply(certificates, paths)));
      }
    }
    if (next != 0) next++;
    int https = openNear(next, TlsPorts.sound(certificates, paths));
    String authority =
        options.certificates().map(f -> f.resolve("lab-ca.pem").toString()).orElse("lab-ca.pem");
    ready.complete(new LabAddresses(listen, https, dns, own, authority));
    options.certificates().ifPresent(folder -> ports.background(() -> writeCertificates(folder)));
  }

  private Door front(Paths paths) {
    if (options.only().isPresent() && options.only().get().play() instanceof Play.OnPort on) {
      return on.door().apply(certificates, paths);
    }
    return new Door.Serving(paths);
  }

  private InetSocketAddress startDns(int port) throws IOException {
    var zone = new HashMap<String, DnsAnswer>();
    for (Scenario scenario : Scenarios.all()) {
      if (scenario.play() instanceof Play.OnName on) zone.put(on.name(), on.answer());
    }
    zone.put("ok.lab.test", DnsAnswer.of("127.0.0.1"));
    zone.put("lab.test", DnsAnswer.of("127.0.0.1"));
    zone.put(DnsNames.PROXIED, DnsAnswer.of(Relay.ADDRESS));
    NameServer server;
    try {
      server = new NameServer(at(port), zone, options.log());
    } catch (BindException _) {
      server = new NameServer(at(0), zone, options.log());
    }
    ports.keep(server);
    ports.background(server::serve);
    return at(server.port());
  }

  /// Opens the proxy where the lab is at home on this machine; without it, names that lead there
  /// are refused.
  private void openRelay(InetSocketAddress main) {
    if (!main.getHostString().equals("127.0.0.1")) return;
    try {
      ports.open(
          new InetSocketAddress(Relay.ADDRESS, main.getPort()), new Door.Serving(new Relay(main)));
    } catch (IOException e) {
      options.log().accept("no proxy: " + e);
    }
  }

  private int openNear(int port, Door door) throws IOException {
    try {
      return ports.open(at(port), door);
    } catch (BindException _) {
      return ports.open(at(0), door); // Taken: any free one does.
    }
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(options.listen().getAddress(), port);
  }

  private void writeCertificates(Path folder) {
    try {
      certificates.write(folder);
      written.complete(null);
    } catch (IOException e) {
      options.log().accept("certificates: " + e);
      written.completeExceptionally(e);
    }
  }

  /// Returns when the folder of [LabOptions#certificates] is filled; never, without one.
  public CompletableFuture<Void> certificatesWritten() {
    return written.copy();
  }

  public LabAddresses addresses() {
    return ready.join();
  }

  public URI urlOf(Scenario scenario) {
    return addresses().urlOf(scenario);
  }

  /// Returns the PEM of the authority that signs the lab's certificates; the first call makes it.
  public String authorityPem() {
    return certificates.authorityPem();
  }

  /// Returns how many connections are being served.
  public int connections() {
    return ports.connections();
  }

  @Override
  public void close() {
    ports.close();
  }
}
