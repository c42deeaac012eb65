package dev.fivetwenty.traffic.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// An access log, read line by line; plain or gzip. The record is laid over the buffer and is valid
/// until the next call. Confined to a thread.
public final class LogFile implements RequestLog {

  /// A longer line is passed over and counted as unreadable.
  static final int MAX_LINE = 256 << 10;

  private static final int BUFFER = 1 << 20;
  private static final int UNZIPPED_AT_ONCE = 64 << 10;

  private final String name;
  private final InputStream in;
  private LineFormat format;
  private final Recorded record = new Recorded();

  private byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private boolean ended;
  private long line;
  private long unreadable;
  private String firstUnreadable = "";

  private LogFile(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /// Opens a log. The stream is closed with it.
  ///
  /// @throws UnknownLog where none of the first lines is of a format that is known
  public static LogFile open(String name, InputStream file) throws IOException {
    var start = new BufferedInputStream(file, UNZIPPED_AT_ONCE);
    start.mark(2);
    boolean zipped = start.read() == 0x1F && start.read() == 0x8B;
    start.reset();
    InputStream in = zipped ? new GZIPInputStream(start, UNZIPPED_AT_ONCE) : start;
    var log = new LogFile(name, in);
    while (!log.ended && log.end < UNZIPPED_AT_ONCE) log.fill();
    log.format = LogFormats.of(log.buffer, log.end);
    if (log.format != null || log.end == 0) return log;
    String first = new String(log.buffer, 0, Math.min(80, log.end), StandardCharsets.UTF_8);
    in.close();
    throw new UnknownLog(
        "the lines are neither of the combined format nor JSON that tells time and path: "
            + first.lines().findFirst().orElse(""));
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      int newline = newline();
      if (newline < 0) return false;
      int from = at;
      int to = newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
      at = newline + 1;
      line++;
      if (to == from) continue;
      if (format.read(buffer, from, to, record)) return true;
      if (unreadable++ == 0) firstUnreadable =
          new String(buffer, from, Math.min(to - from, 120), StandardCharsets.UTF_8);
    }
  }

  /// Returns where the line ends that begins where reading is, or -1 at the end of the file.
  private int newline() throws IOException {
    int scanned = at;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') return i;
      }
      if (ended) return lastLine();
      if (end - at > MAX_LINE) {
        skipLine();
        scanned = at;
        continue;
      }
      int kept = end - at;
      fill();
      scanned = at + kept;
    }
  }

  /// The last line may lack its end.
  private int lastLine() {
    if (at >= end) return -1;
    if (end == buffer.length) buffer = Arrays.copyOf(buffer, end + 1);
    buffer[end] = '\n';
    return end++;
  }

  private void skipLine() throws IOException {
    unreadable++;
    line++;
    while (true) {
      for (int i = at; i < end; i++) {
        if (buffer[i] != '\n') continue;
        at = i + 1;
        return;
      }
      at = end;
      if (ended) return;
      fill();
    }
  }

  /// Moves what is left to the front and reads on.
  private void fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) ended = true;
    else end += read;
  }

  @Override
  public Recorded record() {
    return record;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public String firstUnreadable() {
    return firstUnreadable;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
