package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fivetwenty.doctor.asking.LimitSearch;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.limits.Limits;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The search for limits with real attempts against filters of the lab.
///
/// Pauses take no time: they move the clock on that both the doctor and the lab go by, and nothing
/// else does. So the limits are exact however slow the machine is.
class LabLimitsTest {

  /// Time that passes in pauses only.
  private static final class Pauses implements Timekeeper {

    private final AtomicLong nanos = new AtomicLong();
    private final Timekeeper system = Timekeeper.system();

    @Override
    public long nanos() {
      return nanos.get();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos());
    }

    @Override
    public void pause(Duration pause) {
      if (pause.isPositive()) nanos.addAndGet(pause.toNanos());
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration most)
        throws InterruptedException {
      return system.await(future, Duration.ofMinutes(1));
    }

    @Override
    public Duration allowance(Duration usual) {
      return usual.multipliedBy(20);
    }
  }

  private final Pauses time = new Pauses();
  private Lab lab;
  private Origins origins;

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE.timedBy(time::now));
    origins = Origins.open();
  }

  @AfterEach
  void close() {
    origins.close();
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "n=30&seconds=60, 30, 429, 60", "n=12&seconds=20&answer=403, 12, 403, 20",
    "n=25&ban=45&answer=fin, 25, closed, 45", "n=80&ban=30&answer=reset, 80, reset, 30",
  })
  void findsANumberAndWhenItLetsGo(String query, int number, String manner, int seconds) {
    Map<?, ?> facts = facts("rate-limited?" + query, "requests");
    assertThat(number(facts, "limit")).as("%s", facts).isCloseTo(number, withinPercentage(20));
    assertThat(facts.get("manner")).isEqualTo(manner);
    double letGo = (number(facts, "refusesForMs") + number(facts, "takesAgainMs")) / 2000;
    double from = facts.get("windowMs") == null ? 0 : number / number(facts, "perSecond");
    assertThat(letGo + from).as("%s", facts).isCloseTo(seconds, withinPercentage(20));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "9, 4", "4, 20"})
  void findsARate(int perSecond, int burst) {
    Map<?, ?> facts =
        facts("rate-limited?answer=503&rate=%d&burst=%d".formatted(perSecond, burst), "requests");
    assertThat(number(facts, "sustainedPerSecond")).as("%s", facts)
        .isCloseTo(perSecond, withinPercentage(20));
    assertThat(facts.get("manner")).isEqualTo("503");
  }

  @ParameterizedTest
  @CsvSource({
    "agent, User-Agent", "forwarded, the address in X-Forwarded-For",
    "address, 'the address that connects, or all visitors together'"
  })
  void saysWhatTheLabCountsBy(String by, String said) {
    Map<?, ?> facts = facts("rate-limited?n=15&seconds=60&by=" + by, "requests");
    assertThat(facts.get("countedBy")).as("%s", facts).isEqualTo(said);
  }

  @Test
  void findsThatTheLabLimitsRobots() {
    Map<?, ?> facts = facts("rate-limited?n=15&seconds=60&by=robots", "robot");
    assertThat(facts.get("limit")).as("%s", facts).isEqualTo(15);
  }

  @Test
  void namesTheRobotsThatTheLabTurnsAway() {
    Map<?, ?> facts = facts("varies-by-user-agent-403", "userAgents");
    assertThat(facts.get("refused"))
        .isEqualTo(
            List.of("curl", "Wget", "python-requests", "Go", "Java", "Googlebot", "no User-Agent"));
  }

  private Map<?, ?> facts(String path, String name) {
    return facts(path, LimitSearch.DEFAULT_REQUESTS, name);
  }

  private Map<?, ?> facts(String path, int requests, String name) {
    URI url =
        URI.create("http://127.0.0.1:" + lab.addresses().http().getPort() + "/" + path);
    var target = new Target(url, Optional.empty(), url.getPort());
    Plan plan = Plan.of(target).limits(new LimitSearch(requests, 20, Duration.ofSeconds(120)));
    Examination examination =
        new Examiner(origins, Ranges.published(), time, List.of(new Limits()))
            .examine(plan, Progress.NONE);
    ProbeResult result = examination.probes().getLast();
    assertThat(result.facts()).as(result.summary()).containsKey(name);
    assertThat(examination.requests()).isLessThanOrEqualTo(plan.requests());
    return (Map<?, ?>) result.facts().get(name);
  }

  private static double number(Map<?, ?> facts, String name) {
    return ((Number) facts.get(name)).doubleValue();
  }
}
