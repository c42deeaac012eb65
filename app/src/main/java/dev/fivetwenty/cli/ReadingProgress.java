package dev.fivetwenty.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// A large file that says on standard error how much of it was read, by percent of its bytes; what it says is
/// erased when it is closed.
final class ReadingProgress extends FilterInputStream {

  /// Smaller files are read before anybody could look.
  private static final long LARGE_BYTES = 8 << 20;

  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final String name;
  private final long size;
  private long read;
  private int percent = -1;

  private ReadingProgress(InputStream in, Console console, String name, long size) {
    super(in);
    this.console = console;
    this.name = name;
    this.size = size;
  }

  /// Returns the same stream where nobody looks on, or there is little to read.
  static InputStream of(InputStream in, Path file, long size, Console console) {
    boolean shown = console.errIsTerminal() && !console.environment().containsKey("CI");
    if (!shown || size < LARGE_BYTES) return in;
    String name = file.getFileName().toString().replaceAll("\\p{Cntrl}", "?");
    return new ReadingProgress(in, console, name.length() > 60 ? name.substring(0, 57) + "..." : name, size);
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    if (octet >= 0) advance(1);
    return octet;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    if (count > 0) advance(count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    advance(skipped);
    return skipped;
  }

  private void advance(long bytes) {
    read += bytes;
    // A file that grows meanwhile has more than there was.
    int now = (int) Math.min(100, read * 100 / size);
    if (now == percent) return;
    percent = now;
    console.err().print(ERASE + name + " " + percent + " %");
    console.err().flush();
  }

  @Override
  public void close() throws IOException {
    if (percent >= 0) console.err().print(ERASE);
    console.err().flush();
    percent = -1;
    super.close();
  }
}
