package dev.fivetwenty.incident.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.incident.Time;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

  private static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");
  private static final String RAY = "8f2c1d00aa55ff01-LOC";

  @TempDir Path folder;

  private final Time time = new Time(BEGIN);
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  @Test
  void findsWhatBecameOfAnExchange() throws IOException {
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      add(ledger, RAY, 520, Cause.TCP_REFUSED, Fate.STORED, "0123456789ab");
      add(ledger, "another kind of id", 200, null, Fate.SUCCEEDED, "");
      add(ledger, RAY, 200, null, Fate.SUCCEEDED, "");
    }
    assertThat(find(RAY))
        .containsExactly(
            new Seen(BEGIN, 200, "", Fate.SUCCEEDED, ""),
            new Seen(BEGIN, 520, Cause.TCP_REFUSED.slug(), Fate.STORED, "0123456789ab"));
    assertThat(find("8f2c1d00aa55ff01")).hasSize(2);
    assertThat(find("another kind of id")).hasSize(1);
    assertThat(find("0000000000000001-LOC")).isEmpty();
    assertThat(new LedgerReader(folder).oldest()).contains(BEGIN);
    assertThat(notices).isEmpty();
  }

  @Test
  void findsInWhateverSegmentItIs() throws IOException {
    int rows = 100_000;
    try (LedgerWriter ledger = ledger(1 << 14, Long.MAX_VALUE)) {
      for (int i = 0; i < rows; i++) {
        time.set(BEGIN.plusMillis(i));
        ledger.add(LedgerKey.mix(i), time.millis(), 200, null, Fate.SUCCEEDED, "");
        if (i % 2048 == 0) settle(ledger, LedgerKey.mix(i));
      }
    }
    assertThat(Segment.all(folder)).hasSizeGreaterThan(5);
    var reader = new LedgerReader(folder);
    for (int i = 0; i < rows; i += 997) {
      assertThat(reader.find(LedgerKey.mix(i))).extracting(Seen::at)
          .containsExactly(BEGIN.plusMillis(i));
    }
    assertThat(reader.find(LedgerKey.mix(rows))).isEmpty();
  }

  @Test
  void aFilterIsSeldomWrongAndNeverSaysNoOfWhatIsThere() throws IOException {
    var bloom = new Bloom(10_000);
    for (int i = 0; i < 10_000; i++) bloom.add(i);
    Path file = folder.resolve("00000001.bloom");
    bloom.write(file);
    int wrong = 0;
    for (int i = 0; i < 10_000; i += 5) {
      assertThat(Bloom.mayHave(file, i)).isTrue();
      if (Bloom.mayHave(file, 1_000_000 + i)) wrong++;
    }
    assertThat(wrong).isLessThan(2000 / 50);
  }

  @Test
  void aTornRowIsIgnored() throws IOException {
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      add(ledger, RAY, 200, null, Fate.SUCCEEDED, "");
      add(ledger, "0000000000000001-LOC", 200, null, Fate.SUCCEEDED, "");
    }
    Path rows = Segment.all(folder).getFirst();
    byte[] all = Files.readAllBytes(rows);
    for (int cut = 1; cut < Row.BYTES; cut++) {
      byte[] torn = all.clone();
      for (int i = 1; i <= cut; i++) torn[torn.length - i] = 0;
      Files.write(rows, torn);
      assertThat(find(RAY)).hasSize(1);
      // The key is all zeroes but its last octet, so a row torn within it is another one.
      assertThat(find("0000000000000001-LOC")).as("%d octets", cut).isEmpty();
      Files.write(rows, Arrays.copyOf(all, all.length - cut));
      assertThat(find(RAY)).hasSize(1);
      assertThat(find("0000000000000001-LOC")).isEmpty();
    }
  }

  @Test
  void whatAProcessLeftUnfinishedIsIndexedByTheNext() throws IOException {
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      add(ledger, RAY, 200, null, Fate.SUCCEEDED, "");
    }
    Files.delete(Segment.filter(Segment.all(folder).getFirst()));
    assertThat(find(RAY)).hasSize(1);
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      add(ledger, "0000000000000001-LOC", 200, null, Fate.SUCCEEDED, "");
    }
    assertThat(Segment.all(folder)).hasSize(2);
    assertThat(Segment.filter(Segment.all(folder).getFirst())).exists();
    assertThat(find(RAY)).hasSize(1);
  }

  @Test
  void whatAnotherProcessStillAddsToIsLeftAlone() throws IOException {
    try (LedgerWriter first = ledger(1 << 16, Long.MAX_VALUE)) {
      add(first, "0000000000000001-LOC", 200, null, Fate.SUCCEEDED, "");
      settle(first, LedgerKey.of("0000000000000001-LOC"));
      ledger(1 << 16, Long.MAX_VALUE).close();
      add(first, RAY, 200, null, Fate.SUCCEEDED, "");
    }
    assertThat(find(RAY)).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("00000001.rows", "00000001.bloom");
    }
  }

  @Test
  void theOldestGoWhenTheyAreTooOldOrTooMuch() throws IOException {
    for (int day = 0; day < 10; day++) {
      time.set(BEGIN.plus(Duration.ofDays(day)));
      try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
        ledger.add(day, time.millis(), 200, null, Fate.SUCCEEDED, "");
      }
    }
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      ledger.add(10, time.millis(), 200, null, Fate.SUCCEEDED, "");
    }
    // Kept for three days: of four segments one holds what is just older.
    assertThat(new LedgerReader(folder).oldest()).contains(BEGIN.plus(Duration.ofDays(5)));
    try (LedgerWriter ledger = ledger(1 << 16, 1)) {
      ledger.add(11, time.millis(), 200, null, Fate.SUCCEEDED, "");
    }
    assertThat(Segment.all(folder)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aDamagedSegmentHidesNoOtherAndGoesInItsTurn() throws IOException {
    for (int day = 0; day < 3; day++) {
      time.set(BEGIN.plus(Duration.ofDays(day)));
      try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
        ledger.add(day, time.millis(), 200, null, Fate.SUCCEEDED, "");
      }
    }
    Path damaged = Segment.all(folder).get(1);
    Files.write(damaged, new byte[4096]);
    Files.delete(Segment.filter(damaged));

    var reader = new LedgerReader(folder);
    assertThat(reader.find(0)).hasSize(1);
    assertThat(reader.find(2)).hasSize(1);
    // Perhaps it was there.
    assertThatThrownBy(() -> reader.find(1)).hasMessageContaining(damaged.toString());
    assertThat(reader.oldest()).contains(BEGIN);

    time.set(BEGIN.plus(Duration.ofDays(20)));
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      ledger.add(20, time.millis(), 200, null, Fate.SUCCEEDED, "");
    }
    ledger(1 << 16, Long.MAX_VALUE).close();
    assertThat(notices).first().asString().contains(damaged.toString());
    assertThat(damaged).doesNotExist();
    assertThat(reader.find(0)).isEmpty();
    assertThat(reader.find(2)).hasSize(1);
  }

  @Test
  void aClockThatWasSetBackHidesNothing() throws IOException {
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      add(ledger, RAY, 200, null, Fate.SUCCEEDED, "");
      ledger.pulse();
      time.set(BEGIN.minus(Duration.ofDays(500)));
      add(ledger, RAY, 502, null, Fate.NOT_KEPT, "");
    }
    assertThat(find(RAY)).extracting(Seen::at)
        .containsExactly(BEGIN.minus(Duration.ofDays(500)), BEGIN);
  }

  @Test
  void countsExchangesWhoseRowsCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    LedgerWriter ledger =
        new LedgerWriter(file, Duration.ofDays(3), Long.MAX_VALUE, time, notices::add);
    try (ledger) {
      add(ledger, RAY, 200, null, Fate.SUCCEEDED, "");
      add(ledger, RAY, 520, Cause.TCP_REFUSED, Fate.STORED, "0123456789ab");
    }
    assertThat(ledger.lost()).isEqualTo(2);
    assertThat(notices).hasSize(1).first().asString().contains("file");
  }

  /// As where a disk is full just then: the mark of a segment, or its head, cannot be written.
  @Test
  void aSegmentThatCannotBeBegunIsBegunAnew() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("00000001.rows.live"));
    try (LedgerWriter ledger = ledger(1 << 16, Long.MAX_VALUE)) {
      add(ledger, "0000000000000001-LOC", 200, null, Fate.SUCCEEDED, "");
      ledger.pulse();
      long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
      while (ledger.lost() == 0) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        LockSupport.parkNanos(1_000_000);
      }
      Files.delete(inTheWay);
      add(ledger, RAY, 200, null, Fate.SUCCEEDED, "");
      settle(ledger, LedgerKey.of(RAY));
    }
    assertThat(find(RAY)).hasSize(1);
    assertThat(notices).hasSize(2).last().asString().isEqualTo("ledger: written to again");
  }

  @Test
  void aForeignRayStandsInPlaceOfOurs() {
    assertThat(LedgerKey.of(Records.usual())).isEqualTo(0x8f2c1d00aa55ff01L);
    var foreign = Records.with(r -> Records.text(r, Text.FOREIGN_RAY, "9a3c1d00aa55ff01-FRA"));
    assertThat(LedgerKey.of(foreign)).isEqualTo(LedgerKey.of("9a3c1d00aa55ff01-FRA"));
  }

  @ParameterizedTest
  @CsvSource({
    "8f2c1d00aa55ff01-LOC, 8f2c1d00aa55ff01, true",
    "8f2c1d00aa55ff01-LOC, 8f2c1d00aa55ff01-FRA, true",
    "8f2c1d00aa55ff01, 8f2c1d00aa55ff012, false",
    "8f2c1d00aa55ff0, 08f2c1d00aa55ff0, false",
    "Root=1-67891233-abcdef012345678912345678, Root=1-67891233-abcdef012345678912345679, false"
  })
  void aKeyIsOfTheDigits(String one, String other, boolean same) {
    assertThat(LedgerKey.of(one) == LedgerKey.of(other)).isEqualTo(same);
  }

  private LedgerWriter ledger(int segmentRows, long bytes) {
    return new LedgerWriter(folder, Duration.ofDays(3), bytes, time, notices::add, segmentRows);
  }

  private void add(LedgerWriter ledger, String ray, int status, Cause cause, Fate fate, String group) {
    ledger.add(LedgerKey.of(ray), time.millis(), status, cause, fate, group);
  }

  private List<Seen> find(String ray) throws IOException {
    return new LedgerReader(folder).find(LedgerKey.of(ray));
  }

  /// Waits until the writer has caught up, for a test must not lose what it looks for.
  private void settle(LedgerWriter ledger, long key) throws IOException {
    ledger.pulse();
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (new LedgerReader(folder).find(key).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
