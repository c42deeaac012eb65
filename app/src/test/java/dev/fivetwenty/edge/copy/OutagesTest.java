package dev.fivetwenty.edge.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Family;
import dev.fivetwenty.edge.copy.Outages.Failed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is let through to an origin that fails, by a clock of the test.
class OutagesTest {

  private static final Failed HOW = new Failed(520, false, "resp-empty-fin", "");

  private final Outages outages = new Outages(null);
  private long now = Long.MAX_VALUE - 1000;

  private boolean spares(String key) {
    return outages.spares(key, now).isPresent();
  }

  private void fails(String key, Family family) {
    outages.failed(key, true, family, HOW, now);
  }

  private void later(int millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void whileAllIsWellNobodyIsSpared() {
    assertThat(spares("/")).isFalse();
    outages.succeeded("/", true);
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
    outages.succeeded("/b", true);
    assertThat(spares("/a")).isTrue();
  }

  @Test
  void threePagesInARowConcernAll() {
    for (String page : List.of("/a", "/a", "/b", "/b")) fails(page, Family.EMPTY_REPLY);
    assertThat(spares("/d")).isFalse();
    fails("/c", Family.EMPTY_REPLY);
    assertThat(spares("/d")).isTrue();
    outages.succeeded("/e", true);
    assertThat(spares("/d")).isFalse();
  }

  @Test
  void aGoodReplyBetweenThemBreaksTheRow() {
    fails("/a", Family.EMPTY_REPLY);
    fails("/b", Family.EMPTY_REPLY);
    outages.succeeded("/x", true);
    fails("/c", Family.EMPTY_REPLY);
    assertThat(spares("/d")).isFalse();
  }

  @Test
  void withoutAConnectionAllPagesAreOut() {
    fails("/a", Family.CONNECT);
    assertThat(outages.spares("/b", now)).hasValue(HOW);
    outages.succeeded("/post", false);
    assertThat(spares("/b")).isFalse();
  }

  @Test
  void whoLeavesLeavesHisTurn() {
    fails("/", Family.TLS);
    later(100);
    assertThat(spares("/")).isFalse();
    assertThat(spares("/")).isTrue();
    outages.release("/", now);
    assertThat(spares("/")).isFalse();
  }

  @Test
  void failuresOfWhoCannotBeSparedCostNobodyATurn() {
    fails("/", Family.CONNECT);
    later(99);
    outages.failed("/", false, Family.CONNECT, HOW, now);
    later(1);
    assertThat(spares("/")).isFalse();
  }
}
