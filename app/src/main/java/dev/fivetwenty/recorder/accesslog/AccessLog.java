package dev.fivetwenty.recorder.accesslog;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Writes a line for each exchange.
///
/// Lines are gathered and written when there are [#WRITE_AT] bytes of them, or after [#WRITE_EVERY]. When
/// the output cannot be written they are kept up to [#KEEP], then they are lost, counted, while the
/// output is opened and tried again each second. The operator is told when that begins and when it
/// ends. [#reopen] and the numbers are for any thread, the rest for that of the recorder.
public final class AccessLog implements ExchangeSink {

  private static final int WRITE_AT = 64 * 1024;
  private static final long WRITE_EVERY = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long RETRY_EVERY = TimeUnit.SECONDS.toNanos(1);

  /// Lines that wait while the output is broken: some seconds of a quiet site.
  private static final int KEEP = 1024 * 1024;

  private final Format format;
  private final LogOutput output;
  private final Consumer<String> notices;
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Line line = new Line(2 * WRITE_AT);
  private volatile boolean reopenWanted;

  private boolean pulsed;
  private long now;
  private long written;
  private long failed;
  private boolean broken;
  private long lostBefore;

  private AccessLog(Format format, LogOutput output, Consumer<String> notices) {
    this.format = format;
    this.output = output;
    this.notices = notices;
  }

  /// Opens a log of one JSON object per line.
  ///
  /// @param notices takes a line for the operator, from the recorder's thread
  /// @throws IOException when the output cannot be opened
  public static AccessLog json(LogOutput output, QueryValues values, Consumer<String> notices)
      throws IOException {
    output.open();
    return new AccessLog(new JsonFormat(values), output, notices);
  }

  /// Opens a log in the format `combined`; otherwise as [#json].
  public static AccessLog combined(LogOutput output, QueryValues values, Consumer<String> notices)
      throws IOException {
    output.open();
    return new AccessLog(new CombinedFormat(values), output, notices);
  }

  /// Opens the file again soon, since the old one was renamed. What was gathered until then goes to
  /// the old one.
  public void reopen() {
    reopenWanted = true;
  }

  /// Returns how often the output could not be written or opened.
  public long errors() {
    return errors.get();
  }

  /// Returns how many lines were lost by that.
  public long lostLines() {
    return lost.get();
  }

  @Override
  public void accept(ExchangeRecord record) {
    format.write(record, line);
    if (line.length() < WRITE_AT) return;
    if (!broken) write();
    else if (line.length() >= KEEP) loseAll();
  }

  @Override
  public void pulse(long nanos) {
    now = nanos;
    if (!pulsed) {
      pulsed = true;
      written = nanos;
    }
    if (reopenWanted) reopenNow();
    if (broken) {
      if (nanos - failed >= RETRY_EVERY) retry();
    } else if (nanos - written >= WRITE_EVERY) {
      write();
    }
  }

  @Override
  public void close() {
    if (broken) retry();
    else write();
    if (broken) loseAll();
    output.close();
  }

  private void reopenNow() {
    reopenWanted = false;
    write();
    try {
      output.open();
    } catch (IOException e) {
      errors.incrementAndGet();
      notices.accept(
          "access log: %s: %s; not opened again, lines go on to the old file"
              .formatted(output.name(), LogOutput.reason(e)));
    }
  }

  private void retry() {
    try {
      output.open();
    } catch (IOException e) {
      broke(e);
      return;
    }
    write();
    if (broken) return;
    notices.accept(
        "access log: %s: written again; %d lines were lost"
            .formatted(output.name(), lost.get() - lostBefore));
  }

  private void write() {
    written = now;
    if (line.length() == 0) {
      broken = false;
      return;
    }
    var bytes = ByteBuffer.wrap(line.bytes(), 0, line.length());
    try {
      output.write(bytes);
      line.clear();
      broken = false;
    } catch (IOException e) {
      keepFrom(bytes.position());
      broke(e);
    }
  }

  /// Drops what was written, and with it the rest of the line in which it stopped.
  private void keepFrom(int position) {
    int from = position;
    if (from > 0 && line.bytes()[from - 1] != '\n') {
      while (line.bytes()[from++] != '\n') continue;
      lost.incrementAndGet();
    }
    line.removeFirst(from);
  }

  private void broke(IOException e) {
    errors.incrementAndGet();
    failed = now;
    if (broken) return;
    broken = true;
    lostBefore = lost.get();
    notices.accept(
        "access log: %s: %s; tried again each second, lines that cannot be kept are counted"
            .formatted(output.name(), LogOutput.reason(e)));
  }

  private void loseAll() {
    for (int i = 0; i < line.length(); i++) {
      if (line.bytes()[i] == '\n') lost.incrementAndGet();
    }
    line.clear();
  }
}
