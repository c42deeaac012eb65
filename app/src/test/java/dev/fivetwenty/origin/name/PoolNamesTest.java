package dev.fivetwenty.origin.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Errno;
import dev.fivetwenty.cause.Resolution;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a pool knows of the addresses of its origin's name.
class PoolNamesTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final List<String> THREE = List.of("192.0.2.1", "192.0.2.2", "192.0.2.3");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
  private final List<CompletableFuture<Resolution>> asked = new ArrayList<>();
  private final PoolNames names = names(Optional.empty());

  private PoolNames names(Optional<Resolution> local) {
    return new PoolNames(
        channel.eventLoop(), "shop.example", local,
        (name, limit) -> {
          var answer = new CompletableFuture<Resolution>();
          asked.add(answer);
          return answer;
        },
        LIMIT);
  }

  @Test
  void whoWaitsForAnAnswerSharesOneQuestion() {
    assertThat(names.known()).isEmpty();
    CompletableFuture<Resolution> first = names.ask(LIMIT);
    CompletableFuture<Resolution> second = names.ask(LIMIT);
    answer(THREE);

    assertThat(asked).hasSize(1);
    assertThat(first.join().addresses()).isEqualTo(THREE);
    assertThat(second.join().addresses()).isEqualTo(THREE);
    assertThat(first.join().took()).isEqualTo(Duration.ofMillis(3));
    assertThat(names.known().orElseThrow().took()).isZero();
  }

  @Test
  void newConnectionsBeginWithEachAddressInTurn() {
    learn(THREE);

    for (int round = 0; round < 3; round++) {
      Set<String> firsts = new TreeSet<>();
      for (int i = 0; i < 3; i++) {
        List<String> inTurn = addresses();
        assertThat(inTurn).containsExactlyInAnyOrderElementsOf(THREE);
        firsts.add(inTurn.getFirst());
      }
      assertThat(firsts).containsExactlyElementsOf(THREE);
    }
  }

  @Test
  void alsoThoseOfTheHostsFile() {
    PoolNames local = names(Resolver.locally("localhost", false));
    Set<String> firsts = new TreeSet<>();
    for (int i = 0; i < 2; i++) firsts.add(local.known().orElseThrow().addresses().getFirst());

    assertThat(firsts).hasSizeBetween(1, 2).contains("127.0.0.1");
    assertThat(asked).isEmpty();
  }

  @Test
  void anAddressThatCannotBeConnectedToComesLastForAWhile() {
    learn(THREE);
    names.unreachable("192.0.2.2");

    pass(Duration.ofSeconds(29));
    for (int i = 0; i < 6; i++) assertThat(addresses().getLast()).isEqualTo("192.0.2.2");
    pass(Duration.ofSeconds(1));
    Set<String> firsts = new TreeSet<>();
    for (int i = 0; i < 3; i++) firsts.add(addresses().getFirst());
    assertThat(firsts).containsExactlyElementsOf(THREE);
  }

  @Test
  void anOldAnswerIsUsedWhileItIsAskedForAnew() {
    learn(THREE);
    pass(Duration.ofSeconds(29));
    addresses();
    assertThat(asked).hasSize(1);

    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) assertThat(addresses()).hasSize(3);
    assertThat(asked).hasSize(2);

    answer(List.of("192.0.2.9"));
    assertThat(addresses()).containsExactly("192.0.2.9");
  }

  @Test
  void theLastGoodAnswerIsUsedForTenMinutesWhileDnsFails() {
    learn(THREE);
    for (int seconds = 0; seconds < 599; seconds++) {
      pass(Duration.ofSeconds(1));
      assertThat(addresses()).as("after %d s", seconds).hasSize(3);
      if (!asked.getLast().isDone()) fail("SERVFAIL");
    }
    // Every five seconds from the thirtieth on.
    assertThat(asked).hasSizeBetween(100, 116);

    pass(Duration.ofSeconds(1));

    assertThat(names.known().map(Resolution::rcode).orElse("SERVFAIL")).isEqualTo("SERVFAIL");
  }

  @Test
  void aFailureIsTheAnswerForFiveSeconds() {
    assertThat(names.known()).isEmpty();
    names.ask(LIMIT);
    fail("NXDOMAIN");
    for (int i = 0; i < 100; i++) {
      assertThat(names.known().orElseThrow().rcode()).isEqualTo("NXDOMAIN");
    }
    assertThat(asked).hasSize(1);

    pass(Duration.ofSeconds(5));
    assertThat(names.known()).isEmpty();
  }

  @Test
  void whenNoAddressCanBeConnectedToDnsIsAskedSooner() {
    learn(List.of("192.0.2.1"));
    pass(Duration.ofSeconds(5));
    addresses();
    assertThat(asked).hasSize(1);

    names.unreachable("192.0.2.1");
    for (int i = 0; i < 10; i++) assertThat(addresses()).containsExactly("192.0.2.1");
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatThisMachineLacksIsNoReasonToTryAnotherAddress() {
    Resolution answer = resolution(THREE, "NOERROR");

    assertThat(names.mayTryNext(answer, failed(Errno.ECONNREFUSED))).isTrue();
    assertThat(names.mayTryNext(answer, failed(Errno.EHOSTUNREACH))).isTrue();
    assertThat(names.mayTryNext(answer, failed(Errno.EMFILE))).isFalse();
  }

  private static Connect failed(int errno) {
    return new Connect("192.0.2.1:80", "", errno, false, Duration.ZERO);
  }

  private void learn(List<String> addresses) {
    assertThat(names.known()).isEmpty();
    names.ask(LIMIT);
    answer(addresses);
  }

  private void answer(List<String> addresses) {
    asked.getLast().complete(resolution(addresses, "NOERROR"));
    channel.runPendingTasks();
  }

  private void fail(String rcode) {
    asked.getLast().complete(resolution(List.of(), rcode));
    channel.runPendingTasks();
  }

  private static Resolution resolution(List<String> addresses, String rcode) {
    return new Resolution(
        "shop.example", addresses, rcode, "", "192.0.2.53:53", 1, Duration.ofMillis(3));
  }

  private List<String> addresses() {
    return names.known().orElseThrow().addresses();
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
