package dev.fivetwenty.incident.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.notice.CopySink.Standing;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopySinkTest {

  private static final String COPY = "fivetwenty; fwd=stale; detail=always-online";
  private static final String RAY = "8f2c1d00aa55ff01-LOC";

  private final List<Standing> told = new ArrayList<>();
  private final CopySink sink = new CopySink(told::add);

  private void served(String route, Cause cause) {
    sink.accept(Records.with(record -> {
      record.route = new Label(0, route);
      record.cause = cause;
      record.originStatus = cause == null ? 503 : 0;
      record.cacheStatus = COPY;
    }));
  }

  @Test
  void tellsOnceThatVisitorsSeeCopiesAndOnceThatTheyNoLongerDo() {
    sink.pulse(0);
    served("a.test/", Cause.TCP_REFUSED);
    sink.pulse(Duration.ofSeconds(50).toNanos());
    served("a.test/", Cause.RESP_EMPTY_FIN);
    sink.pulse(Duration.ofSeconds(109).toNanos());
    assertThat(told).containsExactly(new Standing("a.test/", "tcp-refused", RAY, 1, false));
    sink.pulse(Duration.ofSeconds(110).toNanos());
    sink.pulse(Duration.ofSeconds(300).toNanos());
    assertThat(told).endsWith(new Standing("a.test/", "tcp-refused", RAY, 2, true)).hasSize(2);
  }

  @Test
  void keepsRoutesApartAndNamesWhatTheOriginAnswered() {
    served("a.test/", null);
    served("b.test/", Cause.TCP_REFUSED);
    assertThat(told).extracting(Standing::cause).containsExactly("origin-503", "tcp-refused");
  }

  @Test
  void whoIsSparedTheOriginIsSparedWhatFailedBefore() {
    sink.accept(Records.with(record -> record.cause = Cause.TCP_REFUSED));
    sink.accept(Records.with(record -> {
      record.originStatus = 0;
      record.cacheStatus = COPY;
    }));
    assertThat(told).extracting(Standing::cause).containsExactly("tcp-refused");
  }

  @Test
  void whatIsNoCopyIsPassedOver() {
    sink.accept(Records.usual());
    sink.accept(Records.with(record -> record.cause = Cause.TCP_REFUSED));
    sink.pulse(Duration.ofHours(1).toNanos());
    assertThat(told).isEmpty();
  }
}
