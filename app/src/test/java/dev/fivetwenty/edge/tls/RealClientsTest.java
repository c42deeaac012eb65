package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.edge.listener.Door;
import dev.fivetwenty.edge.listener.Refusal;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.peers.Programs;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TLS with curl and with OpenSSL's client, who also say whether a session was resumed.
@ExtendWith(NoLeaks.class)
class RealClientsTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
  private static final int LOADERS = 3;
  private static final int CONNECTIONS = 60;
  private static final int RELOADS = 40;

  @TempDir Path folder;
  private TestCertificates certificates;
  private Door door;

  @BeforeEach
  void start() {
    certificates = new TestCertificates(folder);
  }

  @AfterEach
  void close() {
    if (door != null) door.close();
  }

  private ListenerTls open(TransportChoice transport) {
    ListenerTls options =
        TestCertificates.options(
            certificates.issue("a", "EC", "a.example"), certificates.issue("b", "RSA", "b.example"));
    door = Door.open(Door.Wish.PLAIN.on(transport).with(options));
    return options;
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, 1.2", "EPOLL, 1.3", "NIO, 1.2", "NIO, 1.3"})
  void curlAsksOverBothVersions(TransportChoice transport, String version) throws Exception {
    open(transport);

    assertThat(curl("--tlsv" + version, "--tls-max", version, "https://b.example:" + door.port() + "/"))
        .contains("client 127.0.0.1, TLSv" + version + " b.example");
  }

  @ParameterizedTest
  @CsvSource({"EPOLL", "NIO"})
  void curlIsToldThatThePortIsForTls(TransportChoice transport) throws Exception {
    open(transport);

    assertThat(curl("-i", "http://a.example:" + door.port() + "/")).startsWith("HTTP/1.1 400 Bad Request");
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, -tls1_2, a.example", "EPOLL, -tls1_3, b.example", "EPOLL, -tls1_2 -no_ticket, a.example",
    "NIO, -tls1_2, a.example", "NIO, -tls1_3, a.example", "NIO, -tls1_2 -no_ticket, a.example",
  })
  void sessionsAreResumed(TransportChoice transport, String options, String name) throws Exception {
    open(transport);
    Path session = folder.resolve("session");

    assertThat(openssl(options, name, "-sess_out", session.toString())).contains("New, TLSv1");
    assertThat(openssl(options, name, "-sess_in", session.toString())).contains("Reused, TLSv1");
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void ticketsOutliveReloadsAndTwoRotations(String version) throws Exception {
    ListenerTls options = open(TransportChoice.EPOLL);
    ClientTls tls = door.tls.orElseThrow();
    Path session = folder.resolve("session");
    openssl(version, "a.example", "-sess_out", session.toString());

    tls.reload(options);
    tls.rotate();
    tls.rotate();
    assertThat(openssl(version, "a.example", "-sess_in", session.toString())).contains("Reused, TLSv1");
    tls.rotate();
    assertThat(openssl(version, "a.example", "-sess_in", session.toString())).contains("New, TLSv1");
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void aTicketOfOneNameOpensNothingUnderAnother(String version) throws Exception {
    open(TransportChoice.EPOLL);
    Path session = folder.resolve("session");
    openssl(version, "a.example", "-sess_out", session.toString());

    assertThat(openssl(version, "b.example", "-sess_in", session.toString())).contains("New, TLSv1");
  }

  @Test
  void connectionsThatOpenWhileCertificatesAreReplacedAllSucceed() throws Exception {
    ListenerTls options = open(TransportChoice.EPOLL);
    ClientTls tls = door.tls.orElseThrow();
    var former = new ArrayList<ReferenceCounted>();
    try (var threads = Executors.newFixedThreadPool(LOADERS)) {
      List<Future<Integer>> loads = new ArrayList<>();
      for (int i = 0; i < LOADERS; i++) loads.add(threads.submit(load()));
      for (int i = 0; i < RELOADS; i++) {
        for (ServerContext context : tls.contexts().contexts()) {
          former.add((ReferenceCounted) context.context());
        }
        tls.reload(options);
        tls.rotate();
      }
      assertThat(sum(loads)).isEqualTo(LOADERS * CONNECTIONS);
    }
    Door.eventually(
        "all released", () -> former.stream().allMatch(context -> context.refCnt() == 0));
    assertThat(door.refusals.of(Refusal.TLS_HANDSHAKE)).isZero();
  }

  private Callable<Integer> load() {
    return () -> {
      int answered = 0;
      for (int i = 0; i < CONNECTIONS; i++) {
        String name = i % 2 == 0 ? "a.example" : "b.example";
        String reply = new TlsPeer(door.port(), certificates.authority()).named(name).ask();
        if (reply.contains(name)) answered++;
      }
      return answered;
    };
  }

  private static int sum(List<Future<Integer>> counts)
      throws InterruptedException, ExecutionException {
    int sum = 0;
    for (Future<Integer> count : counts) sum += count.get();
    return sum;
  }

  private String curl(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(Programs.require("curl").toString(), "-sS", "--max-time", "20"));
    command.addAll(List.of("--cacert", certificates.authority().toString()));
    for (String name : List.of("a.example", "b.example")) {
      command.addAll(List.of("--resolve", name + ":" + door.port() + ":127.0.0.1"));
    }
    command.addAll(List.of(arguments));
    return run(command, "");
  }

  /// Asks once; the request is sent when the handshake is over, and tickets of TLS 1.3 come with the reply.
  private String openssl(String options, String name, String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Programs.require("openssl").toString(), "s_client", "-ign_eof",
                "-connect", "127.0.0.1:" + door.port(), "-servername", name,
                "-CAfile", certificates.authority().toString()));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of(more));
    String said = run(command, GET);
    assertThat(said).contains("client 127.0.0.1, TLSv1").contains(name);
    return said;
  }

  private static String run(List<String> command, String input)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      try (var to = process.getOutputStream()) {
        to.write(input.getBytes(ISO_8859_1));
      }
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
