package dev.fivetwenty.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import org.junit.jupiter.api.Test;

/// Each exchange is counted once, under labels of closed lists.
class LoopMetersTest {

  private final Labels labels = new Labels();
  private final Label listener = labels.listener("127.0.0.1:8520");
  private final Label route = labels.route("*/");
  private final Label origin = labels.origin("http://127.0.0.1:8080");
  private final LoopMeters meters = new LoopMeters();

  @Test
  void anExchangeIsCountedUnderItsMethodAndStatus() {
    meters.exchange(exchange("GET", 200));
    meters.exchange(exchange("GET", 200));
    meters.exchange(exchange("GET", 418));
    meters.exchange(exchange("BREW", 200));
    meters.exchange(exchange("get", 0));

    assertThat(requests("GET", "200")).isEqualTo(2);
    assertThat(requests("GET", "4xx")).isEqualTo(1);
    assertThat(requests("other", "200")).isEqualTo(1);
    assertThat(requests("other", "none")).isEqualTo(1);
    assertThat(meters.requestDurations().sumNanos(route)).isEqualTo(5 * 1_234_567);
  }

  @Test
  void everyStatusHasAnIndexWithinTheList() {
    for (int status = -5; status < 2000; status++) {
      int index = Statuses.index(status);
      assertThat(index).isBetween(0, Statuses.count() - 1);
      if (status >= 100 && status < 600) {
        assertThat(Statuses.label(index)).isIn(status + "", status / 100 + "xx");
      } else {
        assertThat(Statuses.label(index)).isEqualTo("none");
      }
    }
  }

  @Test
  void aFailureIsCountedAsErrorOfItsOriginAndAsAnswerOfTheEdge() {
    ExchangeRecord failed = exchange("GET", 520);
    failed.edgeMade = true;
    failed.cause = Cause.RESP_EMPTY_FIN;
    meters.exchange(failed);

    assertThat(meters.originErrors(origin, Cause.RESP_EMPTY_FIN)).isEqualTo(1);
    assertThat(meters.edgeAnswers(Cause.RESP_EMPTY_FIN, Statuses.index(520))).isEqualTo(1);
    assertThat(meters.aborted(Cause.RESP_EMPTY_FIN)).isZero();
  }

  @Test
  void aFailureBehindTheHeadIsCountedAsAborted() {
    ExchangeRecord failed = exchange("GET", 200);
    failed.cause = Cause.BODY_SHORT_FIN;
    failed.statusIfUncommitted = 520;
    meters.exchange(failed);

    assertThat(meters.aborted(Cause.BODY_SHORT_FIN)).isEqualTo(1);
    assertThat(meters.originErrors(origin, Cause.BODY_SHORT_FIN)).isEqualTo(1);
    assertThat(requests("GET", "200")).isEqualTo(1);
  }

  @Test
  void ourOwnDefectIsNotCountedAgainstTheOrigin() {
    ExchangeRecord failed = exchange("GET", 500);
    failed.edgeMade = true;
    failed.cause = Cause.EDGE_DEFECT;
    meters.exchange(failed);

    assertThat(meters.originErrors(origin, Cause.EDGE_DEFECT)).isZero();
    assertThat(meters.edgeAnswers(Cause.EDGE_DEFECT, Statuses.index(500))).isEqualTo(1);
  }

  @Test
  void aRefusedRequestIsAnAnswerWithoutCause() {
    ExchangeRecord refused = exchange("GET", 431);
    refused.edgeMade = true;
    refused.origin = null;
    refused.route = null;
    meters.exchange(refused);

    assertThat(meters.edgeAnswers(null, Statuses.index(431))).isEqualTo(1);
    Label none = labels.routes().getFirst();
    assertThat(none.name()).isEqualTo("none");
    assertThat(meters.requests(listener, none, method("GET"), Statuses.index(431))).isEqualTo(1);
  }

  @Test
  void anAttemptThatIsMadeAgainIsAnErrorOfItsOriginToo() {
    meters.retry(origin, Cause.CONN_STALE_REUSE, RetryReason.STALE_REUSE);

    assertThat(meters.retries(RetryReason.STALE_REUSE)).isEqualTo(1);
    assertThat(meters.originErrors(origin, Cause.CONN_STALE_REUSE)).isEqualTo(1);
  }

  @Test
  void routesThatAReloadAddsAreCountedWithTheOldOnes() {
    meters.exchange(exchange("GET", 200));
    Label late = null;
    for (int i = 0; i < 50; i++) late = labels.route("route-" + i);
    ExchangeRecord record = exchange("PUT", 204);
    record.route = late;
    meters.exchange(record);

    assertThat(meters.requests(listener, late, method("PUT"), Statuses.index(204))).isEqualTo(1);
    assertThat(requests("GET", "200")).isEqualTo(1);
    assertThat(labels.route("*/")).isSameAs(route);
  }

  @Test
  void namesBeyondTheLimitShareOne() {
    for (int i = 0; i < 2 * Labels.ORIGINS; i++) labels.origin("http://10.0.0.1:" + i);

    assertThat(labels.origins()).hasSize(Labels.ORIGINS);
    assertThat(labels.origin("http://one.more").name()).isEqualTo("other");
  }

  @Test
  void aDurationFallsIntoTheFirstBucketThatHoldsIt() {
    var durations = new Durations();
    for (int i = 0; i < Durations.buckets() - 1; i++) {
      durations.add(route, Durations.bound(i));
      durations.add(route, Durations.bound(i) + 1);
    }

    assertThat(durations.count(route, 0)).isEqualTo(1);
    for (int i = 1; i < Durations.buckets() - 1; i++) {
      assertThat(durations.count(route, i)).isEqualTo(2);
    }
    assertThat(durations.count(route, Durations.buckets() - 1)).isEqualTo(1);
  }

  private ExchangeRecord exchange(String method, int status) {
    return Records.with(
        record -> {
          record.texts().clear();
          Records.text(record, Text.METHOD, method);
          record.status = status;
          record.listener = listener;
          record.route = route;
          record.origin = origin;
        });
  }

  private long requests(String method, String code) {
    for (int i = 0; i < Statuses.count(); i++) {
      if (Statuses.label(i).equals(code)) {
        return meters.requests(listener, route, method(method), i);
      }
    }
    throw new AssertionError(code);
  }

  private static int method(String method) {
    for (int i = 0; i < Methods.count(); i++) {
      if (Methods.label(i).equals(method)) return i;
    }
    throw new AssertionError(method);
  }
}
