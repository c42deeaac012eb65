package dev.fivetwenty.edge.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Family;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is let through to an origin that fails, by a clock of the test.
class OutagesTest {

  private static final Failed HOW = new Failed(520, false, "resp-empty-fin", "");

  private final Outages outages = new Outages(null);
  private long now = Long.MAX_VALUE - 1000;

  private static Asked page(String path) {
    return asked("GET", path);
  }

  private static Asked asked(String method, String path) {
    return new Asked(method, "http", "shop.test", path, HeadFields.of(), false, false);
  }

  private boolean spares(String path) {
    return outages.spares(page(path), now).isPresent();
  }

  private void fails(String path, Family family) {
    outages.failed(page(path), family, HOW, now);
  }

  private void later(int millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void whileAllIsWellNobodyIsSpared() {
    assertThat(spares("/")).isFalse();
    outages.succeeded(page("/"));
    assertThat(spares("/")).isFalse();
  }

  @Test
  void headSaysNothingOfAPageWhoseContentIsBroken() {
    fails("/", Family.EMPTY_REPLY);
    outages.succeeded(asked("HEAD", "/"));
    assertThat(spares("/")).isTrue();
    outages.succeeded(page("/"));
    assertThat(spares("/")).isFalse();
  }

  @Test
  void oneAtATimeIsLetThroughAtGrowingIntervals() {
    fails("/", Family.EMPTY_REPLY);
    for (int interval : List.of(100, 200, 400, 800, 1000, 1000)) {
      later(interval - 1);
      assertThat(spares("/")).isTrue();
      later(1);
      assertThat(spares("/")).isFalse();
      later(5000);
      assertThat(spares("/")).isTrue();
      fails("/", Family.EMPTY_REPLY);
    }
  }

  @Test
  void aPageThatFailsConcernsNoOther() {
    fails("/a", Family.EMPTY_REPLY);
    assertThat(spares("/b")).isFalse();
    outages.succeeded(page("/b"));
    assertThat(spares("/a")).isTrue();
  }

  @Test
  void threePagesInARowConcernAll() {
    for (String page : List.of("/a", "/a", "/b", "/b")) fails(page, Family.EMPTY_REPLY);
    assertThat(spares("/d")).isFalse();
    fails("/c", Family.EMPTY_REPLY);
    assertThat(spares("/d")).isTrue();
    outages.succeeded(page("/e"));
    assertThat(spares("/d")).isFalse();
  }

  @Test
  void aGoodReplyBetweenThemBreaksTheRow() {
    fails("/a", Family.EMPTY_REPLY);
    fails("/b", Family.EMPTY_REPLY);
    outages.succeeded(page("/x"));
    fails("/c", Family.EMPTY_REPLY);
    assertThat(spares("/d")).isFalse();
  }

  @Test
  void withoutAConnectionAllPagesAreOut() {
    fails("/a", Family.CONNECT);
    assertThat(outages.spares(page("/b"), now)).hasValue(HOW);
    outages.succeeded(asked("POST", "/post"));
    assertThat(spares("/b")).isFalse();
  }

  @Test
  void whoLeavesLeavesHisTurn() {
    fails("/", Family.TLS);
    later(100);
    assertThat(spares("/")).isFalse();
    assertThat(spares("/")).isTrue();
    outages.release(page("/"), now);
    assertThat(spares("/")).isFalse();
  }

  @Test
  void failuresOfWhoCannotBeSparedCostNobodyATurn() {
    fails("/", Family.CONNECT);
    later(99);
    outages.failed(asked("POST", "/"), Family.CONNECT, HOW, now);
    later(1);
    assertThat(spares("/")).isFalse();
  }

  private boolean isBack() {
    return outages.isBack(now);
  }

  private void failsWithACopy(String path, Family family) {
    fails(path, family);
    outages.spared(page(path), true, now);
  }

  @Test
  void aRouteIsBackWithItsFirstGoodReply() {
    failsWithACopy("/", Family.CONNECT);
    later(3_600_000);
    assertThat(isBack()).isFalse();
    outages.succeeded(page("/other"));
    assertThat(isBack()).isTrue();
    failsWithACopy("/", Family.CONNECT);
    assertThat(isBack()).isFalse();
  }

  @Test
  void aPageIsBackWhenItIsGoodItselfOrNobodyWantsItAnyMore() {
    for (boolean asked : new boolean[] {true, false}) {
      failsWithACopy("/a", Family.EMPTY_REPLY);
      outages.succeeded(page("/b"));
      later(599_000);
      assertThat(isBack()).isFalse();
      if (asked) outages.succeeded(page("/a"));
      else later(1000);
      assertThat(isBack()).isTrue();
    }
  }

  @Test
  void wherePagesWithoutACopyFailAreNoneInTheirPlace() {
    failsWithACopy("/a", Family.EMPTY_REPLY);
    fails("/never-good", Family.EMPTY_REPLY);
    outages.succeeded(page("/a"));
    assertThat(isBack()).isTrue();
  }

  @Test
  void anOriginThatNobodyAskedSinceACopyIsNotBack() {
    outages.succeeded(page("/"));
    // As where a health check finds no origin.
    outages.spared(page("/"), true, now);
    assertThat(isBack()).isFalse();
  }
}
