package dev.fivetwenty.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.wire.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What every store must do; one class per database says how it is opened.
public abstract class IncidentStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  protected final Time time = new Time(Samples.BEGIN);

  /// Opens the same store again each time; closed by the test.
  protected abstract IncidentStore store(StoreOptions options);

  protected abstract Incidents incidents();

  protected static final StoreOptions ROOMY =
      new StoreOptions(Duration.ofDays(14), 1_000_000, 1L << 30, 16L << 20);

  @Test
  void whatWasTakenIsFoundByItsRay() {
    store(100);
    try (Incidents incidents = incidents()) {
      Stored stored = incidents.byRay(Samples.ray(42), 10).getFirst();
      assertThat(stored.incident()).usingRecursiveComparison().isEqualTo(Samples.incident(42));
      assertThat(incidents.byId(stored.id()).orElseThrow().group()).isEqualTo(stored.group());
      String prefix = Samples.ray(42).substring(0, 8);
      assertThat(incidents.byRay(prefix, 10)).extracting(Stored::id).containsExactly(stored.id());
      assertThat(incidents.byRay("no such ray", 10)).isEmpty();
      assertThat(incidents.byId(4711)).isEmpty();
    }
  }

  @Test
  void aRayOfSeveralExchangesFindsAllNewestFirst() {
    try (IncidentStore store = store(ROOMY)) {
      Incident first = Samples.incident(1);
      store.offer(first);
      store.offer(at(first, first.began().plusSeconds(5)));
    }
    try (Incidents incidents = incidents()) {
      assertThat(incidents.byRay(Samples.ray(1), 10)).extracting(s -> s.incident().began())
          .containsExactly(Samples.incident(1).began().plusSeconds(5), Samples.incident(1).began());
      assertThat(incidents.byRay(Samples.ray(1), 1)).hasSize(1);
    }
  }

  @Test
  void theSameIncidentIsThereOnce() {
    store(20);
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 30; i++) store.offer(Samples.incident(i));
      store.offer(Samples.incident(29));
      until(() -> store.figures().stored() == 31);
    }
    assertThat(count()).isEqualTo(30);
    try (Incidents incidents = incidents()) {
      assertThat(incidents.groups(Query.ALL.atMost(100)).stream().mapToLong(Group::count).sum())
          .isEqualTo(30);
    }
  }

  @Test
  void listsWhatApplies() {
    store(500);
    try (Incidents incidents = incidents()) {
      List<IncidentRow> newest = incidents.list(Query.ALL.atMost(7));
      assertThat(newest).extracting(IncidentRow::ray).first().isEqualTo(Samples.ray(499));
      assertThat(newest).hasSize(7);
      Query some =
          Query.ALL.ofOrigin("http://10.0.0.1:8080").ofRoute("www.example.com/r2").under("/r2/page/1")
              .since(Samples.BEGIN.plusSeconds(1)).until(Samples.BEGIN.plusSeconds(3));
      assertThat(incidents.list(some)).hasSizeGreaterThan(3).allSatisfy(
          row -> {
            assertThat(row.origin()).isEqualTo("http://10.0.0.1:8080");
            assertThat(row.route()).isEqualTo("www.example.com/r2");
            assertThat(row.path()).startsWith("/r2/page/1");
            assertThat(row.began()).isBetween(Samples.BEGIN.plusSeconds(1), Samples.BEGIN.plusSeconds(3));
          });
      String cause = newest.getFirst().cause();
      assertThat(incidents.list(Query.ALL.ofCause(cause).atMost(500)))
          .isNotEmpty().allSatisfy(row -> assertThat(row.cause()).isEqualTo(cause));
      assertThat(incidents.list(Query.ALL.ofCause("no-such-cause"))).isEmpty();
    }
  }

  @Test
  void pagesAndFollows() {
    store(50);
    try (Incidents incidents = incidents()) {
      List<IncidentRow> first = incidents.list(Query.ALL.atMost(20));
      List<IncidentRow> second =
          incidents.list(Query.ALL.atMost(40).before(first.getLast().id()));
      assertThat(second).hasSize(30);
      long middle = second.getFirst().id();
      assertThat(incidents.list(Query.ALL.after(middle))).extracting(IncidentRow::id).isSorted()
          .hasSize(20).doesNotContain(middle);
      try (IncidentStore store = store(ROOMY)) {
        store.offer(Samples.incident(50));
      }
      assertThat(incidents.list(Query.ALL.after(first.getFirst().id())))
          .extracting(IncidentRow::ray).containsExactly(Samples.ray(50));
    }
  }

  @Test
  void groupsWhatIsAlikeAndSaysHowOftenAndWhere() {
    Incident one = Samples.incident(0);
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 30; i++) {
        Incident alike = at(one, one.began().plusSeconds(20L * i));
        store.offer(withRay(alike, "%016x-%s".formatted(i, i % 3 == 0 ? "FRA" : "LOC")));
      }
      for (int i = 0; i < 120; i++) store.passed(passed(one, one.began()), Fate.STORED);
    }
    try (Incidents incidents = incidents()) {
      Group group = incidents.groups(Query.ALL).getFirst();
      assertThat(group.count()).isEqualTo(30);
      assertThat(group.requests()).isEqualTo(120);
      assertThat(group.share()).isEqualTo(0.25);
      assertThat(group.firstSeen()).isEqualTo(one.began());
      assertThat(group.lastSeen()).isEqualTo(one.began().plusSeconds(580));
      assertThat(group.bySite()).containsExactly(Map.entry("LOC", 20L), Map.entry("FRA", 10L));
      assertThat(group.byPeer()).containsExactly(Map.entry(one.visit().peer(), 30L));
      assertThat(group.routes()).containsExactly(one.answer().route());
      assertThat(group.cause()).isEqualTo(cause(one));
      assertThat(incidents.list(Query.ALL.ofGroup(group.id())).getFirst().group())
          .isEqualTo(group.id());
      Group early = incidents.groups(Query.ALL.until(one.began().plusSeconds(120))).getFirst();
      assertThat(early.count()).isEqualTo(6);
      assertThat(incidents.groups(Query.ALL.since(one.began().plusSeconds(86_400)))).isEmpty();
    }
  }

  @Test
  void aTimeHasTheRequestsOfItsMinutes() {
    Incident one = Samples.incident(0);
    try (IncidentStore store = store(ROOMY)) {
      for (int minute = 0; minute < 200; minute++) {
        Instant at = one.began().plusSeconds(60L * minute);
        store.passed(passed(one, at), Fate.STORED);
        if (minute % 20 == 0) store.offer(withRay(at(one, at), minute + "-LOC"));
      }
    }
    try (Incidents incidents = incidents()) {
      assertThat(incidents.groups(Query.ALL).getFirst().requests()).isEqualTo(200);
      for (int from : new int[] {0, 1, 59, 60, 61, 119}) {
        for (int to : new int[] {from + 25, 150, 180, 199}) {
          Query some =
              Query.ALL.since(one.began().plusSeconds(60L * from))
                  .until(one.began().plusSeconds(60L * to));
          assertThat(incidents.groups(some).getFirst().requests()).as(from + " to " + to)
              .isEqualTo(to - from + (one.began().getEpochSecond() % 60 == 0 ? 0 : 1));
        }
      }
    }
  }

  @Test
  void aTimeHasThePlacesOfItsHours() {
    Incident one = Samples.incident(0);
    Instant later = one.began().plus(Duration.ofHours(3));
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 6; i++) store.offer(withRay(one, i + "a-FRA"));
      for (int i = 0; i < 4; i++) store.offer(withRay(at(one, later), i + "b-LOC"));
    }
    try (Incidents incidents = incidents()) {
      assertThat(incidents.groups(Query.ALL).getFirst().bySite())
          .containsExactly(Map.entry("FRA", 6L), Map.entry("LOC", 4L));
      assertThat(incidents.groups(Query.ALL.since(later)).getFirst().bySite())
          .containsExactly(Map.entry("LOC", 4L));
      Group early = incidents.groups(Query.ALL.until(later.minusSeconds(7200))).getFirst();
      assertThat(early.bySite()).containsExactly(Map.entry("FRA", 6L));
      assertThat(early.byPeer().values()).containsExactly(6L);
    }
  }

  @Test
  void aFailureThatIsNotKeptCountsInItsGroup() {
    int failed = 0;
    while (Samples.incident(failed).kept().verdict().isEmpty()) failed++;
    Incident one = Samples.incident(failed);
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 10; i++) {
        ExchangeRecord record = passed(failed);
        record.cause = one.kept().verdict().orElseThrow().cause();
        if (i == 0) store.offer(one);
        store.passed(record, i == 0 ? Fate.STORED : Fate.NOT_KEPT);
      }
    }
    try (Incidents incidents = incidents()) {
      Group group = incidents.groups(Query.ALL).getFirst();
      assertThat(group.count()).isEqualTo(10);
      assertThat(incidents.groups(Query.ALL)).hasSize(1);
      assertThat(incidents.seen(one.ray())).extracting(Seen::group).containsOnly(group.id());
    }
  }

  @Test
  void namesOfPeersMakeNoGroupLarge() {
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 500; i++) store.offer(withRay(Samples.incident(0), i + "-S" + i));
    }
    try (Incidents incidents = incidents()) {
      Group group = incidents.groups(Query.ALL).getFirst();
      assertThat(group.bySite()).hasSizeLessThanOrEqualTo(65).containsKey("other");
      assertThat(group.bySite().values().stream().mapToLong(n -> n).sum()).isEqualTo(500);
    }
  }

  @Test
  void saysWhatRoomHeadersTake() {
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 1; i <= 100; i++) {
        var cookie = new Field("Set-Cookie", "secret", 17, 30 * i);
        store.sectionSize("a/", 40 * i, List.of(cookie, new Field("Link", "x", 0, 50)));
      }
      store.sectionSize("b/", 7000, List.of());
    }
    try (Incidents incidents = incidents()) {
      List<HeaderBudget> budgets = incidents.headerBudgets(Samples.BEGIN.minusSeconds(3600));
      assertThat(budgets).extracting(HeaderBudget::route).containsExactly("b/", "a/");
      HeaderBudget room = budgets.getLast();
      assertThat(room.responses()).isEqualTo(100);
      assertThat(room.maxBytes()).isEqualTo(4000);
      assertThat(room.p95Bytes()).isBetween(3800, 4000);
      assertThat(room.biggest()).containsExactly(
          new HeaderBudget.Biggest("set-cookie", 3000), new HeaderBudget.Biggest("link", 50));
      assertThat(room.trend()).hasSize(1);
      assertThat(room.warnings()).isEmpty();
      assertThat(budgets.getFirst().warnings()).extracting(HeaderBudget.Warning::profile)
          .containsExactly("classic", "strict");
      assertThat(budgets.getFirst().warnings()).allMatch(HeaderBudget.Warning::grave);
    }
  }

  @Test
  void countsWhatIsLost() {
    try (IncidentStore store = store(ROOMY)) {
      store.lost(LossReason.LANE_FULL, 3);
      assertThat(store.figures().lost()).containsEntry(LossReason.LANE_FULL, 3L);
    }
    try (IncidentStore store = store(ROOMY)) {
      store.lost(LossReason.LANE_FULL, 1);
    }
    try (Incidents incidents = incidents()) {
      assertThat(incidents.losses().incidents()).containsExactly(Map.entry("lane-full", 4L));
      assertThat(incidents.losses().last()).contains(Samples.BEGIN);
    }
  }

  @Test
  void idsGoOnWhenAllIsGone() {
    store(10);
    long last;
    try (Incidents incidents = incidents()) {
      last = incidents.list(Query.ALL).getFirst().id();
    }
    time.set(Samples.BEGIN.plus(Duration.ofDays(100)));
    store(0);
    until(() -> count() == 0);
    time.set(Samples.BEGIN);
    store(1);
    try (Incidents incidents = incidents()) {
      assertThat(incidents.list(Query.ALL)).extracting(IncidentRow::id).containsExactly(last + 1);
    }
  }

  @Test
  void removesWhatIsTooOld() {
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 20; i++) {
        Instant began = Samples.BEGIN.minus(Duration.ofDays(i)).plusSeconds(60);
        store.offer(at(Samples.incident(i), began));
      }
      until(() -> store.figures().stored() == 20);
      time.set(Samples.BEGIN.plusSeconds(10));
      until(() -> count() == 15);
      time.set(Samples.BEGIN.plus(Duration.ofDays(5)));
      until(() -> count() == 10);
    }
    try (Incidents incidents = incidents()) {
      assertThat(incidents.groups(Query.ALL.atMost(100))).hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  void removesTheFirstOfTooMany() {
    var few = new StoreOptions(Duration.ofDays(14), 100, 1L << 30, 16L << 20);
    try (IncidentStore store = store(few)) {
      for (int i = 0; i < 1700; i++) store.offer(Samples.incident(i));
      until(() -> store.figures().stored() == 1700);
      time.set(time.instant().plusSeconds(60));
      until(() -> count() == 100);
    }
    try (Incidents incidents = incidents()) {
      assertThat(incidents.list(Query.ALL.atMost(100))).extracting(IncidentRow::ray)
          .contains(Samples.ray(1699), Samples.ray(1600)).doesNotContain(Samples.ray(1599));
    }
  }

  @Test
  void aClockThatWasSetBackHidesAndLosesNothing() {
    try (IncidentStore store = store(ROOMY)) {
      store.offer(Samples.incident(0));
      until(() -> count() == 1);
      time.set(Samples.BEGIN.minus(Duration.ofDays(400)));
      store.offer(at(Samples.incident(1), time.instant()));
      store.pulse();
      until(() -> count() == 2);
    }
    store(0);
    try (Incidents incidents = incidents()) {
      assertThat(incidents.list(Query.ALL)).extracting(IncidentRow::ray)
          .containsExactly(Samples.ray(1), Samples.ray(0));
      assertThat(incidents.groups(Query.ALL)).hasSize(2);
    }
  }

  @Test
  void tellsWhatBecameOfEveryRay() {
    var few = new StoreOptions(Duration.ofDays(14), 100, 1L << 30, 16L << 20);
    try (IncidentStore store = store(few)) {
      for (int i = 0; i < 2; i++) {
        boolean taken = store.offer(Samples.incident(i));
        store.passed(passed(i), taken ? Fate.STORED : Fate.DROPPED);
      }
      store.passed(passed(2), Fate.SUCCEEDED);
      store.passed(passed(3), Fate.DROPPED);
      // Taken, and then lost on its way to the disk.
      store.passed(passed(5), Fate.STORED);
      store.pulse();
      until(() -> store.figures().stored() == 2);
    }
    try (Incidents incidents = incidents()) {
      assertThat(fate(incidents, 1)).isEqualTo(Fate.STORED);
      assertThat(incidents.seen(Samples.ray(1)).getFirst().group())
          .isEqualTo(incidents.byRay(Samples.ray(1), 1).getFirst().group());
      assertThat(fate(incidents, 2)).isEqualTo(Fate.SUCCEEDED);
      assertThat(fate(incidents, 3)).isEqualTo(Fate.DROPPED);
      assertThat(fate(incidents, 5)).isEqualTo(Fate.DROPPED);
      assertThat(incidents.seen(Samples.ray(4))).isEmpty();
      assertThat(incidents.seenSince()).isPresent();
    }
    time.set(Samples.BEGIN.plus(Duration.ofDays(15)));
    try (IncidentStore store = store(ROOMY)) {
      until(() -> count() == 0);
      store.passed(passed(2), Fate.SUCCEEDED);
    }
    try (Incidents incidents = incidents()) {
      assertThat(fate(incidents, 1)).isEqualTo(Fate.EXPIRED);
    }
  }

  private static Fate fate(Incidents incidents, int ray) {
    return incidents.seen(Samples.ray(ray)).getFirst().fate();
  }

  private static ExchangeRecord passed(int ray) {
    ExchangeRecord record = passed(Samples.incident(ray), Samples.incident(ray).began());
    Records.text(record, Text.FOREIGN_RAY, Samples.ray(ray));
    return record;
  }

  @Test
  void takesNothingAfterItsEnd() {
    IncidentStore store = store(ROOMY);
    store.close();
    assertThat(store.offer(Samples.incident(0))).isFalse();
    assertThat(store.figures().lost()).containsEntry(LossReason.STOPPED, 1L);
    store.close();
  }

  @Test
  void whatIsCountedAsStoredIsThere() {
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < 300; i++) store.offer(Samples.incident(i));
      until(() -> store.figures().stored() > 0);
      long counted = store.figures().stored();
      assertThat((long) count()).isGreaterThanOrEqualTo(counted);
      until(() -> store.figures().stored() == 300);
    }
    assertThat(count()).isEqualTo(300);
  }

  @Test
  void aQueryAsksForSomethingWithinReason() {
    assertThatThrownBy(() -> Query.ALL.atMost(0)).isInstanceOf(IllegalArgumentException.class);
  }

  protected final void store(int incidents) {
    try (IncidentStore store = store(ROOMY)) {
      for (int i = 0; i < incidents; i++) store.offer(Samples.incident(i));
    }
  }

  protected final int count() {
    try (Incidents incidents = incidents()) {
      return incidents.list(Query.ALL.atMost(Query.MOST)).size();
    }
  }

  protected static void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  protected static Incident at(Incident incident, Instant began) {
    return new Incident(
        incident.ray(), began, incident.total(), incident.visit(), incident.answer(),
        incident.kept());
  }

  protected static Incident withRay(Incident incident, String ray) {
    return new Incident(
        ray, incident.began(), incident.total(), incident.visit(), incident.answer(),
        incident.kept());
  }

  private static String cause(Incident incident) {
    Kept kept = incident.kept();
    return kept.verdict().map(Verdict::cause).map(c -> c.slug()).orElse("");
  }

  protected static ExchangeRecord passed(Incident of, Instant ended) {
    return Records.with(
        record -> {
          record.endedMillis = ended.toEpochMilli();
          record.route = new Label(1, of.answer().route());
          record.origin = new Label(1, of.answer().origin());
        });
  }
}
