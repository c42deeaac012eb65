package dev.fivetwenty.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lanes under load: nothing published is lost, nothing lost is uncounted.
class RecorderTest {

  private static final int LANES = 3;
  private static final int EACH = 200_000;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> notices = new CopyOnWriteArrayList<>();

  @Test
  void whatIsPublishedAndWhatIsDroppedIsAllThatWasOffered() throws Exception {
    long[] next = new long[LANES];
    ExchangeSink inOrder =
        record -> {
          // The text must be that of the same exchange: a slot used too early would show here.
          long number = record.ray;
          assertThat(number).isGreaterThanOrEqualTo(next[record.clientPort]);
          assertThat(textOf(record)).isEqualTo("/" + record.clientPort + "/" + number);
          next[record.clientPort] = number + 1;
        };
    var counted = new Records.Seen<>(record -> record.clientPort);
    var recorder = recorder(64, inOrder, counted);
    recorder.start();

    offerFromAllLanes(recorder);
    assertThat(recorder.close(LONG)).isZero();

    assertThat(notices).isEmpty();
    assertThat(recorder.sinkFailures()).isZero();
    long published = recorder.lanes().stream().mapToLong(Lane::published).sum();
    assertThat(counted.all()).hasSize((int) published);
    for (Lane lane : recorder.lanes()) {
      assertThat(lane.published() + lane.dropped()).isEqualTo(EACH);
      assertThat(lane.meters().bytes(LoopMeters.Traffic.FROM_CLIENT)).isEqualTo(EACH);
    }
  }

  private static void offerFromAllLanes(Recorder recorder) throws InterruptedException {
    var loops = new ArrayList<Thread>();
    for (int i = 0; i < LANES; i++) {
      Lane lane = recorder.lane();
      int number = i;
      loops.add(Thread.ofPlatform().start(() -> offer(lane, number)));
    }
    for (Thread loop : loops) loop.join();
  }

  private static void offer(Lane lane, int number) {
    var random = new SplittableRandom(number);
    for (int i = 0; i < EACH; i++) {
      ExchangeRecord record = lane.next();
      record.ray = i;
      record.clientPort = number;
      record.bytesFromClient = 1;
      Records.text(record, Text.TARGET, "/" + number + "/" + i);
      lane.publish();
      // Bursts and pauses, so that the ring is empty at times and full at others.
      if (random.nextInt(200) == 0) Thread.yield();
    }
  }

  private static String textOf(ExchangeRecord record) {
    Texts texts = record.texts();
    return new String(
        texts.bytes(), texts.start(Text.TARGET), texts.end(Text.TARGET) - texts.start(Text.TARGET));
  }

  @Test
  void aFullLaneDropsAndCountsWhileMetricsGoOn() {
    var recorder = recorder(4);
    Lane lane = recorder.lane();

    for (int i = 0; i < 10; i++) {
      lane.next().bytesToClient = 7;
      lane.publish();
    }

    assertThat(lane.published()).isEqualTo(4);
    assertThat(lane.dropped()).isEqualTo(6);
    assertThat(lane.waiting()).isEqualTo(4);
    assertThat(lane.meters().bytes(LoopMeters.Traffic.TO_CLIENT)).isEqualTo(70);
  }

  @Test
  void whatIsTakenComesInOrderWhereverTheRingBegan() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    Lane lane = recorder(8).lane();
    long taken = 0;
    for (long offered = 0; offered < 10_000; offered++) {
      lane.next().ray = lane.published();
      lane.publish();
      for (int i = random.nextInt(3); i > 0 && lane.waiting() > 0; i--) {
        assertThat(lane.take().ray).as("rerun with -Dseed=%d", seed).isEqualTo(taken++);
        lane.done();
      }
    }

