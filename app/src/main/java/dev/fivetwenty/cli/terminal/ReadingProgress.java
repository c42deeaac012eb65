package dev.fivetwenty.cli.terminal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How much of large files was read, said on standard error by percent of all their bytes, and erased when
/// one of them is closed. Nothing is said where nobody looks on, or there is little to read. The files may be
/// read by several threads.
public final class ReadingProgress {

  /// Smaller files are read before anybody could look.
  private static final long LARGE_BYTES = 8 << 20;

  private static final int MOST_NAME = 60;
  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final String name;
  private final long size;
  private long read;
  private int percent = -1;

  private ReadingProgress(Console console, String name, long size) {
    this.console = console;
    this.name = name;
    this.size = size;
  }

  /// @param files as on the command line; of standard input and what cannot be read no size is known
  public static ReadingProgress of(List<String> files, Console console) {
    long size = 0;
    if (console.errIsTerminal() && !console.environment().containsKey("CI")) {
      size = files.stream().mapToLong(ReadingProgress::size).sum();
    }
    String name = files.size() == 1 ? Path.of(files.getFirst()).getFileName() + "" : files.size() + " files";
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    if (shown.length() > MOST_NAME) shown = shown.substring(0, MOST_NAME - 3) + "...";
    return new ReadingProgress(console, shown, size);
  }

  private static long size(String file) {
    try {
      return file.equals("-") ? 0 : Files.size(Path.of(file));
    } catch (IOException _) {
      return 0; // Said when it is opened.
    }
  }

  /// Returns the same file, counted.
  public InputStream of(InputStream file) {
    return size < LARGE_BYTES ? file : new Counted(file);
  }

  private synchronized void advance(long bytes) {
    read += bytes;
    // A file that grows meanwhile has more than there was.
    int now = (int) Math.min(100, read * 100 / size);
    if (now == percent) return;
    percent = now;
    console.err().print(ERASE + name + " " + percent + " %");
    console.err().flush();
  }

  private synchronized void erase() {
    if (percent < 0) return;
    console.err().print(ERASE);
    console.err().flush();
    percent = -1;
  }

  private final class Counted extends FilterInputStream {

    Counted(InputStream in) {
      super(in);
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

    @Override
    public void close() throws IOException {
      erase();
      super.close();
    }
  }
}
