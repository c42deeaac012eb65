package dev.fivetwenty.lab.repertoire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.PlainClient;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.socket.Ending;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Scenarios whose answer depends on the request, on chance, on time or on those before.
class VariationsTest {

  private static final Ask CLOSING = Ask.with("Connection: close");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    LabOptions anywhere = LabOptions.ANYWHERE;
    lab =
        Lab.open(
            new LabOptions(
                anywhere.listen(), Optional.empty(), Optional.empty(), Optional.empty(), _ -> {}, now::get));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void oneRequestInEachRunFailsAndTheSeedSaysWhich() throws IOException {
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (ask("/intermittent?n=4&seed=7", CLOSING).bytes().length == 0) failed.add(i);
    }

    assertThat(failed).hasSize(3).allMatch(i -> Variations.isUnlucky(4, 7, i));
  }

  @Test
  void theRateLimitForgetsAfterItsWindow() throws IOException {
    assertThat(statuses("/rate-limited?n=2", 4)).containsExactly("200", "200", "429", "429");

    now.set(now.get().plus(Duration.ofSeconds(11)));
    assertThat(statuses("/rate-limited?n=2", 1)).containsExactly("200");
  }

  @Test
  void onlySoManyAreServedAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Callable<PlainClient>>();
      for (int i = 0; i < 10; i++) {
        clients.add(() -> ask("/fails-under-concurrency?max=3&work=1000", CLOSING));
      }
      List<Ending> endings = new ArrayList<>();
      for (var client : threads.invokeAll(clients)) endings.add(client.get().ending());

      assertThat(endings).contains(Ending.RST).contains(Ending.FIN);
    }
    assertThat(statuses("/fails-under-concurrency?max=3&work=0", 3)).containsOnly("200");
  }

  @Test
  void eachVariationIsSoundForTheOthers() throws IOException {
    for (String path : List.of("/varies-by-request-field", "/varies-by-cookie-size",
        "/varies-by-coding", "/varies-by-method", "/differs-through-proxy")) {
      assertThat(statuses(path, 1)).as(path).containsExactly("200");
    }
    Ask browser = Ask.with("Connection: close", "User-Agent: Mozilla/5.0");
    assertThat(ask("/varies-by-user-agent", browser).text()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void theAnswerToTheUnwelcomeCanBeChosen() throws IOException {
    Ask robot = Ask.with("User-Agent: curl/8.5.0", "Connection: close");

    assertThat(ask("/varies-by-user-agent?answer=503", robot).text()).startsWith("HTTP/1.1 503 ");
    assertThat(ask("/varies-by-user-agent?answer=fin", robot))
        .satisfies(r -> assertThat(r.bytes()).isEmpty())
        .satisfies(r -> assertThat(r.ending()).isEqualTo(Ending.FIN));
    assertThat(ask("/varies-by-user-agent?block=wget", robot).text()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void headersGrowWithEachRequest() throws IOException {
    int first = ask("/limit-header-section-growing?step=100", CLOSING).bytes().length;
    int second = ask("/limit-header-section-growing?step=100", CLOSING).bytes().length;

    assertThat(second - first).isEqualTo(100);
  }

  @Test
  void aHeaderSectionIsExactlyAsLargeAsAskedFor() throws IOException {
    for (int size : new int[] {64, 8192, 8193, 131_073}) {
      String text = ask("/limit-header-section?size=" + size, CLOSING).text();
      int section = text.indexOf("\r\n\r\n") + 2 - "HTTP/1.1 200 OK\r\n".length();
      assertThat(section).isEqualTo(size);
    }
  }

  @Test
  void anIdleConnectionIsClosedWhenItsTimeIsOver() throws IOException {
    URI url = lab.addresses().index().resolve("/keepalive-short?idle=50");
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PlainClient.PATIENT);
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(PlainClient.request(url, Ask.GET));
        int length = "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Type: text/plain\r\n".length()
            + "Content-Length: 6\r\n\r\nhello\n".length();
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
      }
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private List<String> statuses(String path, int requests) throws IOException {
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < requests; i++) statuses.add(ask(path, CLOSING).text().substring(9, 12));
    return statuses;
  }

  private PlainClient ask(String path, Ask ask) throws IOException {
    return PlainClient.ask(lab.addresses().index().resolve(path), ask, PlainClient.PATIENT);
  }
}
