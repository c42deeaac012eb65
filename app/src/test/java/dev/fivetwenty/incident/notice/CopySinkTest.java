package dev.fivetwenty.incident.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.notice.CopySink.Standing;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CopySinkTest {

  private static final String COPY = "fivetwenty; fwd=stale; detail=always-online";
  private static final String RAY = "8f2c1d00aa55ff01-LOC";

  private final List<Standing> told = new ArrayList<>();
  private final Set<String> back = new HashSet<>();
  private final CopySink sink = new CopySink(back::contains, told::add);

  private void served(String route, Cause cause) {
    sink.accept(Records.with(record -> {
      record.route = new Label(0, route);
      record.cause = cause;
      record.originStatus = cause == null ? 503 : 0;
      record.cacheStatus = COPY;
    }));
  }

  private void pulse(int seconds) {
    sink.pulse(Duration.ofSeconds(seconds).toNanos());
  }

  private static Standing standing(long served, int seconds, boolean over) {
    return new Standing("a.test/", "tcp-refused", RAY, served, Duration.ofSeconds(seconds), over);
  }

  @Test
  void tellsOnceThatVisitorsSeeCopiesAndOnceThatTheOriginIsBack() {
    pulse(0);
    served("a.test/", Cause.TCP_REFUSED);
    pulse(50);
    served("a.test/", Cause.RESP_EMPTY_FIN);
    pulse(7200);
    assertThat(told).containsExactly(standing(1, 0, false));
    back.add("a.test/");
    pulse(7300);
    pulse(7359);
    assertThat(told).hasSize(1);
    pulse(7360);
    pulse(9000);
    assertThat(told).endsWith(standing(2, 7300, true)).hasSize(2);
  }

  @Test
  void whatIsBackForAMomentIsNotOver() {
    pulse(0);
    served("a.test/", Cause.TCP_REFUSED);
    back.add("a.test/");
    pulse(10);
    back.clear();
    pulse(50);
    back.add("a.test/");
    pulse(60);
    served("a.test/", Cause.TCP_REFUSED);
    pulse(119);
    assertThat(told).hasSize(1);
    pulse(120);
    assertThat(told).endsWith(standing(2, 60, true)).hasSize(2);
  }

  @Test
  void keepsRoutesApartAndNamesWhatTheOriginAnswered() {
    served("a.test/", null);
    served("b.test/", Cause.TCP_REFUSED);
    pulse(0);
    assertThat(told).extracting(Standing::cause).containsExactlyInAnyOrder("origin-503", "tcp-refused");
  }

  private void spared() {
    sink.accept(Records.with(record -> {
      record.originStatus = 0;
      record.cacheStatus = COPY;
    }));
  }

  private void failed() {
    sink.accept(Records.with(record -> record.cause = Cause.TCP_REFUSED));
  }

  @Test
  void whoIsSparedTheOriginIsSparedWhatFailedBefore() {
    failed();
    spared();
    pulse(0);
    assertThat(told).extracting(Standing::cause).containsExactly("tcp-refused");
  }

  @Test
  void theFailureMayComeFromAnotherLoopLater() {
    spared();
    pulse(100_000);
    assertThat(told).isEmpty();
    failed();
    pulse(100_001);
    assertThat(told).extracting(Standing::cause).containsExactly("tcp-refused");
    assertThat(told.getFirst().lasted()).isZero();
  }

  @Test
  void aFailureThatNobodySawIsNotWaitedForLong() {
    pulse(0);
    spared();
    pulse(4);
    assertThat(told).isEmpty();
    pulse(5);
    assertThat(told).extracting(Standing::cause).containsExactly("");
  }

  @Test
  void whatBeganJustBeforeTheEndIsToldAndThatItIsOverIsNot() {
    served("a.test/", Cause.TCP_REFUSED);
    sink.close();
    assertThat(told).containsExactly(standing(1, 0, false));
  }

  @Test
  void whatIsNoCopyIsPassedOver() {
    sink.accept(Records.usual());
    failed();
    sink.pulse(Duration.ofHours(1).toNanos());
    assertThat(told).isEmpty();
  }
}
