package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.FakeOrigins.Script;
import dev.fivetwenty.doctor.FakeOrigins.Told;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// How long somebody waits who examines an origin with all probes, in a time that jumps: what the plan
/// spends, not what the machine takes.
class ExaminationTimeTest {

  private static final Duration WHOLE_SET = Duration.ofSeconds(30);

  private final JumpTime time = new JumpTime();

  /// Nothing stands before it: no probe, and no pause.
  @Test
  void theFirstVerdictIsThereAsSoonAsTheAnswerIs() {
    for (int millis : new int[] {0, 40, 2000, 2900}) {
      Duration took = Duration.ofMillis(millis);
      assertThat(first((_, _) -> Told.status(200).took(took))).isEqualTo(took);
      assertThat(first((_, _) -> Told.cause(Cause.TCP_REFUSED).took(took))).isEqualTo(took);
      assertThat(first((_, _) -> Told.cause(Cause.RESP_EMPTY_FIN).took(took))).isEqualTo(took);
    }
  }

  @Test
  void theWholeSetTakesUnderHalfAMinuteWhateverTheOriginDoes() {
    Map<String, Script> origins =
        Map.ofEntries(
            Map.entry("sound", (_, _) -> Told.status(200)),
            Map.entry("refuses", (_, _) -> Told.cause(Cause.TCP_REFUSED)),
            Map.entry("drops every SYN",
                (_, _) -> Told.cause(Cause.TCP_CONNECT_TIMEOUT).took(Duration.ofSeconds(19))),
            Map.entry("says nothing", (_, _) -> Told.cause(Cause.RESP_EMPTY_FIN)),
            Map.entry("is silent", (_, _) -> Told.silence()),
            Map.entry("is silent after the first", (n, _) -> n == 1 ? Told.status(200) : Told.silence()),
            Map.entry("is silent now and then", (n, _) -> n % 5 == 0 ? Told.silence() : Told.status(200)),
            Map.entry("takes 9 s", (_, _) -> Told.status(200).took(Duration.ofSeconds(9))),
            Map.entry("takes longer each time",
                (n, _) -> Told.status(200).took(Duration.ofMillis(150L * n))),
            Map.entry("drips", (_, _) -> Told.status(200).flows(Duration.ofHours(1))),
            Map.entry("closes when idle",
                (_, _) -> Told.status(200).closesAfter(Duration.ofMillis(6400))),
            Map.entry("fails now and then",
                (n, _) -> n % 3 == 0 ? Told.cause(Cause.RESP_EMPTY_RST) : Told.status(200)),
            Map.entry("refuses many",
                (n, _) -> n > 20 ? Told.status(429) : Told.status(200).field("ETag", "\"1\"")));
    origins.forEach(
        (what, script) -> {
          for (String scheme : new String[] {"http", "https"}) {
            assertThat(examine(scheme, script, Progress.NONE).took())
                .as("%s that %s", scheme, what).isLessThan(WHOLE_SET);
          }
        });
  }

  /// Returns after how long the first verdict was told.
  private Duration first(Script script) {
    long begun = time.nanos();
    var told = new AtomicReference<Duration>();
    examine(
        "http", script,
        new Progress() {
          @Override
          public void first(Attempt attempt) {
            told.set(Duration.ofNanos(time.nanos() - begun));
          }
        });
    return told.get();
  }

  private Examination examine(String scheme, Script script, Progress progress) {
    var target = new Target(URI.create(scheme + "://shop.example:8443/cart"), Optional.empty(), 8443);
    var examiner =
        new Examiner(
            new FakeOrigins(time, script), Ranges.published(), time, Probes.standard());
    return time.run(() -> examiner.examine(Plan.of(target), progress));
  }
}
