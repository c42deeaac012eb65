package dev.fivetwenty.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Fixed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabTest {

  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void answersSoundlyUnderOk() throws IOException {
    PlainClient reply = ask("/ok", Ending.SILENCE);

    assertThat(reply.text())
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n");
    assertThat(reply.ending()).as("kept open").isEqualTo(Ending.SILENCE);
  }

  @Test
  void theIndexNamesEveryScenarioWithItsCommand() throws IOException {
    String index = ask("/", Ending.SILENCE).text();

    for (Scenario scenario : Scenarios.all()) {
      assertThat(index).contains("\n  " + scenario.slug() + ": " + scenario.summary() + "\n");
    }
    assertThat(index).contains("curl -vso /dev/null " + lab.urlOf(named(Cause.RESP_EMPTY_FIN)));
    assertThat(index).contains("00_baseline").contains("ce_gzip_origlen");
  }

  @Test
  void rawCasesArriveAsMeasured() throws IOException {
    assertThat(RawCases.names()).hasSize(167);
    for (String name : RawCases.names()) {
      Fixed expected = RawCases.named(name).orElseThrow().reply();
      if (expected.bytes().length > 20_000) continue;
      PlainClient reply = ask("/raw/" + name, expected.ending());
      assertThat(reply.bytes()).as(name).isEqualTo(expected.bytes());
      assertThat(reply.ending()).as(name).isEqualTo(expected.ending());
    }
  }

  @Test
  void anUnknownPathIsNotFound() throws IOException {
    assertThat(ask("/no-such", Ending.SILENCE).text()).startsWith("HTTP/1.1 404 ");
    assertThat(ask("/raw/no-such", Ending.SILENCE).text()).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void oneScenarioCanBeServedUnderEveryPath() throws IOException {
    Scenario empty = named(Cause.RESP_EMPTY_RST);
    try (Lab only = Lab.open(LabOptions.ANYWHERE.only(empty))) {
      PlainClient reply = PlainClient.get(only.addresses().index().resolve("/any/path?x"));

      assertThat(reply).isEqualTo(new PlainClient(reply.bytes(), Ending.RST));
      assertThat(reply.bytes()).isEmpty();
    }
  }

  @Test
  void recordedBytesAreServedWithTheirEnding() throws IOException {
    try (Lab replay = Lab.open(LabOptions.ANYWHERE.replaying(new Fixed("HTTP/1.1 2", Ending.RST)))) {
      PlainClient reply = PlainClient.get(replay.addresses().index());

      assertThat(reply.text()).isEqualTo("HTTP/1.1 2");
      assertThat(reply.ending()).isEqualTo(Ending.RST);
    }
  }

  @Test
  void aRefusedPortRefuses() {
    assertThatThrownBy(() -> PlainClient.get(lab.urlOf(named(Cause.TCP_REFUSED))))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aFullBacklogLeavesASynUnanswered() throws Exception {
    URI url = lab.urlOf(named(Cause.TCP_CONNECT_TIMEOUT));
    var address = new InetSocketAddress(url.getHost(), url.getPort());
    for (int tries = 0; tries < 50; tries++) {
      try (var socket = new Socket()) {
        socket.connect(address, 100);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
    throw new AssertionError("every connection was taken");
  }

  @Test
  void manyClientsAreServedAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Callable<PlainClient>>();
      for (int i = 0; i < 200; i++) clients.add(() -> PlainClient.get(url("/resp-empty-fin")));
      for (var client : threads.invokeAll(clients)) {
        assertThat(client.get().ending()).isEqualTo(Ending.FIN);
      }
    }
  }

  @Test
  void closeFreesEveryPort() throws IOException {
    InetSocketAddress main = lab.addresses().http();
    var silent = new Socket(main.getAddress(), main.getPort());
    silent.getOutputStream().write(PlainClient.request(url("/head-truncated-timeout"), Ask.GET));
    assertThat(silent.getInputStream().readNBytes(27)).hasSize(27);
    lab.close();

    assertThat(silent.getInputStream().read()).isEqualTo(-1);
    assertThat(lab.connections()).isZero();
    for (int port : lab.addresses().ports().values()) {
      try (var again = new ServerSocket()) {
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(main.getAddress(), port));
      }
    }
    silent.close();
  }

  @Test
  void portsFollowTheMainOneWhenTheyAreFree() throws IOException {
    int free;
    try (var any = new ServerSocket(0)) {
      free = any.getLocalPort();
    }
    try (Lab fixed = Lab.open(LabOptions.on(new InetSocketAddress("127.0.0.1", free)))) {
      assertThat(fixed.addresses().http().getPort()).isEqualTo(free);
    }
  }

  private PlainClient ask(String path, Ending expected) throws IOException {
    int patience = expected == Ending.SILENCE ? PlainClient.BRIEF : PlainClient.PATIENT;
    return PlainClient.ask(url(path), Ask.GET, patience);
  }

  private URI url(String path) {
    return lab.addresses().index().resolve(path);
  }

  private static Scenario named(Cause cause) {
    return Scenarios.of(cause).getFirst();
  }
}
