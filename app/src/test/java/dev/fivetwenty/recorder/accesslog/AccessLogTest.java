package dev.fivetwenty.recorder.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fivetwenty.recorder.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An output that cannot be written never stops the log, and what is lost is counted.
class AccessLogTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path folder;

  private final List<String> notices = new ArrayList<>();
  private long ray;

  @Test
  void theFileIsMadeForOwnerAndGroupAndAppendedTo() throws Exception {
    Path file = folder.resolve("access.log");
    for (int run = 0; run < 2; run++) {
      AccessLog log = open(LogOutput.file(file));
      exchange(log);
      log.close();
    }

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isIn("rw-r-----", "rw-------");
  }

  @Test
  void linesAreWrittenAfterAMomentAndWhenThereAreMany() throws Exception {
    Path file = folder.resolve("access.log");
    AccessLog log = open(LogOutput.file(file));
    log.pulse(0);
    exchange(log);
    log.pulse(SECOND / 10);
    assertThat(Files.size(file)).isZero();
    log.pulse(SECOND);
    assertThat(Files.readAllLines(file)).hasSize(1);

    for (int i = 0; i < 200; i++) exchange(log);
    assertThat(Files.size(file)).isGreaterThan(64 * 1024);
    log.close();
    assertThat(Files.readAllLines(file)).hasSize(201);
  }

  @Test
  void aRenamedFileIsLeftForTheNewOneWhenAsked() throws Exception {
    Path file = folder.resolve("access.log");
    Path old = folder.resolve("access.log.1");
    AccessLog log = open(LogOutput.file(file));
    long first = exchange(log);
    log.pulse(0);
    log.pulse(SECOND);
    Files.move(file, old);
    long second = exchange(log);
    log.reopen();
    log.pulse(2 * SECOND);
    long third = exchange(log);
    log.close();

    assertThat(rays(old)).containsExactly(first, second);
    assertThat(rays(file)).containsExactly(third);
    assertThat(notices).isEmpty();
  }

  @Test
  void aFolderThatIsGoneKeepsTheOldFileGoing() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path file = logs.resolve("access.log");
    Path moved = folder.resolve("moved");
    AccessLog log = open(LogOutput.file(file));
    Files.move(file, moved);
    Files.delete(logs);
    log.reopen();
    log.pulse(0);
    long first = exchange(log);
    log.pulse(SECOND);

    assertThat(rays(moved)).containsExactly(first);
    assertThat(log.errors()).isEqualTo(1);
    assertThat(log.lostLines()).isZero();
    assertThat(notices).singleElement().asString().contains("no such file", "old file");

    Files.createDirectory(logs);
    log.reopen();
    long second = exchange(log);
    log.pulse(2 * SECOND);
    long third = exchange(log);
    log.close();
    assertThat(rays(moved)).containsExactly(first, second);
    assertThat(rays(file)).containsExactly(third);
  }

  @Test
  void aFullDiskIsSaidOnceAndCountedUntilItHasRoomAgain() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full");
    AccessLog log = open(LogOutput.file(full));
    int lines = 5_000;
    for (int i = 0; i < lines; i++) {
      exchange(log);
      log.pulse(i * SECOND / 100);
    }
    log.close();

    assertThat(log.lostLines()).isEqualTo(lines);
    // Each second, and at the end; not for every line.
    assertThat(log.errors()).isBetween(40L, 60L);
    assertThat(notices).singleElement().asString().contains("/dev/full", "No space left");
  }

  @Test
  void whatCouldBeKeptIsWrittenWhenTheOutputRecovers() throws Exception {
    var output = new Faulty();
    AccessLog log = open(LogOutput.channel(output, "standard output"));
    log.pulse(0);
    List<Long> sent = new ArrayList<>();
    output.room = 0;
    for (int i = 0; i < 200; i++) sent.add(exchange(log));
    output.room = Integer.MAX_VALUE;
    log.pulse(2 * SECOND);
    sent.add(exchange(log));
    log.close();

    assertThat(output.rays()).isEqualTo(sent);
    assertThat(log.lostLines()).isZero();
    assertThat(notices).hasSize(2);
    assertThat(notices.getLast()).contains("written again; 0 lines were lost");
  }

  @Test
  void aLineThatWasTornIsEndedLostAndCountedAndTheNextIsWhole() throws Exception {
    var output = new Faulty();
    AccessLog log = open(LogOutput.channel(output, "standard output"));
    log.pulse(0);
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) sent.add(exchange(log));
    output.room = 1000; // within the second line
    log.pulse(SECOND);
    output.room = Integer.MAX_VALUE;
    log.pulse(3 * SECOND);
    log.close();

    sent.remove(1);
    assertThat(output.rays()).isEqualTo(sent);
    assertThat(output.lines()).hasSize(4);
    assertThat(log.lostLines()).isEqualTo(1);
  }

  @Test
  void aFileThatEndsInMidLineGetsItsLineEndFirst() throws Exception {
    Path file = Files.writeString(folder.resolve("access.log"), "{\"ts\":\"20");
    AccessLog log = open(LogOutput.file(file));
    exchange(log);
    log.close();

    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("{\"ts\":\"20");
  }

  @Test
  void aReaderThatIsGoneStopsNothing() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().close();
    AccessLog log = open(LogOutput.channel(pipe.sink(), "standard output"));
    log.pulse(0);
    for (int i = 1; i < 10; i++) {
      exchange(log);
      log.pulse(i * SECOND);
    }
    log.close();
    pipe.sink().close();

    assertThat(log.lostLines()).isEqualTo(9);
    assertThat(notices).singleElement().asString().contains("standard output: Broken pipe");
  }

  @Test
  void anOutputThatCannotBeOpenedAtStartIsAnError() {
    LogOutput nowhere = LogOutput.file(folder.resolve("none/access.log"));
    assertThatThrownBy(() -> open(nowhere)).isInstanceOf(IOException.class);
  }

  private AccessLog open(LogOutput output) throws IOException {
    return AccessLog.json(output, QueryValues.HIDDEN, notices::add);
  }

  private long exchange(AccessLog log) {
    long number = ++ray;
    log.accept(Records.with(record -> record.ray = number));
    return number;
  }

  private static List<Long> rays(Path file) throws IOException {
    return rays(Files.readAllLines(file));
  }

  /// Returns the numbers of the lines that are whole.
  private static List<Long> rays(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("{") && line.endsWith("}"))
        .map(line -> line.replaceAll(".*\"ray\":\"([0-9a-f]{16})-.*", "$1"))
        .map(hex -> Long.parseLong(hex, 16))
        .toList();
  }

  /// A channel that takes so many bytes and no more.
  private static final class Faulty implements WritableByteChannel {
    private final StringBuilder taken = new StringBuilder();
    private int room = Integer.MAX_VALUE;

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (room == 0) throw new IOException("No space left on device");
      int count = Math.min(room, bytes.remaining());
      for (int i = 0; i < count; i++) taken.append((char) bytes.get());
      room -= count;
      return count;
    }

    List<String> lines() {
      return taken.toString().lines().toList();
    }

    List<Long> rays() {
      return AccessLogTest.rays(lines());
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
