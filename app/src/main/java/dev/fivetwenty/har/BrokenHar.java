package dev.fivetwenty.har;

/// A file that is no HAR, or not a whole one.
public final class BrokenHar extends Exception {

  private static final long serialVersionUID = 1;

  private final String what;
  private final long offset;
  private final String pointer;
  private final int entriesRead;

  /// @param what    in lower case, without a full stop
  /// @param offset  in the file, decompressed
  /// @param pointer of the part that could not be read
  BrokenHar(String what, long offset, String pointer, int entriesRead) {
    super(message(what, offset, pointer, entriesRead), null, false, false);
    this.what = what;
    this.offset = offset;
    this.pointer = pointer;
    this.entriesRead = entriesRead;
  }

  private static String message(String what, long offset, String pointer, int entriesRead) {
    if (offset <= 0) return what;
    String read =
        entriesRead == 1 ? "1 entry was read before" : entriesRead + " entries were read before";
    String where = pointer.isEmpty() ? "" : " in " + pointer;
    return "%s at byte %d%s; %s".formatted(what, offset, where, read);
  }

  public String what() {
    return what;
  }

  public long offset() {
    return offset;
  }

  public String pointer() {
    return pointer;
  }

  public int entriesRead() {
    return entriesRead;
  }
}
