package dev.fivetwenty.doctor.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.replay.ReplayPlan.WarmUp;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Replays against the lab: real connections, exact rates.
@Timeout(60)
class ReplayTest {

  private static Lab lab;
  private static Origins origins;

  @BeforeAll
  static void open() throws Exception {
    lab = Lab.open(LabOptions.ANYWHERE);
    origins = Origins.open();
  }

  @AfterAll
  static void close() {
    origins.close();
    lab.close();
  }

  @Test
  void theIntervalOfAnIntermittentFaultContainsItsTrueRate() {
    Replayed replayed = replayed("intermittent?n=20&seed=7", Cause.RESP_EMPTY_FIN, 100);
    assertThat(replayed.likelihood().tried()).isEqualTo(100);
    assertThat(replayed.likelihood().failed()).isEqualTo(5);
    assertThat(replayed.likelihood().low()).isLessThan(0.05);
    assertThat(replayed.likelihood().high()).isGreaterThan(0.05);
    assertThat(replayed.outcomes())
        .containsExactly(Map.entry("200", 95), Map.entry("resp-empty-fin", 5));
    assertThat(replayed.proof()).isPresent();
  }

  @Test
  void anotherFaultIsAnotherOutcome() {
    Replayed replayed = replayed("hdr-none", Cause.RESP_EMPTY_FIN, 3);
    assertThat(replayed.likelihood().failed()).isZero();
    assertThat(replayed.outcomes()).containsExactly(Map.entry("hdr-none", 3));
    assertThat(replayed.verdicts()).hasSize(3);
  }

  @Test
  void whatFailsOnlyOnAKeptConnectionIsSentOverOne() {
    AttemptOrder order = order("conn-stale-reuse", false);
    assertThat(run(new ReplayPlan(order, Optional.empty(), 3, 50)).likelihood().failed()).isZero();
    var warmUp = new WarmUp(order("conn-stale-reuse", true), Duration.ofMillis(20));
    var plan = new ReplayPlan(order, Optional.of(warmUp), 3, 50);
    assertThat(plan.requests()).isEqualTo(6);
    assertThat(run(plan).outcomes()).containsExactly(Map.entry("conn-stale-reuse", 3));
  }

  @Test
  void moreThanFiftyRequestsToAForeignOriginNeedConsent() {
    var foreign = new Target(URI.create("http://192.0.2.1/"), Optional.empty(), 80);
    var order =
        new AttemptOrder(
            foreign, new byte[0], RequestBytes.get(foreign.url()).expected(), Profile.CLASSIC,
            TlsOptions.DEFAULT, Duration.ofSeconds(1), 0, false, Optional.empty());
    assertThat(new ReplayPlan(order, Optional.empty(), 50, 5).needsConsent()).isFalse();
    assertThat(new ReplayPlan(order, Optional.empty(), 51, 5).needsConsent()).isTrue();
    var warmUp = Optional.of(new WarmUp(order, Duration.ZERO));
    assertThat(new ReplayPlan(order, warmUp, 26, 5).needsConsent()).isTrue();
    assertThat(new ReplayPlan(order("ok", false), Optional.empty(), 500, 5).needsConsent()).isFalse();
  }

  @Test
  void anInterruptedReplaySaysWhatItHas() {
    AttemptOrder order = order("ok", false);
    var plan = new ReplayPlan(order, Optional.empty(), 1000, 50);
    Thread worker = Thread.currentThread();
    Replayed replayed =
        new Replay(origins, Timekeeper.system())
            .run(plan, Optional.empty(), ended -> { if (ended == 3) worker.interrupt(); });
    assertThat(replayed.interrupted()).isTrue();
    assertThat(replayed.attempts()).hasSize(3);
    assertThat(replayed.likelihood().failed()).as("ended as it did then").isEqualTo(3);
  }

  private static Replayed replayed(String path, Cause expected, int times) {
    var plan = new ReplayPlan(order(path, false), Optional.empty(), times, 50);
    return new Replay(origins, Timekeeper.system()).run(plan, Optional.of(expected), _ -> {});
  }

  private static Replayed run(ReplayPlan plan) {
    return new Replay(origins, Timekeeper.system())
        .run(plan, Optional.of(Cause.CONN_STALE_REUSE), _ -> {});
  }

  private static AttemptOrder order(String path, boolean keepOpen) {
    URI url = URI.create(lab.addresses().index() + path);
    RequestBytes request = RequestBytes.get(url);
    return new AttemptOrder(
        new Target(url, Optional.empty(), url.getPort()), request.toByteArray(),
        request.expected(), Profile.CLASSIC, TlsOptions.DEFAULT, Duration.ofSeconds(20), 4096,
        keepOpen, Optional.empty());
  }
}
