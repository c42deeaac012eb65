package dev.fivetwenty.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.edge.copy.Failed;
import dev.fivetwenty.edge.copy.Outage;
import dev.fivetwenty.edge.copy.Outage.Spared;
import dev.fivetwenty.edge.copy.Outages;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a failing origin is asked, by a clock of the test.
class RecoveryTest {

  private static final Failed HOW = Failed.with(Cause.RESP_EMPTY_FIN);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Outages outages = new Outages(this::begin);
  /// What was asked for, and when in milliseconds.
  private final List<String> asked = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private boolean gone;
  private int millis;

  @BeforeEach
  void freeze() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void begin(Outages of, Outage outage, boolean wide) {
    new Recovery(channel.eventLoop(), outage, wide, new Recovery.Asking() {
      @Override
      public boolean ask(Spared wanted) {
        asked.add(millis + " " + wanted.target());
        return !gone;
      }

      @Override
      public void end() {
        ends.add(Integer.toString(millis));
      }
    }).start();
  }

  private long now() {
    return channel.eventLoop().ticker().nanoTime();
  }

  private void later(int by) {
    for (int i = 0; i < by; i += 10) {
      millis += 10;
      channel.advanceTimeBy(10, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private static Asked page(String path) {
    return new Asked("GET", "http", "shop.test", path, HeadFields.of(), false, false);
  }

  private void fails(String path, Family family) {
    outages.failed(page(path), family, HOW, now());
    outages.spared(page(path), true, now());
  }

  /// Returns whether a visitor gets a copy and the origin is not asked.
  private boolean visit(String path) {
    boolean spared = outages.spares(page(path), now()).isPresent();
    if (spared) outages.spared(page(path), false, now());
    return spared;
  }

  @Test
  void aRouteIsAskedForOnceAStepWhileVisitorsAreSpared() {
    fails("/", Family.CONNECT);
    for (int i = 0; i < 30; i++) {
      assertThat(visit("/" + i % 2)).isTrue();
      later(100);
    }
    assertThat(asked).containsExactly("100 /0", "300 /0", "700 /0", "1200 /1", "1700 /0", "2200 /1", "2700 /0");
  }

  @Test
  void aMinuteAfterTheLastVisitorItIsAskedForNowAndThenUntilItIsBack() {
    fails("/", Family.CONNECT);
    later(59_000);
    assertThat(visit("/late")).isTrue();
    later(61_000);
    assertThat(asked).hasSizeBetween(230, 245);
    assertThat(visit("/")).isFalse();
    asked.clear();
    later(300_000);
    assertThat(asked).hasSize(10).allMatch(each -> each.endsWith(" /late"));
    assertThat(ends).isEmpty();
    outages.succeeded(page("/"));
    later(30_000);
    assertThat(asked).hasSize(10);
    assertThat(ends).hasSize(1);
  }

  @Test
  void whenVisitorsComeBackOneAsksForThem() {
    fails("/", Family.CONNECT);
    later(120_000);
    assertThat(visit("/")).isFalse();
    fails("/", Family.CONNECT);
    asked.clear();
    for (int i = 0; i < 100; i++) {
      visit("/");
      later(1000);
    }
    assertThat(ends).hasSize(1);
    assertThat(asked).hasSizeBetween(195, 205);
  }

  @Test
  void aSinglePageIsAskedForNoMoreOftenThanVisitorsDo() {
    fails("/", Family.EMPTY_REPLY);
    later(150);
    assertThat(asked).isEmpty();
    assertThat(outages.spares(page("/other"), now())).isEmpty();
    for (int i = 0; i < 4; i++) {
      visit("/");
      later(700);
    }
    assertThat(asked).containsExactly("300 /", "1200 /", "1700 /", "2700 /");
    assertThat(ends).isEmpty();
  }

  @Test
  void whoWantsAPageAfterAQuietSecondFindsOut() {
    fails("/", Family.EMPTY_REPLY);
    later(1500);
    assertThat(ends).hasSize(1);
    assertThat(visit("/")).isFalse();
    assertThat(visit("/")).isTrue();
    later(100);
    // In place of the one who was spared; the other may have been lost.
    assertThat(asked).containsExactly("1600 /");
  }

  @Test
  void theFirstGoodReplyLetsAllThroughAndNobodyIsAskedAnyMore() {
    fails("/", Family.CONNECT);
    later(2000);
    int before = asked.size();
    outages.succeeded(page("/"));
    assertThat(visit("/")).isFalse();
    later(500);
    assertThat(ends).hasSize(1);
    later(5000);
    assertThat(asked).hasSize(before);
  }

  @Test
  void whatFailsAnewIsAskedForAnew() {
    fails("/", Family.CONNECT);
    later(2000);
    outages.succeeded(page("/"));
    later(500);
    asked.clear();
    fails("/", Family.CONNECT);
    later(300);
    assertThat(asked).containsExactly("2600 /", "2800 /");
  }

  @Test
  void anOutageThatEndsAndComesBackBetweenTwoStepsIsAskedForByOne() {
    fails("/", Family.CONNECT);
    later(2000);
    outages.succeeded(page("/"));
    fails("/", Family.CONNECT);
    asked.clear();
    later(1000);
    assertThat(asked).hasSize(2);
    assertThat(ends).isEmpty();
  }

  @Test
  void whereTheRouteIsGoneNobodyWaitsForIt() {
    fails("/", Family.CONNECT);
    gone = true;
    later(100);
    assertThat(ends).containsExactly("100");
    assertThat(visit("/")).isFalse();
  }
}
