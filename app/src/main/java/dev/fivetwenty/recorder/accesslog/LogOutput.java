package dev.fivetwenty.recorder.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where lines go: a file that can be opened again, or a stream that cannot.
public abstract sealed class LogOutput {

  private static final byte[] LINE_END = {'\n'};

  /// Appends to a file, which is made with the permissions `rw-r-----` (less the umask).
  public static LogOutput file(Path path) {
    return new ToFile(path);
  }

  /// Writes to standard output, for example. The channel is not closed.
  ///
  /// @param name as shown to the operator
  public static LogOutput channel(WritableByteChannel channel, String name) {
    return new ToChannel(channel, name);
  }

  /// What the operator calls it.
  abstract String name();

  /// Opens the output, again if it was open: what is written from now on is found under its name.
  /// When that fails, what was open stays open.
  abstract void open() throws IOException;

  abstract void close();

  abstract WritableByteChannel target() throws IOException;

  /// Writes all of `bytes`; on failure their position tells how far it came.
  void write(ByteBuffer bytes) throws IOException {
    WritableByteChannel target = target();
    while (bytes.hasRemaining()) target.write(bytes);
  }

  /// Returns the reason in words.
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) return "no such file or directory";
    if (e instanceof AccessDeniedException) return "permission denied";
    if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static final class ToFile extends LogOutput {

    private static final Set<StandardOpenOption> APPENDING =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path path;
    private FileChannel channel;

    ToFile(Path path) {
      this.path = path;
    }

    @Override
    String name() {
      return path.toString();
    }

    @Override
    void open() throws IOException {
      FileChannel opened = opened();
      try {
        // What stopped in mid-line, we or the process before us, must not spoil the next line.
        if (endsInMidLine()) opened.write(ByteBuffer.wrap(LINE_END));
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      close();
      channel = opened;
    }

    private FileChannel opened() throws IOException {
      if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        return FileChannel.open(path, APPENDING);
      }
      var permissions = PosixFilePermissions.fromString("rw-r-----");
      return FileChannel.open(
          path, APPENDING, PosixFilePermissions.asFileAttribute(permissions));
    }

    private boolean endsInMidLine() throws IOException {
      if (!Files.isRegularFile(path) || !Files.isReadable(path)) return false;
      try (var reading = FileChannel.open(path, StandardOpenOption.READ)) {
        var last = ByteBuffer.allocate(1);
        return reading.size() > 0
            && reading.read(last, reading.size() - 1) == 1
            && last.get(0) != '\n';
      }
    }

    @Override
    WritableByteChannel target() throws IOException {
      if (channel == null) open();
      return channel;
    }

    @Override
    void close() {
      if (channel == null) return;
      try {
        channel.close();
      } catch (IOException unsaid) {
        // Every write has been told to the system already; there is nothing left to lose.
      }
      channel = null;
    }
  }

  private static final class ToChannel extends LogOutput {

    private final WritableByteChannel channel;
    private final String name;
    private boolean inMidLine;

    ToChannel(WritableByteChannel channel, String name) {
      this.channel = channel;
      this.name = name;
    }

    @Override
    String name() {
      return name;
    }

    @Override
    void open() throws IOException {
      if (inMidLine) write(ByteBuffer.wrap(LINE_END));
    }

    @Override
    void write(ByteBuffer bytes) throws IOException {
      try {
        super.write(bytes);
      } finally {
        int end = bytes.position();
        if (end > 0) inMidLine = bytes.get(end - 1) != '\n';
      }
    }

    @Override
    void close() {}

    @Override
    WritableByteChannel target() {
      return channel;
    }
  }
}