    assertThat(lane.dropped()).isPositive();
    assertThat(lane.published() + lane.dropped()).isEqualTo(10_000);
  }

  @Test
  void aLaneThatIsEmptiedUsesTheSameRecordAgain() {
    Lane lane = recorder(8).lane();
    ExchangeRecord first = lane.next();
    for (int i = 0; i < 20; i++) {
      lane.publish();
      assertThat(lane.take()).isSameAs(first);
      lane.done();
      assertThat(lane.next()).isSameAs(first);
    }
  }

  @Test
  void anOrderlyStopHandsOverAllThatIsInTheLanes() {
    var seen = new Records.Seen<>(record -> record.ray);
    var recorder = recorder(1024, seen);
    Lane one = recorder.lane();
    Lane two = recorder.lane();
    for (int i = 0; i < 1000; i++) {
      Lane lane = i % 2 == 0 ? one : two;
      lane.next().ray = i;
      lane.publish();
    }

    recorder.start();

    assertThat(recorder.close(LONG)).isZero();
    assertThat(seen.all()).hasSize(1000);
  }

  @Test
  void aStuckSinkHoldsUpNeitherTheLoopNorTheStop() throws Exception {
    var stuck = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    var recorder =
        recorder(
            8,
            record -> {
              entered.countDown();
              await(stuck);
            });
    recorder.start();
    Lane lane = recorder.lane();
    lane.next();
    lane.publish();
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    for (int i = 0; i < 20; i++) {
      lane.next();
      lane.publish();
    }

    assertThat(lane.dropped()).isEqualTo(13);
    assertThat(recorder.close(Duration.ofMillis(50))).isPositive();
    stuck.countDown();
  }

  /// 1,000 naps at one rate, from the longest and from the shortest.
  @ParameterizedTest
  @CsvSource({"0, 20, 20", "1000, 20, 20", "9900, 10, 20", "13700, 5, 10", "50000, 2, 3", "150000, 1, 1.3", "1000000, 1, 1"})
  void napsAreAsLongAsAPortionTakes(double perSecond, double least, double most) {
    for (long nap : new long[] {Recorder.LONGEST_NAP, Recorder.SHORTEST_NAP}) {
      for (int i = 0; i < 1000; i++) nap = Recorder.next(nap, (int) (perSecond * nap / 1e9));
      assertThat(nap / 1e6).isBetween(least, most);
      if (nap > Recorder.SHORTEST_NAP) assertThat(perSecond * nap / 1e9).isLessThanOrEqualTo(Recorder.PORTION);
    }
  }

  private static void await(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException goOn) {
        continue;
      }
    }
  }

  @Test
  void aSinkThatThrowsIsCountedSaidOnceAndCostsTheOthersNothing() {
    var seen = new Records.Seen<>(record -> record.ray);
    var recorder =
        recorder(
            16,
            record -> {
              throw new IllegalStateException("on purpose");
            },
            seen);
    Lane lane = recorder.lane();
    for (int i = 0; i < 3; i++) {
      lane.next();
      lane.publish();
    }
    recorder.start();

    assertThat(recorder.close(LONG)).isZero();

    assertThat(seen.all()).hasSize(3);
    assertThat(recorder.sinkFailures()).isEqualTo(3);
    assertThat(notices).singleElement().asString().contains("on purpose");
  }

  private static final Kept PAST =
      new Kept(Kept.Why.WATCHED, KeptBytes.NONE, Optional.empty(), List.of());

  @Test
  void aRecordThatIsUsedAgainHasNothingOfItsPast() throws Exception {
    ExchangeRecord fresh = new ExchangeRecord();
    ExchangeRecord used = Records.usual();
    for (Field field : ExchangeRecord.class.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) spoil(used, field);
    }

    used.clear();

    for (Field field : ExchangeRecord.class.getFields()) {
      assertThat(field.get(used)).as(field.getName()).isEqualTo(field.get(fresh));
    }
    for (Text text : Text.values()) assertThat(used.texts().has(text)).isFalse();
  }

  private static void spoil(ExchangeRecord record, Field field) throws IllegalAccessException {
    Class<?> type = field.getType();
    if (type == int.class) field.setInt(record, 77);
    else if (type == long.class) field.setLong(record, 77);
    else if (type == boolean.class) field.setBoolean(record, true);
    else if (type == String.class) field.set(record, "past");
    else if (type.isEnum()) field.set(record, type.getEnumConstants()[0]);
    else if (type == Label.class) field.set(record, new Label(7, "past"));
    else if (type == List.class) field.set(record, List.of("past"));
    else if (type == Kept.class) field.set(record, PAST);
    else throw new AssertionError("set by nobody: " + field);
  }

  @Test
  void eachTextHasALimitAndTheCutShows() {
    ExchangeRecord record = Records.with(r -> {});
    record.clear();
    Records.text(record, Text.TARGET, "x".repeat(20_000));
    Records.text(record, Text.USER_AGENT, "u".repeat(20_000));
    Records.text(record, Text.REFERER, "r".repeat(Text.REFERER.limit()));

    Texts texts = record.texts();
    assertThat(texts.end(Text.TARGET) - texts.start(Text.TARGET)).isEqualTo(Text.TARGET.limit());
    assertThat(texts.isCut(Text.TARGET)).isTrue();
    assertThat(texts.isCut(Text.USER_AGENT)).isTrue();
    assertThat(texts.isCut(Text.REFERER)).isFalse();
    assertThat(texts.bytes()[texts.start(Text.USER_AGENT)]).isEqualTo((byte) 'u');
    assertThat(texts.bytes().length).isLessThanOrEqualTo(Text.limitOfAll());

    record.release();
    assertThat(texts.bytes().length).isLessThanOrEqualTo(1024);
  }

  @Test
  void ofATextThatWasSentOftenTheFirstCountsAndTheRestNeedsNoRoom() {
    ExchangeRecord record = Records.with(Records::withoutTexts);
    Records.text(record, Text.USER_AGENT, "first");
    for (int i = 0; i < 1000; i++) Records.text(record, Text.USER_AGENT, "x".repeat(500));
    for (Text text : Text.values()) Records.text(record, text, "y".repeat(20_000));

    Texts texts = record.texts();
    assertThat(texts.end(Text.USER_AGENT) - texts.start(Text.USER_AGENT)).isEqualTo(5);
    assertThat(texts.bytes().length).isLessThanOrEqualTo(Text.limitOfAll());
  }

  private Recorder recorder(int slots, ExchangeSink... sinks) {
    return new Recorder(List.of(sinks), System::nanoTime, notices::add, slots);
  }
}
